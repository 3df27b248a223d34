"""Hours open, booked, used and missed; the week by hour; rows that name nobody."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.spaces import actions, queries, rules
from pustakota.contexts.spaces.rules import Had, Span, State
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.conftest import QueriesAre
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_patron
from tests.factories.spaces import TUESDAY, a_booking, a_room, a_span
from tests.sites.desk.conftest import signed_in

PERIOD = {"dari": TUESDAY.isoformat(), "sampai": TUESDAY.isoformat()}


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 3, hour, minute)  # noqa: DTZ001 -- a plain clock


def test_minutes_are_counted_by_how_a_booking_ended() -> None:
    had = [
        Had(Span(at(9), at(10)), State.COMPLETED),
        Had(Span(at(10), at(10, 30)), State.NO_SHOW),
        Had(Span(at(11), at(12)), State.CANCELLED),
        Had(Span(at(13), at(14)), State.CONFIRMED),
    ]
    found = rules.usage([Span(at(8), at(16))], had)
    assert (found.open, found.booked, found.used, found.missed, found.share) == (480, 150, 60, 30, 31)
    assert rules.usage([], had).share is None


def test_the_week_knows_each_hour_and_says_nothing_where_it_was_closed() -> None:
    found = rules.heat([Span(at(8), at(11, 30))], [Had(Span(at(9, 30), at(11, 30)), State.COMPLETED)])
    assert found == {(1, 8): 0, (1, 9): 50, (1, 10): 100, (1, 11): 100}


@pytest.fixture
def point(monkeypatch: pytest.MonkeyPatch) -> Iterator[ServicePoint]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield a_point(name="Batu")


@pytest.mark.django_db
def test_a_half_counts_what_was_booked_of_the_whole_and_not_the_other_way(
    point: ServicePoint, queries_are: QueriesAre
) -> None:
    hall = a_room(at_point=point, name="Aula")
    east, west = a_room(part_of=hall, name="Timur"), a_room(part_of=hall, name="Barat")
    a_booking(hall)
    a_booking(east, span=a_span("13:00", "14:00"))
    with queries_are(5):
        found = queries.usage_of(point, TUESDAY, TUESDAY)
    assert {each.resource: each.usage.booked for each in found.things} == {hall: 60, east: 120, west: 60}


@pytest.mark.django_db
def test_each_figure_opens_to_rows_that_name_nobody_and_goes_into_a_file(point: ServicePoint) -> None:
    room, patron = a_room(at_point=point, name="Ruang Diskusi"), a_patron(name="Siti Aminah")
    booked = a_booking(room, patron=patron)
    actions.end_what_is_over(at=booked.starts_at + timedelta(minutes=20))
    actions.cancel(booking=a_booking(room, span=a_span("13:00", "14:00")), by=SYSTEM, at=NOW)
    desk = signed_in("pustakawan", point)
    page = desk.get(reverse("desk:room_usage"), {**PERIOD, "ruang": room.pk}).text
    assert "Bookings of Ruang Diskusi" in page
    assert "nobody came" in page
    file = desk.get(reverse("desk:room_usage_file"), PERIOD).content.decode()
    assert file.splitlines()[1] == "Ruang Diskusi,2026-03-03 09:00,2026-03-03 10:00,60,nobody came"
    assert len(file.splitlines()) == 2
    assert "Siti" not in page + file
