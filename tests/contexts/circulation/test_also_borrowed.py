"""What households borrowed together: of those who agree, never of fewer than five, and without a trace of them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.catalogue.models import Item, Record
from pustakota.contexts.circulation import actions, queries, tasks
from pustakota.contexts.circulation.errors import PolicyRefused
from pustakota.contexts.circulation.models import AlsoBorrowed, AlsoBorrowedRule, Loan
from pustakota.contexts.circulation.rules import also_borrowed as rules
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import How, Patron
from pustakota.foundation import personal_data
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_loan, a_returned
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, somebody_with_role

pytestmark = pytest.mark.django_db
BORN, AGREED, LENT = date(1980, 1, 1), NOW - timedelta(days=150), NOW - timedelta(days=100)


# The rule


@pytest.mark.parametrize(
    ("class_number", "is_counted"),
    [
        ("899.221", True),
        ("306.8", True),
        ("", False),
        ("297.5", False),
        ("2X4", False),
        ("306.76", False),
        ("362.29", False),
        ("364.1", False),
        ("616.89", False),
        ("618", False),
        ("620", True),
    ],
)
def test_what_readers_believe_or_suffer_is_not_counted(class_number: str, is_counted: bool) -> None:
    assert rules.counts(class_number) is is_counted


@pytest.mark.parametrize(
    ("today", "first", "end"),
    [
        (date(2026, 3, 2), date(2025, 3, 1), date(2026, 3, 1)),
        (date(2026, 3, 31), date(2025, 3, 1), date(2026, 3, 1)),
        (date(2028, 2, 29), date(2027, 2, 1), date(2028, 2, 1)),
    ],
)
def test_the_year_moves_by_whole_months(today: date, first: date, end: date) -> None:
    assert rules.counted_year(today) == (first, end)


def test_what_a_share_of_the_readers_borrowed_stands_before_what_everybody_borrows() -> None:
    shelves = [{1, 2, 9}] * 5 + [{9, 3}] * 20
    assert rules.borrowed_together(shelves, fewest=5)[1] == (2, 9)


shelves_of_few = st.lists(st.frozensets(st.integers(1, 8)), max_size=14)


@given(shelves_of_few, st.integers(-1, 8))
def test_a_pair_of_fewer_than_five_never_stands_whatever_is_set(shelves: list[frozenset[int]], fewest: int) -> None:
    for title, others in rules.borrowed_together(shelves, fewest=fewest).items():
        for other in others:
            assert sum({title, other} <= shelf for shelf in shelves) >= max(fewest, 5)


@given(shelves_of_few)
def test_every_pair_of_five_stands_both_ways_and_once(shelves: list[frozenset[int]]) -> None:
    found = rules.borrowed_together(shelves, fewest=5)
    expected = {
        (one, other)
        for one in range(1, 9)
        for other in range(1, 9)
        if one != other and sum({one, other} <= shelf for shelf in shelves) >= 5
    }
    assert {(title, other) for title, others in found.items() for other in others} == expected
    assert all(len(set(others)) == len(others) for others in found.values())


@given(shelves_of_few, st.integers(0, 13))
def test_without_one_household_nothing_stands_that_did_not_before(shelves: list[frozenset[int]], gone: int) -> None:
    before = rules.borrowed_together(shelves, fewest=5)
    after = rules.borrowed_together(shelves[:gone] + shelves[gone + 1 :], fewest=5)
    assert all(set(others) <= set(before[title]) for title, others in after.items())


# The reckoning


def a_title(name: str, class_number: str = "899.221") -> Item:
    record = a_record(name)
    Record.objects.filter(pk=record.pk).update(class_number=class_number)
    record.refresh_from_db()
    return an_item(record=record)


def agrees(patron: Patron, *, at: datetime = AGREED) -> Patron:
    for purpose in ("loan_history", "also_borrowed"):
        people.give_consent(person=patron.person, purpose=purpose, by=SYSTEM, at=at, how=How.WEB)
    return patron


def a_reader(*, agreed_at: datetime = AGREED) -> Patron:
    return agrees(a_patron(born_on=BORN, joined_at=AGREED), at=agreed_at)


def reads(patron: Patron, *items: Item, at: datetime = LENT) -> None:
    for n, item in enumerate(items):
        a_loan(item=item, patron=patron, at=at + timedelta(minutes=patron.pk % 1000 * 5 + n))
        a_returned(item, item.service_point, at=at + timedelta(minutes=patron.pk % 1000 * 5 + n + 3))


def some_readers(number: int, *items: Item, **more: Any) -> list[Patron]:
    readers = [a_reader() for _ in range(number)]
    for reader in readers:
        reads(reader, *items, **more)
    return readers


def reckoned(at: datetime = NOW) -> int:
    return actions.reckon_also_borrowed(by=SYSTEM, at=at)


@pytest.fixture
def pair() -> tuple[Item, Item]:
    return a_title("Bumi manusia"), a_title("Laskar pelangi")


Pair = tuple[Item, Item]


def beside(item: Item) -> list[int]:
    return queries.also_borrowed(item.record)


def test_five_who_agree_show_a_pair_both_ways(pair: Pair) -> None:
    one, other = pair
    some_readers(5, one, other)
    assert reckoned() == 2
    assert (beside(one), beside(other)) == ([other.record_id], [one.record_id])
    assert reckoned() == 0, "nothing has changed since"


def test_four_never_do(pair: Pair) -> None:
    some_readers(4, *pair)
    assert reckoned() == 0
    assert not AlsoBorrowed.objects.exists()


def test_a_fifth_who_did_not_agree_does_not_count(pair: Pair) -> None:
    some_readers(4, *pair)
    silent = a_patron(born_on=BORN, joined_at=AGREED)
    people.give_consent(person=silent.person, purpose="loan_history", by=SYSTEM, at=AGREED, how=How.WEB)
    reads(silent, *pair)
    reckoned()
    assert not AlsoBorrowed.objects.exists()


def test_one_reader_who_borrows_again_and_again_is_one(pair: Pair) -> None:
    (first, *_) = some_readers(4, *pair)
    reads(first, *pair, at=LENT + timedelta(days=20))
    reckoned()
    assert not AlsoBorrowed.objects.exists()


def test_a_household_is_one(pair: Pair) -> None:
    readers = some_readers(5, *pair)
    people.join_household(person=readers[0].person, other=readers[1].person, by=SYSTEM, at=NOW)
    reckoned()
    assert not AlsoBorrowed.objects.exists()


def test_those_whose_age_is_not_known_or_who_are_children_do_not_count(pair: Pair) -> None:
    readers = some_readers(6, *pair)
    type(readers[0].person).objects.filter(pk=readers[0].person_id).update(born_on=None)
    type(readers[0].person).objects.filter(pk=readers[1].person_id).update(born_on=date(2010, 1, 1))
    reckoned()
    assert not AlsoBorrowed.objects.exists()


def test_a_withdrawal_holds_from_the_next_reckoning_on(pair: Pair) -> None:
    readers = some_readers(5, *pair)
    reckoned()
    person = readers[2].person
    people.withdraw_consent(person=person, purpose="also_borrowed", by=SYSTEM, at=NOW, how=How.WEB)
    assert reckoned() == 2
    assert not AlsoBorrowed.objects.exists()


def test_a_history_that_ends_ends_it_too(pair: Pair) -> None:
    readers = some_readers(5, *pair)
    reckoned()
    people.withdraw_consent(person=readers[0].person, purpose="loan_history", by=SYSTEM, at=NOW, how=How.WEB)
    reckoned()
    assert not AlsoBorrowed.objects.exists()


def test_who_is_forgotten_is_counted_no_more(pair: Pair) -> None:
    readers = some_readers(5, *pair)
    reckoned()
    personal_data.forget(readers[4].person_id, by=SYSTEM, at=NOW)
    reckoned()
    assert not AlsoBorrowed.objects.exists()


@pytest.mark.parametrize(
    ("lent", "agreed", "is_shown"),
    [
        (LENT, AGREED, True),
        (NOW - timedelta(days=1), AGREED, False),  # of this month: it comes in with the whole month
        (NOW - timedelta(days=380), NOW - timedelta(days=381), False),  # more than a year ago
        (LENT, NOW - timedelta(hours=12), False),  # agreed this month
    ],
)
def test_only_the_whole_months_of_the_last_year_count(
    lent: datetime, agreed: datetime, is_shown: bool, pair: Pair
) -> None:
    for _ in range(5):
        reader = a_patron(born_on=BORN, joined_at=NOW - timedelta(days=390))
        Patron.objects.filter(pk=reader.pk).update(expires_on=date(2030, 1, 1))
        reader.refresh_from_db()
        agrees(reader, at=agreed)
        reads(reader, *pair, at=lent)
    reckoned()
    assert AlsoBorrowed.objects.exists() is is_shown


def test_what_is_borrowed_today_changes_nothing_before_the_month_is_over(pair: Pair) -> None:
    some_readers(4, *pair)
    reads(a_reader(), *pair, at=NOW + timedelta(hours=1))
    assert reckoned(NOW + timedelta(days=20)) == 0
    assert reckoned(NOW + timedelta(days=31)) == 2


def test_loans_that_are_out_or_lost_their_member_do_not_count(pair: Pair) -> None:
    one, other = pair
    readers = some_readers(5, one)
    for n, reader in enumerate(readers):
        copy = an_item(record=other.record, at_point=other.service_point)
        a_loan(item=copy, patron=reader, at=LENT + timedelta(minutes=n))
    reckoned()
    assert not AlsoBorrowed.objects.exists()
    Loan.objects.filter(item__record=other.record_id).update(returned_at=LENT + timedelta(days=4), patron=None)
    reckoned()
    assert not AlsoBorrowed.objects.exists()


def test_titles_apart_and_hidden_titles_stand_beside_nothing(pair: Pair) -> None:
    one, other = pair
    faith, unknown = a_title("Fikih", "297.3"), a_title("Tanpa kelas", "")
    some_readers(5, one, other, faith, unknown)
    reckoned()
    assert set(AlsoBorrowed.objects.values_list("record", flat=True)) == {one.record_id, other.record_id}
    Record.objects.filter(pk=other.record_id).update(is_suppressed=True)
    reckoned()
    assert not AlsoBorrowed.objects.exists()


def test_editions_of_one_work_are_one_title(pair: Pair) -> None:
    one, other = pair
    newer = a_title("Bumi manusia")
    Record.objects.filter(pk__in=[one.record_id, newer.record_id]).update(work=77)
    some_readers(3, one, other)
    some_readers(2, newer, other, at=LENT + timedelta(days=10))
    reckoned()
    newer.record.refresh_from_db()
    assert queries.also_borrowed(newer.record) == [other.record_id], "asked from the edition that was borrowed less"
    assert beside(other) == [one.record_id]
    assert not AlsoBorrowed.objects.filter(record=newer.record_id).exists()


def test_the_table_knows_titles_and_their_order_alone_and_nothing_is_announced(pair: Pair) -> None:
    some_readers(5, *pair)
    told = Message.objects.count()
    reckoned()
    assert Message.objects.count() == told
    fields = {field.name: field for field in AlsoBorrowed._meta.get_fields()}
    assert set(fields) == {"id", "record", "other", "place"}
    led_to = {field.related_model for field in fields.values() if isinstance(field, models.ForeignKey)}
    assert led_to == {Record}


def test_a_reckoning_reads_in_three_queries_however_many_borrowed(pair: Pair, queries_are: QueriesAre) -> None:
    some_readers(5, *pair)
    reckoned()
    some_readers(3, *pair, at=LENT + timedelta(days=10))
    with queries_are(3):
        reckoned()
    with queries_are(1):
        beside(pair[0])


def test_the_clock_reckons_and_nobody_else(pair: Pair, nothing_changes: NothingChanges) -> None:
    some_readers(5, *pair)
    for by in (VISITOR, somebody_with_role("kepala")):
        with nothing_changes(), pytest.raises(NotAllowed):
            actions.reckon_also_borrowed(by=by, at=NOW)
    assert tasks.reckon_also_borrowed(NOW) == 2


# How many it takes


def test_a_library_may_ask_for_more_than_five(pair: Pair) -> None:
    some_readers(6, *pair)
    reckoned()
    actions.set_also_borrowed_rule(fewest=7, by=somebody_with_role("kepala"), at=NOW)
    assert queries.fewest_together() == 7
    reckoned()
    assert not AlsoBorrowed.objects.exists()
    actions.set_also_borrowed_rule(fewest=6, by=SYSTEM, at=NOW)
    assert reckoned() == 2


@pytest.mark.parametrize("fewest", [-1, 0, 4, 51])
def test_but_never_for_fewer(fewest: int, nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(PolicyRefused) as refused:
        actions.set_also_borrowed_rule(fewest=fewest, by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.worded()] == ["also_borrowed_by_too_few"]


def test_the_database_itself_refuses_fewer() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AlsoBorrowedRule.objects.create(fewest=4, set_at=NOW)


def test_only_who_changes_rules_everywhere_sets_it(nothing_changes: NothingChanges) -> None:
    for by in (VISITOR, somebody_with_role("sirkulasi"), somebody_with_role("kepala", at_point=a_point())):
        with nothing_changes(), pytest.raises(NotAllowed):
            actions.set_also_borrowed_rule(fewest=6, by=by, at=NOW)
