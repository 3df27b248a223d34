"""Seats of a zone are counted: any free one is booked, and how many are free now stands on the site."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.actions import Kind
from pustakota.contexts.spaces.models import Resource
from pustakota.foundation.actors import SYSTEM
from tests.conftest import QueriesAre
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_patron
from tests.factories.spaces import TUESDAY, a_booking, a_fault, a_room, a_span, terms

pytestmark = pytest.mark.django_db


def a_zone(seats: int) -> Resource:
    """A reading room whose seats are booked each."""
    given = {"service_point": a_point(), "kind": Kind.SEAT, "policy": terms(), "by": SYSTEM, "at": NOW}
    zone = actions.add_resource(name="Ruang baca", is_pool=True, **given)
    for number in range(seats):
        actions.add_resource(name=f"Kursi {number + 1}", part_of=zone, **given)
    return zone


def test_any_free_seat_is_booked_until_none_is_left() -> None:
    zone = a_zone(3)
    for _ in range(3):
        a_booking(zone, patron=a_patron())
    assert queries.slots(zone, TUESDAY, at=NOW)[0].start == a_span("08:00", "09:00").start
    assert a_span() not in queries.slots(zone, TUESDAY, at=NOW)


def test_a_zone_shows_how_many_seats_are_free_now(client: Client, queries_are: QueriesAre) -> None:
    zone = a_zone(4)
    point, at = zone.service_point, a_span().start + timedelta(minutes=5)
    a_booking(zone)
    a_fault(queries.units(zone)[3], out_from=NOW)
    actions.change_resource(resource=queries.units(zone)[2], is_active=False, by=SYSTEM, at=NOW)
    with queries_are(4):
        assert queries.free_seats(point, at=at) == [(zone, 1, 3)]
    assert queries.free_seats(point, at=at + timedelta(hours=3)) == [(zone, 2, 3)]
    assert zone.name in client.get(reverse("public:service_point", args=[point.code])).text
    other = a_room()
    with queries_are(1):
        assert queries.free_seats(other.service_point, at=at) == []
