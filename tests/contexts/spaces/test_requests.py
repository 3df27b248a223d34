"""What a community group asks for: answered by one or two, late ones loud, rivals declined with words."""

from datetime import timedelta

import pytest

from pustakota.contexts.forms import actions as forms
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions, queries, reactions, tasks
from pustakota.contexts.spaces.actions import Mode
from pustakota.contexts.spaces.models import Booking, Resource
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.factories.moments import NOW
from tests.factories.people import a_member_acting, a_patron, somebody_with_role
from tests.factories.spaces import a_booking, a_room, a_span
from tests.refusals import reasons

pytestmark = pytest.mark.django_db


def asked(room: Resource, patron: Patron | None = None) -> Booking:
    patron = patron or a_patron()
    return actions.book(resource=room, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)


def test_two_say_yes_where_the_terms_want_it_and_the_head_says_both_at_once() -> None:
    room = a_room(mode=Mode.APPROVAL, steps=2)
    point = room.service_point
    first, rival = asked(room), asked(room)
    librarian = somebody_with_role("pustakawan", at_point=point)
    head = somebody_with_role("kepala", at_point=point)
    noted = actions.approve(booking=first, by=librarian, at=NOW)
    assert (noted.state, noted.first_yes_by) == ("requested", librarian.account_id)
    assert a_booking(room, span=a_span("12:00", "13:00"))
    with pytest.raises(NotAllowed):
        actions.approve(booking=first, by=librarian, at=NOW)
    assert actions.approve(booking=first, by=head, at=NOW, to_rivals="Aula dipakai posyandu.").state == "confirmed"
    rival.refresh_from_db()
    assert (rival.state, rival.because) == ("denied", "Aula dipakai posyandu.")
    other = asked(a_room(at_point=point, mode=Mode.APPROVAL, steps=2))
    assert actions.approve(booking=other, by=head, at=NOW).state == "confirmed"


def test_a_yes_to_one_time_is_none_to_another() -> None:
    room = a_room(mode=Mode.APPROVAL, steps=2)
    booking = asked(room)
    actions.approve(booking=booking, by=somebody_with_role("pustakawan", at_point=room.service_point), at=NOW)
    moved = actions.move(booking=booking, span=a_span("13:00", "14:00"), by=SYSTEM, at=NOW)
    assert moved.first_yes_at is None


def test_a_request_is_late_after_so_many_open_days_and_does_not_vanish() -> None:
    room = a_room(mode=Mode.APPROVAL, answer_within=2, window_days=60)
    patron, point = a_patron(), room.service_point
    span = a_span(on=a_span().start.date() + timedelta(days=20))
    booking = actions.book(resource=room, patron=patron, span=span, by=a_member_acting(patron), at=NOW)
    assert booking.answer_by == queries.answer_by(room, NOW)
    assert booking.answer_by is not None
    assert queries.late_requests(at=booking.answer_by) == []
    assert queries.late_requests(at=booking.answer_by + timedelta(minutes=1)) == [booking]
    tasks.end_what_is_over(span.start)
    assert queries.unanswered(point, since=NOW) == [booking]
    assert queries.late_requests(at=span.end) == []


def test_without_answers_to_the_form_of_the_terms_nothing_is_asked_for() -> None:
    version = forms.begin(title="Pemakaian aula", by=SYSTEM, at=NOW)
    other = forms.begin(title="Lain", by=SYSTEM, at=NOW)
    room, patron = a_room(mode=Mode.APPROVAL, form=version.form), a_patron()
    given = {"resource": room, "patron": patron, "span": a_span(), "by": a_member_acting(patron), "at": NOW}
    assert reasons(lambda: actions.book(**given)) == ["form_missing"]
    assert reasons(lambda: actions.book(form_version=other, **given)) == ["form_missing"]
    answers = [("open", "Terbuka?", "Ya")]
    made = actions.book(form_version=version, answers=answers, **given)
    made.refresh_from_db()
    assert made.answers == [["open", "Terbuka?", "Ya"]]


def test_bookings_follow_a_person_whose_two_entries_become_one_and_go_back() -> None:
    keep, gone = a_patron(), a_patron()
    booking, own = a_booking(patron=gone), a_booking(patron=keep, span=a_span("13:00", "14:00"))
    merge = people.merge_persons(keep=keep.person, gone=gone.person, because="satu orang", by=SYSTEM, at=NOW)
    fact = {"merge_id": merge.pk, "kept_id": keep.person_id, "gone_id": gone.person_id}
    reactions.move_to_kept(reactions.people.PersonsMerged(**fact, kept_patron_id=keep.pk, gone_patron_id=gone.pk))
    assert set(queries.bookings_ahead([keep.person_id], at=NOW)) == {booking, own}
    reactions.move_back(reactions.people.MergeUndone(**fact))
    assert queries.bookings_ahead([gone.person_id], at=NOW) == [booking]
    assert queries.bookings_ahead([keep.person_id], at=NOW) == [own]
