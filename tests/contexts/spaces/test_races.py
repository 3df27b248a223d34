"""Forty who want a room and its halves in the same moment, on real transactions."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db.models import Count

from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.actions import Condition
from pustakota.contexts.spaces.models import Booking, Claim, HandOut, Resource
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import Refusal
from tests.contexts.circulation.desks import at_once
from tests.factories.moments import NOW
from tests.factories.people import a_member_acting, a_patron
from tests.factories.spaces import a_booking, a_room, a_span, some_equipment

pytestmark = pytest.mark.usefixtures("transactional_db")
RIVALS = 40


def wishing(resource: Resource) -> Callable[[], Booking]:
    return lambda: actions.book(resource=resource, patron=None, span=a_span(), by=SYSTEM, at=NOW, purpose="Rapat")


def test_forty_rivals_for_a_room_have_one_winner() -> None:
    room = a_room()
    answers = at_once(*(wishing(room) for _ in range(RIVALS)))
    refusals = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(refusals) == RIVALS - 1
    assert {reason.code for refusal in refusals for reason in refusal.reasons} == {"taken"}
    assert Booking.objects.count() == Claim.objects.count() == 1


def test_a_room_and_its_halves_are_never_had_by_two_and_nothing_is_half_claimed() -> None:
    room = a_room()
    halves = [a_room(part_of=room), a_room(part_of=room)]
    answers = at_once(*(wishing([room, *halves][n % 3]) for n in range(RIVALS)))
    assert all(isinstance(answer, Booking | Refusal) for answer in answers)
    had = Claim.objects.values("resource").annotate(n=Count("pk")).values_list("n", flat=True)
    assert set(had) == {1}
    for booking in Booking.objects.all():
        assert booking.claims.count() == (2 if booking.resource_id == room.pk else 1)


def test_one_member_at_many_rooms_in_one_moment_has_one_of_them() -> None:
    patron = a_patron()
    by = a_member_acting(patron)
    rooms = [a_room() for _ in range(6)]
    answers = at_once(
        *(partial(actions.book, resource=room, patron=patron, span=a_span(), by=by, at=NOW) for room in rooms)
    )
    assert sum(isinstance(answer, Booking) for answer in answers) == 1
    assert Booking.objects.count() == 1


def test_two_desks_that_hand_out_cameras_in_one_moment_never_hand_out_one_twice() -> None:
    pool = some_equipment(is_pool=True)
    units = [some_equipment(part_of=pool) for _ in range(3)]
    bookings = [a_booking(pool) for _ in units]
    wishes = [(booking, unit) for booking in bookings for unit in units]
    answers = at_once(
        *(
            partial(
                actions.hand_out, booking=booking, thing=pool, unit=unit, condition=Condition.GOOD, by=SYSTEM, at=NOW
            )
            for booking, unit in wishes
        )
    )
    assert all(isinstance(answer, HandOut | Refusal) for answer in answers)
    given = list(HandOut.objects.values_list("unit", "booking"))
    assert len({unit for unit, _booking in given}) == len({booking for _unit, booking in given}) == len(given) >= 1
    for unit, booking in given:
        assert set(Claim.objects.filter(booking=booking).values_list("resource", flat=True)) == {unit}
