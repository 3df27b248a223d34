"""Whoever asked is told that the library answered."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from pustakota.contexts.cases import actions
from pustakota.contexts.cases.actions import Kind
from pustakota.contexts.cases.models import Case
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices import queries as told
from pustakota.contexts.notices.models import Telling
from pustakota.contexts.people.models import Patron
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.contexts.circulation.test_telling import deliver
from tests.factories.cases import a_case, a_registration
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.notices import a_reader
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_member_acting, a_patron, a_patron_type

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


def inbox(patron: Patron) -> list[str]:
    rows = [row.notice for row in told.inbox(patron.person_id) if row.notice.kind == "answered"]
    return [told.line([notice], today=MONDAY, reader_id=patron.person_id) for notice in rows]


def answered(case: Case, words: str = "We ordered it.") -> None:
    actions.answer_case(case=case, words=words, by=SYSTEM, at=NOW)
    deliver()


PLAIN = (
    "The library answered your request. Read the answer in your account, under Requests, "
    "and reply there if something is still open."
)


def test_an_answer_is_told_in_the_inbox_and_by_the_ways_agreed_to_without_what_was_asked() -> None:
    patron = a_reader(phone="+628123456789")
    answered(a_case(asker=patron.person))
    assert inbox(patron) == [PLAIN]
    ways = Telling.objects.filter(person=patron.person_id, notice__kind="answered")
    assert set(ways.values_list("channel", flat=True)) == {"inbox", "whatsapp"}


def test_what_was_asked_is_named_to_those_who_asked_for_titles() -> None:
    patron = a_patron()
    me = a_member_acting(patron)
    notices.choose(person_id=patron.person_id, language="en", names_titles=True, by=me, at=NOW)
    answered(a_case(asker=patron.person))
    assert inbox(patron) == [f"{PLAIN} About: Ronggeng Dukuh Paruk"]


def test_each_answer_is_told_once_and_asking_further_settles_it() -> None:
    patron = a_patron()
    case = a_case(asker=patron.person)
    answered(case)
    actions.answer_case(case=case, words="It has come.", by=SYSTEM, at=later(days=1))
    deliver(later(days=1))
    assert len(inbox(patron)) == 2
    actions.reopen_case(case=case, words="Which shelf?", by=a_member_acting(patron), at=later(days=2))
    deliver(later(days=2))
    assert inbox(patron) == []


def test_the_end_of_a_request_is_told_too_and_a_guardian_reads_it_for_a_child() -> None:
    mother = a_patron()
    child = a_child(guardian=mother)
    case = a_case(asker=child.person)
    actions.close_case(case=case, outcome="will_be_bought", words="Yes.", by=SYSTEM, at=NOW)
    deliver()
    assert inbox(mother) == [f"{child.person.greeting}: {PLAIN}"]


def test_a_new_member_is_greeted_and_not_told_of_an_answer_besides() -> None:
    point = a_point()
    case = a_registration(point)
    new = actions.register_from_case(case=case, type=a_patron_type(), at_point=point, by=SYSTEM, at=NOW)
    deliver()
    assert inbox(new.patron) == []


def test_somebody_without_an_account_is_not_written_to() -> None:
    answered(a_case(kind=Kind.QUESTION))
    assert not Telling.objects.filter(notice__kind="answered").exists()
