"""A case from the question to its end."""

from datetime import UTC, datetime

import pytest

from pustakota.contexts.cases import actions, queries, tasks
from pustakota.contexts.cases.actions import Contact, Kind
from pustakota.contexts.cases.errors import CaseRefused
from pustakota.contexts.cases.models import Case, Entry
from pustakota.contexts.people.models import Patron
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.factories.cases import a_case, a_registration
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import (
    a_member_acting,
    a_member_of_staff,
    a_patron,
    a_patron_type,
    an_actor,
    somebody_with_role,
)

pytestmark = pytest.mark.django_db


def codes(refused: pytest.ExceptionInfo[CaseRefused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def facts(name: str) -> list[dict[str, object]]:
    return [message.fields for message in Message.objects.filter(name=f"cases.{name}").order_by("pk")]


def test_a_suggestion_falls_due_in_opening_hours_and_goes_to_a_role() -> None:
    point = a_point(open_on=range(5))
    case = a_case(at_point=point)  # Monday, 10.00 WIB; 40 hours of 8 a day
    assert case.due_at == datetime(2026, 3, 9, 3, 0, tzinfo=UTC)
    assert case.role == "pustakawan"
    assert [entry.step for entry in case.history.all()] == ["opened"]
    assert facts("CaseOpened") == [{"case_id": case.pk, "kind": "suggestion", "service_point_id": point.pk}]


def test_a_changed_promise_holds_for_what_is_asked_from_now_on() -> None:
    actions.set_promise(kind=Kind.SUGGESTION, working_hours=2, role="kepala", by=SYSTEM)
    case = a_case()
    assert (case.role, case.due_at) == ("kepala", later(minutes=120))


def test_nobody_asks_in_the_name_of_somebody_else(nothing_changes: NothingChanges) -> None:
    patron, other = a_patron(), a_patron()
    with nothing_changes(), pytest.raises(NotAllowed):
        a_case(asker=patron.person, by=a_member_acting(other), at_point=patron.home_point)


def test_a_case_says_what_it_is_about(nothing_changes: NothingChanges) -> None:
    point = a_point()
    with nothing_changes(), pytest.raises(CaseRefused) as refused:
        a_case(subject="  ", by=VISITOR, at_point=point)
    assert codes(refused) == ["subject_missing"]


def test_an_answer_is_kept_and_the_asker_asks_further() -> None:
    patron = a_patron()
    case = a_case(asker=patron.person, by=a_member_acting(patron), at_point=patron.home_point)
    librarian = somebody_with_role("pustakawan", at_point=patron.home_point)
    answered = actions.answer_case(case=case, words="Kami tanyakan ke penerbit.", by=librarian, at=later(minutes=5))
    assert (answered.state, answered.answered_at) == ("answered", later(minutes=5))
    again = actions.reopen_case(case=case, words="Sudah ada kabar?", by=a_member_acting(patron), at=later(days=9))
    assert (again.state, again.answered_at) == ("open", later(minutes=5))
    steps = list(Entry.objects.filter(case=case).order_by("pk").values_list("step", "by_staff"))
    assert steps == [("opened", False), ("answered", True), ("reopened", False)]


def test_a_case_is_closed_with_an_outcome_that_is_announced() -> None:
    case = a_case()
    closed = actions.close_case(
        case=case, outcome="will_be_bought", words="Kami pesan bulan ini.", by=SYSTEM, at=later(days=1)
    )
    assert (closed.state, closed.outcome, closed.closed_at) == ("closed", "will_be_bought", later(days=1))
    assert [fact["outcome"] for fact in facts("CaseClosed")] == ["will_be_bought"]


def test_a_case_is_not_closed_with_the_outcome_of_another_kind(nothing_changes: NothingChanges) -> None:
    case = a_case()
    with nothing_changes(), pytest.raises(CaseRefused) as refused:
        actions.close_case(case=case, outcome="registered", words="", by=SYSTEM, at=NOW)
    assert codes(refused) == ["outcome_unknown", "words_missing"]


def test_what_has_ended_is_not_answered(nothing_changes: NothingChanges) -> None:
    case = a_case()
    actions.close_case(case=case, outcome="declined", words="Tidak sesuai koleksi kami.", by=SYSTEM, at=NOW)
    with nothing_changes(), pytest.raises(CaseRefused) as refused:
        actions.answer_case(case=case, words="Tunggu", by=SYSTEM, at=NOW)
    assert codes(refused) == ["not_now"]
    assert refused.value.worded()[0].message


def test_staff_of_another_point_do_not_answer(nothing_changes: NothingChanges) -> None:
    case = a_case()
    elsewhere = somebody_with_role("pustakawan", at_point=a_point())
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.answer_case(case=case, words="Ya", by=elsewhere, at=NOW)


def test_a_case_is_given_only_to_those_who_may_answer_it() -> None:
    point = a_point()
    case = a_case(at_point=point)
    librarian = a_member_of_staff(role="pustakawan", at_point=point)
    volunteer = a_member_of_staff(role="relawan", at_point=point)
    by = an_actor("cases.answer", at_point=point)
    assert actions.assign_case(case=case, to=librarian, by=by, at=NOW).owner == librarian
    with pytest.raises(CaseRefused) as refused:
        actions.assign_case(case=case, to=volunteer, by=by, at=NOW)
    assert codes(refused) == ["not_here"]
    assert actions.assign_case(case=case, to=None, by=by, at=NOW).owner is None


def test_the_inbox_shows_what_falls_due_first_and_what_is_late() -> None:
    point = a_point()
    slow, quick = a_case(at_point=point), a_case(kind=Kind.QUESTION, at_point=point)
    done = a_case(at_point=point)
    actions.close_case(case=done, outcome="declined", words="Tidak.", by=SYSTEM, at=NOW)
    a_case()
    assert list(queries.inbox([point.pk])) == [quick, slow]
    assert list(queries.inbox([point.pk], kind="suggestion")) == [slow]
    assert list(queries.inbox([point.pk], overdue_at=later(days=3))) == [quick]
    assert queries.waiting_counts(point.pk, at=later(days=3)) == {"open": 2, "late": 1}


def test_the_desk_makes_a_member_of_whoever_asked() -> None:
    point = a_point()
    case = a_registration(point)
    by = somebody_with_role("sirkulasi", at_point=point)
    new = actions.register_from_case(case=case, type=a_patron_type(), at_point=point, by=by, at=later(days=1))
    case = Case.objects.get(pk=case.pk)
    assert new.patron.person.name == "Rini Kusuma"
    assert new.patron.person.phone == "+6281234567890"
    assert new.password
    assert (case.state, case.outcome, case.asker) == ("closed", "registered", new.patron.person)
    assert (case.answers, case.contact_phone) == ([], "")
    assert new.patron.card_number in Entry.objects.filter(case=case).latest("pk").words


def test_a_registration_that_is_refused_leaves_the_case_open(nothing_changes: NothingChanges) -> None:
    point, kind = a_point(), a_patron_type()
    case = a_registration(point, born_on="2018-01-01")
    with nothing_changes(), pytest.raises(CaseRefused) as refused:
        actions.register_from_case(case=case, type=kind, at_point=point, by=SYSTEM, at=NOW)
    assert codes(refused) == ["waits_for_guardian"]


def test_nobody_is_registered_twice_from_one_case() -> None:
    point, kind = a_point(), a_patron_type()
    case = a_registration(point)
    actions.register_from_case(case=case, type=kind, at_point=point, by=SYSTEM, at=NOW)
    members = Patron.objects.count()
    with pytest.raises(CaseRefused):
        actions.register_from_case(case=case, type=kind, at_point=point, by=SYSTEM, at=NOW)
    assert Patron.objects.count() == members


def test_a_forgotten_person_leaves_the_case_but_no_trace() -> None:
    patron = a_patron()
    case = a_case(asker=patron.person, at_point=patron.home_point, contact=Contact(name="Siti", email="s@contoh.id"))
    with pytest.raises(NotAllowed):
        actions.forget_person(person_id=patron.person_id, by=VISITOR, at=NOW)
    assert actions.forget_person(person_id=patron.person_id, by=SYSTEM, at=NOW) == 1
    case = Case.objects.get(pk=case.pk)
    assert (case.asker, case.contact_name, case.contact_email, case.kind) == (None, "", "", "suggestion")
    assert list(queries.kept_about(patron.person_id).values()) == [[]]


def test_a_month_after_the_end_a_stranger_can_no_longer_be_reached() -> None:
    point = a_point()
    suggestion = a_case(at_point=point, contact=Contact(name="Siti", email="s@contoh.id"))
    joining, waiting = a_registration(point), a_registration(point)
    actions.close_case(case=suggestion, outcome="declined", words="Tidak.", by=SYSTEM, at=NOW)
    actions.close_case(case=joining, outcome="declined", words="Tidak datang.", by=SYSTEM, at=NOW)
    assert tasks.forget_strangers(later(days=29)) == 0
    assert tasks.forget_strangers(later(days=31)) == 2
    assert tasks.forget_strangers(later(days=32)) == 0
    suggestion, joining, waiting = (Case.objects.get(pk=case.pk) for case in (suggestion, joining, waiting))
    assert (suggestion.contact_email, suggestion.subject) == ("", "Ronggeng Dukuh Paruk")
    assert (joining.contact_phone, joining.answers, joining.subject) == ("", [], "–")
    assert waiting.answers
