"""A time that somebody else has: waited for, offered on, taken or not."""

from datetime import timedelta

import pytest

from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.models import Booking, Resource, Waiting
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.factories.moments import NOW, at_clock
from tests.factories.people import a_member_acting, a_patron
from tests.factories.spaces import TUESDAY, a_booking, a_room, a_span
from tests.refusals import reasons

pytestmark = pytest.mark.django_db
NINE_SIXTEEN = at_clock(TUESDAY, "09:16")


def one_who_waits(room: Resource, minutes: int = 0) -> Waiting:
    patron = a_patron()
    at = NOW + timedelta(minutes=minutes)
    return actions.wait_for(resource=room, patron=patron, span=a_span(), by=a_member_acting(patron), at=at)


def taking(row: Waiting, **given: object) -> Booking:
    patron = Waiting.objects.select_related("person__patron").get(pk=row.pk).person.patron
    return actions.take_offer(waiting=row, by=a_member_acting(patron), **({"at": NINE_SIXTEEN} | given))  # type: ignore[arg-type]


def state(row: Waiting) -> str:
    row.refresh_from_db()
    return row.state


def test_the_rest_of_a_no_show_s_time_goes_to_the_first_who_waits_and_then_to_the_next() -> None:
    room = a_room()
    a_booking(room)
    first, second = one_who_waits(room), one_who_waits(room, 1)
    actions.end_what_is_over(at=at_clock(TUESDAY, "09:15"))
    assert actions.settle_waiting(at=NINE_SIXTEEN) == 1
    assert (state(first), state(second)) == ("offered", "waiting")
    assert actions.settle_waiting(at=at_clock(TUESDAY, "09:30")) == 0
    assert actions.settle_waiting(at=at_clock(TUESDAY, "09:31")) == 1
    assert (state(first), state(second)) == ("lapsed", "offered")
    assert reasons(lambda: taking(first, at=at_clock(TUESDAY, "09:32"))) == ["offer_over"]
    made = taking(second, at=at_clock(TUESDAY, "09:32"))
    assert made.span.start == at_clock(TUESDAY, "09:32")
    assert made.span.end == a_span().end
    assert state(second) == "taken"


def test_an_offer_keeps_nothing_so_that_who_stands_at_the_desk_has_it_at_once() -> None:
    room = a_room()
    gone = a_booking(room)
    row = one_who_waits(room)
    actions.cancel(booking=gone, by=SYSTEM, at=NOW)
    actions.settle_waiting(at=NOW)
    assert state(row) == "offered"
    a_booking(room)
    assert reasons(lambda: taking(row, at=NOW)) == ["taken"]
    actions.settle_waiting(at=NOW)
    assert state(row) == "waiting"


def test_what_is_free_is_booked_and_not_waited_for() -> None:
    assert reasons(lambda: one_who_waits(a_room())) == ["free_now"]


def test_one_waits_once_for_a_time_and_only_for_themselves() -> None:
    room, patron = a_room(), a_patron()
    a_booking(room)
    for _ in "ab":
        actions.wait_for(resource=room, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)
    assert Waiting.objects.count() == 1
    with pytest.raises(NotAllowed):
        actions.wait_for(resource=room, patron=patron, span=a_span(), by=a_member_acting(a_patron()), at=NOW)
    with pytest.raises(NotAllowed):
        actions.take_offer(waiting=Waiting.objects.get(), by=a_member_acting(a_patron()), at=NOW)


def test_who_stops_waiting_lets_the_next_be_asked() -> None:
    room = a_room()
    gone = a_booking(room)
    first, second = one_who_waits(room), one_who_waits(room, 1)
    actions.cancel(booking=gone, by=SYSTEM, at=NOW)
    actions.settle_waiting(at=NOW)
    actions.stop_waiting(waiting=first, by=SYSTEM, at=NOW)
    assert (state(first), state(second)) == ("ended", "offered")


def test_two_times_that_do_not_overlap_are_offered_beside_each_other() -> None:
    room = a_room()
    held = [a_booking(room), a_booking(room, span=a_span("10:00", "11:00"))]
    early, patron = one_who_waits(room), a_patron()
    late = actions.wait_for(
        resource=room, patron=patron, span=a_span("10:00", "11:00"), by=a_member_acting(patron), at=NOW
    )
    for each in held:
        actions.cancel(booking=each, by=SYSTEM, at=NOW)
    assert actions.settle_waiting(at=NOW) == 2
    assert (state(early), state(late)) == ("offered", "offered")


def test_nobody_is_called_for_the_last_minutes_and_old_waiting_is_forgotten() -> None:
    room = a_room()
    a_booking(room)
    row = one_who_waits(room)
    actions.settle_waiting(at=at_clock(TUESDAY, "09:46"))
    assert state(row) == "ended"
    assert actions.prune_waiting(before=a_span().end) == 0
    assert actions.prune_waiting(before=a_span().end + timedelta(seconds=1)) == 1


def test_what_somebody_waits_for_is_shown_to_them_and_forgotten_with_them() -> None:
    room, patron = a_room(), a_patron()
    a_booking(room)
    actions.wait_for(resource=room, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)
    actions.make_calendar_address(person_id=patron.person_id, by=a_member_acting(patron), at=NOW)
    shown = queries.kept_about(patron.person_id)
    assert [len(rows) for rows in shown.values()][:3] == [0, 1, 1]
    actions.forget_person(person_ids=[patron.person_id], by=SYSTEM, at=NOW)
    assert not any(queries.kept_about(patron.person_id).values())
