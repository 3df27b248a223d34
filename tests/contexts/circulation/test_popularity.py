"""How often titles are lent: counted without members, told to the index where it changed, never shown."""

import pytest

from pustakota.config import documents
from pustakota.contexts.circulation import actions, queries
from pustakota.contexts.circulation.models import Loan, Popularity
from pustakota.contexts.circulation.rules.popularity import step_of
from pustakota.contexts.search import actions as search
from pustakota.contexts.search import queries as search_queries
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_loan, a_returned
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db
MOST = 6


def lent(title: str, times: int) -> int:
    item = an_item(record=a_record(title))
    for n in range(times):
        a_loan(item=item, at_point=item.service_point, at=later(days=2 * n))
        a_returned(item, item.service_point, at=later(days=2 * n + 1))
    return item.record_id


def counted(days: int = 60) -> int:
    return actions.count_popularity(by=SYSTEM, at=later(days=days))


def told() -> list[list[int]]:
    return [message.fields["record_ids"] for message in Message.objects.filter(name="circulation.PopularityChanged")]


@pytest.mark.parametrize(
    ("loans", "step"), [(0, 0), (1, 1), (3, 1), (4, 2), (9, 2), (10, 3), (31, 3), (32, 4), (100, 5), (10**9, MOST)]
)
def test_steps_are_wide(loans: int, step: int) -> None:
    assert step_of(loans, most=MOST) == step


def test_loans_are_counted_by_title_and_only_what_changed_is_told() -> None:
    little, much = lent("Sedikit", 1), lent("Banyak", 5)
    assert counted() == 2
    assert queries.popularity([little, much]) == {little: 1, much: 2}
    assert told() == [[little, much]]
    a_loan(item=an_item(record=Loan.objects.filter(item__record=little).get().item.record), at=later(days=30))
    assert counted() == 0, "two loans are the step of one"
    assert told() == [[little, much]]


def test_loans_of_long_ago_no_longer_count() -> None:
    record = lent("Dahulu", 5)
    counted()
    assert counted(days=600) == 1
    assert queries.popularity([record]) == {}
    assert not Popularity.objects.exists()


def test_loans_that_have_no_member_any_more_count_as_others_do() -> None:
    record = lent("Tanpa nama", 4)
    Loan.objects.update(patron=None)
    counted()
    assert queries.popularity([record]) == {record: 2}


def test_who_may_not_part_facts_may_not_count_them(nothing_changes: NothingChanges) -> None:
    lent("Sedikit", 1)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.count_popularity(by=VISITOR, at=NOW)


def test_of_two_titles_alike_the_one_lent_more_stands_first_and_it_finds_nothing_more() -> None:
    unread, read, other = a_record("Sejarah batik").pk, lent("Sejarah batik", 4), lent("Batik", 12)
    counted()
    search.rebuild(documents.record_documents([unread, read, other]))
    assert search_queries.search(search_queries.SearchRequest("sejarah batik")).ids[:2] == [read, unread]
    search.index_documents(documents.record_documents([unread, read, other]))
    assert search_queries.search(search_queries.SearchRequest("sejarah batik")).count == 2
