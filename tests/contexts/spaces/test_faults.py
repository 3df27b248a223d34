"""A machine that is down: nobody books it, whoever had it is told with other ways, and put right it is free again."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from PIL import Image

from pustakota.contexts.notices.models import Notice
from pustakota.contexts.spaces import actions, queries, reactions, rules
from pustakota.contexts.spaces.actions import Condition, Mode
from pustakota.contexts.spaces.events import BookingChanged
from pustakota.contexts.spaces.models import Booking, Claim, Fault, Outage
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.factories.moments import NOW, at_clock
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_patron
from tests.factories.spaces import TUESDAY, a_booking, a_fault, a_hand_out, a_room, a_span, some_equipment
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TOMORROW = at_clock(TUESDAY, "00:00")


def news_of(booking: Booking) -> list[str]:
    rows = Message.objects.filter(name=BookingChanged.event_name(), subject=f"booking:{booking.pk}").order_by("pk")
    return [row.fields["news"] for row in rows if row.fields["news"]]


def test_what_is_out_of_order_is_neither_offered_nor_booked_and_says_why() -> None:
    room = a_room()
    assert queries.slots(room, TUESDAY, at=NOW)
    a_fault(room, out_from=NOW)
    assert queries.slots(room, TUESDAY, at=NOW) == []
    assert queries.slots_of_point(room.service_point, TUESDAY, TUESDAY, at=NOW)[room] == {TUESDAY: []}
    assert reasons(lambda: a_booking(room)) == ["out_of_order"]
    assert queries.fault_now(room, NOW) == Fault.objects.get()
    assert queries.down_at(room.service_point, NOW) == {room.pk: Fault.objects.get()}
    assert queries.down_anywhere(at=NOW) == {room.pk}


def test_after_the_day_that_was_named_it_can_be_booked() -> None:
    room = a_room()
    a_fault(room, out_from=NOW, out_until=at_clock(TUESDAY, "10:00"))
    assert reasons(lambda: a_booking(room)) == ["out_of_order"]
    assert a_booking(room, span=a_span("10:00", "11:00")).state == "confirmed"


def test_a_half_that_is_out_of_order_takes_the_whole_and_leaves_the_other_half() -> None:
    hall = a_room()
    east, west = a_room(part_of=hall), a_room(part_of=hall)
    a_fault(east, out_from=NOW)
    assert reasons(lambda: a_booking(hall)) == ["out_of_order"]
    assert a_booking(west).state == "confirmed"
    assert set(queries.down_at(hall.service_point, NOW)) == {hall.pk, east.pk}
    assert queries.faults_of(hall) == [Fault.objects.get()]


def test_a_request_for_it_cannot_be_approved_and_a_booking_cannot_move_there() -> None:
    room = a_room(mode=Mode.APPROVAL)
    patron = a_patron()
    asked = actions.book(resource=room, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)
    elsewhere = a_booking(a_room(at_point=room.service_point))
    a_fault(room, out_from=NOW)
    assert reasons(lambda: actions.approve(booking=asked, by=SYSTEM, at=NOW)) == ["taken"]
    act = lambda: actions.move(booking=elsewhere, span=a_span(), to=room, by=SYSTEM, at=NOW, because="x")  # noqa: E731
    assert reasons(act) == ["out_of_order"]


def test_of_a_pool_another_unit_is_kept_and_nobody_is_told() -> None:
    pool = some_equipment(is_pool=True)
    one, two = (some_equipment(part_of=pool) for _ in "ab")
    first, second = a_booking(pool), a_booking(pool, span=a_span("11:00", "12:00"))
    assert reasons(lambda: a_fault(pool, out_from=NOW)) == ["pool_is_many"]
    a_fault(one, out_from=NOW)
    assert {row.resource_id for row in Claim.objects.all()} == {two.pk}
    assert (news_of(first), news_of(second)) == ([], [])
    assert reasons(lambda: a_booking(pool)) == ["taken"]
    act = lambda: actions.hand_out(  # noqa: E731
        booking=first, thing=pool, unit=one, condition=Condition.GOOD, by=SYSTEM, at=NOW
    )
    assert reasons(act) == ["unit_not_in_service"]


def test_whoever_booked_it_is_told_takes_something_else_with_one_press_and_others_take_nothing() -> None:
    point = a_point()
    room, like_it = a_room(at_point=point, seats=4), a_room(at_point=point, seats=4)
    patron, stranger = a_patron(), a_patron()
    booking = a_booking(room, patron=patron)
    later = a_booking(room, span=a_span("13:00", "14:00"))
    fault = a_fault(room, out_from=NOW, out_until=at_clock(TUESDAY, "12:00"))
    assert queries.touched_by(fault, at=NOW) == [booking]
    assert (news_of(booking), news_of(later)) == (["out_of_order"], [])
    assert list(queries.touched_of([patron.person_id], at=NOW)) == [booking.pk]
    assert queries.touched_of([stranger.person_id], at=NOW) == {}
    offered = queries.with_alternatives([booking], at=NOW)[0].instead
    assert offered[0].resource == like_it
    take = lambda key, by: actions.take_instead(booking=booking, key=key, by=by, at=NOW)  # noqa: E731
    with pytest.raises(NotAllowed):
        take(offered[0].key, a_member_acting(stranger))
    assert reasons(lambda: take("1@x@y", a_member_acting(patron))) == ["taken"]
    moved = take(offered[0].key, a_member_acting(patron))
    assert (moved.resource, moved.span) == (like_it, booking.span)
    assert queries.touched_by(fault, at=NOW) == []
    assert reasons(lambda: take(offered[0].key, a_member_acting(patron))) == ["not_touched"]


def test_the_message_says_what_is_wrong_and_is_taken_back_when_it_works_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    booking = a_booking()
    fault = a_fault(booking.resource, out_from=NOW)
    told = BookingChanged(
        booking_id=booking.pk, resource_id=booking.resource_id, state="confirmed", news="out_of_order"
    )
    reactions.tell_of_change(told)
    assert Notice.objects.get(withdrawn_at=None).facts["because"] == "Lampu mati"
    actions.put_right(fault=fault, done="Lampu diganti", by=SYSTEM, at=NOW + timedelta(hours=1))
    assert news_of(booking) == ["out_of_order", "works_again"]
    assert not Outage.objects.exists()
    assert queries.slots(booking.resource, TUESDAY, at=NOW)
    assert reasons(lambda: actions.put_right(fault=fault, by=SYSTEM, at=NOW)) == ["works_already"]


def test_what_was_booked_in_another_outage_too_does_not_work_again() -> None:
    booking = a_booking()
    first = a_fault(booking.resource, out_from=NOW)
    a_fault(booking.resource, out_from=NOW)
    actions.put_right(fault=first, by=SYSTEM, at=NOW)
    assert news_of(booking) == ["out_of_order", "out_of_order"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"what": " "}, "what_missing"),
        ({"out_until": TOMORROW}, "until_without_from"),
        ({"out_from": TOMORROW, "out_until": TOMORROW}, "until_before_from"),
        ({"out_from": NOW - timedelta(days=2), "out_until": NOW - timedelta(days=1)}, "until_before_from"),
    ],
)
def test_each_reason_against_a_fault_changes_nothing(given: dict[str, object], code: str) -> None:
    room = a_room()
    words = {"what": "Rusak"} | given
    assert reasons(lambda: actions.note_fault(resource=room, by=SYSTEM, at=NOW, **words)) == [code]  # type: ignore[arg-type]
    assert not Fault.objects.exists()


def test_a_small_fault_takes_no_time_and_only_staff_note_one() -> None:
    room, patron = a_room(), a_patron()
    fault = a_fault(room)
    assert (fault.is_open, queries.fault_now(room, NOW)) == (True, None)
    with storages["private"].open(queries.fault_photo(fault.photo)) as file:
        assert not Image.open(file).getexif()
    with pytest.raises(NotAllowed):
        actions.note_fault(resource=room, what="Rusak", by=a_member_acting(patron), at=NOW)


def test_what_comes_back_harmed_stands_in_the_log_and_can_be_taken_out_of_order() -> None:
    row = a_hand_out(a_booking(some_equipment()))
    due = row.booking.ends_at
    actions.take_back(
        hand_out=row, condition=Condition.DAMAGED, words="Lensa retak", is_out_of_order=True, by=SYSTEM, at=due
    )
    fault = Fault.objects.get()
    assert (fault.hand_out, fault.what, fault.out_from) == (row, "damaged, Lensa retak", due)
    assert rules.TAKEN.code not in reasons(lambda: a_booking(row.unit, span=a_span("13:00", "14:00")))
