"""A recording begins once everybody who is recorded agreed; afterwards they are forgotten."""

from datetime import timedelta

import pytest

from pustakota.contexts.spaces import actions, tasks
from pustakota.contexts.spaces.models import Booking, Recorded, RecordedAnswer
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed, Refusal
from tests.factories.moments import NOW
from tests.factories.people import a_member_acting, a_patron
from tests.factories.spaces import a_booking, a_room, a_span
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def session() -> Booking:
    return a_booking(a_room(records_people=True))


def begin(session: Booking) -> Booking:
    return actions.check_in(booking=session, by=SYSTEM, at=a_span().start)


def named(session: Booking, name: str = "Rara", *, is_child: bool = False) -> Recorded:
    return actions.name_recorded(booking=session, name=name, is_child=is_child, by=SYSTEM)


def test_a_session_does_not_begin_before_all_who_are_recorded_agreed(session: Booking) -> None:
    assert reasons(lambda: begin(session)) == ["nobody_named"]
    rara, bayu = named(session, "Rara"), named(session, "Bayu")
    actions.answer_by_link(code=rara.code, agrees=True, at=NOW)
    with pytest.raises(Refusal) as refused:
        begin(session)
    assert str(refused.value.worded()[0].message).endswith("Still missing: Bayu.")
    actions.answer_by_link(code=bayu.code, agrees=False, at=NOW)
    assert reasons(lambda: begin(session)) == ["consents_missing"]
    actions.drop_recorded(recorded=bayu, by=SYSTEM)
    assert begin(session).state == "checked_in"


def test_a_studio_booked_along_wants_the_consents_too() -> None:
    room, camera = a_room(), a_room(records_people=True)
    made = actions.book(resource=room, patron=a_patron(), span=a_span(), along=[camera], by=SYSTEM, at=NOW)
    assert reasons(lambda: begin(made)) == ["nobody_named"]
    assert begin(a_booking()).state == "checked_in"


def test_for_a_child_a_guardian_agrees_by_name(session: Booking) -> None:
    child = named(session, is_child=True)
    assert reasons(lambda: actions.answer_by_link(code=child.code, agrees=True, at=NOW)) == ["guardian_missing"]
    child.refresh_from_db()
    assert child.answer == RecordedAnswer.OPEN
    actions.answer_by_link(code=child.code, agrees=True, guardian="Ibu Sari", at=NOW)
    assert begin(session).state == "checked_in"


def test_an_answer_keeps_the_words_it_was_given_to(session: Booking) -> None:
    first = actions.answer_by_link(code=named(session).code, agrees=True, at=NOW)
    actions.word_recording_text(words="Kata baru", by=SYSTEM, at=NOW)
    second = actions.answer_by_link(code=named(session, "Bayu").code, agrees=True, at=NOW)
    first.refresh_from_db()
    assert first.text is not None
    assert second.text is not None
    assert (first.text.words != "Kata baru", second.text.words) == (True, "Kata baru")


def test_paper_is_ticked_at_the_desk_alone(session: Booking) -> None:
    row = named(session)
    with pytest.raises(NotAllowed):
        actions.tick_paper(recorded=row, guardian="", by=a_member_acting(a_patron()), at=NOW)
    assert actions.tick_paper(recorded=row, guardian="", by=SYSTEM, at=NOW).how == "paper"


def test_only_whoever_booked_names_people_and_nobody_once_it_began(session: Booking) -> None:
    with pytest.raises(NotAllowed):
        actions.name_recorded(booking=session, name="X", is_child=False, by=a_member_acting(a_patron()))
    row = named(session)
    actions.answer_by_link(code=row.code, agrees=True, at=NOW)
    begin(session)
    assert reasons(lambda: named(session)) == ["session_begun"]
    assert reasons(lambda: actions.answer_by_link(code=row.code, agrees=False, at=NOW)) == ["session_begun"]


def test_they_are_forgotten_after_90_days_and_at_once_where_nothing_was_recorded(session: Booking) -> None:
    gone = a_booking(a_room(records_people=True))
    kept = named(session)
    named(gone, "Bayu")
    actions.cancel(booking=gone, by=SYSTEM, at=NOW)
    assert tasks.forget_recorded(NOW) == 1
    assert list(Recorded.objects.all()) == [kept]
    assert tasks.forget_recorded(session.ends_at + timedelta(days=89)) == 0
    assert tasks.forget_recorded(session.ends_at + timedelta(days=91)) == 1
