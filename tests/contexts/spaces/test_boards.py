"""The timeline, the month, and moving a booking by hand or by form."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.spaces import queries
from pustakota.foundation import clock
from tests.conftest import QueriesAre
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.spaces import TUESDAY, a_booking, a_room, a_span
from tests.sites.desk.conftest import signed_in

pytestmark = pytest.mark.django_db
DAY = {"tanggal": TUESDAY.isoformat()}
MACHINE = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield


@pytest.fixture
def point() -> ServicePoint:
    return a_point(name="Batu")


@pytest.fixture
def desk(point: ServicePoint) -> Client:
    return signed_in("pustakawan", point)


def given(to: int, start: str, end: str, because: str = "") -> dict[str, object]:
    return {"start": f"{TUESDAY}T{start}", "end": f"{TUESDAY}T{end}", "to": to, "because": because}


def test_the_timeline_shows_each_booking_in_its_row_and_greys_the_halves(desk: Client, point: ServicePoint) -> None:
    hall = a_room(at_point=point)
    half = a_room(part_of=hall)
    booked = a_booking(hall)
    page = desk.get(reverse("desk:timeline"), DAY)
    rows = page.context["bookings"]
    assert [(row["resourceIds"], row.get("display")) for row in rows] == [
        ([str(hall.pk)], None),
        ([str(half.pk)], "background"),
    ]
    assert rows[0]["start"] == f"{TUESDAY}T09:00"
    assert reverse("desk:booking", args=[booked.code]) in page.text


def test_the_board_of_a_week_costs_as_many_queries_as_that_of_one_booking(
    point: ServicePoint, queries_are: QueriesAre
) -> None:
    room = a_room(at_point=point)
    for hour in (9, 10, 11, 13):
        a_booking(room, span=a_span(f"{hour:02}:00", f"{hour + 1:02}:00"))
    queries.board(point, TUESDAY, TUESDAY)
    with queries_are(6):
        queries.board(point, TUESDAY, TUESDAY.replace(day=9))


def test_what_is_dragged_is_moved_or_comes_back_with_every_reason(desk: Client, point: ServicePoint) -> None:
    room, other = a_room(at_point=point), a_room(at_point=point)
    booked = a_booking(room)
    a_booking(other, span=a_span("13:00", "14:00"))
    address = reverse("desk:move_booking", args=[booked.code])
    assert desk.post(address, given(other.pk, "10:00", "11:30"), headers=MACHINE).status_code == 200
    booked.refresh_from_db()
    assert (booked.resource, booked.span) == (other, a_span("10:00", "11:30"))
    refused = desk.post(address, given(other.pk, "13:10", "13:40"), headers=MACHINE)
    assert refused.status_code == 409
    said = json.loads(refused.content)["reasons"]
    assert "Somebody else has that time." in said
    assert len(said) > 2
    booked.refresh_from_db()
    assert booked.span == a_span("10:00", "11:30")


def test_the_form_moves_too_and_says_why_not(desk: Client, point: ServicePoint) -> None:
    room = a_room(at_point=point)
    booked = a_booking(room)
    address = reverse("desk:move_booking", args=[booked.code])
    assert 'value="2026-03-03T09:00"' in desk.get(address).text
    assert "not open for all of that time" in desk.post(address, given(room.pk, "19:00", "20:00")).text
    answer = desk.post(address, given(room.pk, "19:00", "20:00", because="Bedah buku"))
    assert answer.status_code == 302
    booked.refresh_from_db()
    assert (booked.is_beyond_hours, booked.because) == (True, "Bedah buku")


def test_the_month_has_whole_weeks_and_counts_what_is_on_each_day(desk: Client, point: ServicePoint) -> None:
    room, other = a_room(at_point=point), a_room(at_point=point)
    a_booking(room)
    a_booking(other)
    weeks = desk.get(reverse("desk:month_grid"), DAY).context["weeks"]
    assert {len(week) for week in weeks} == {7}
    assert [len(each.bookings) for week in weeks for each in week if each.day == TUESDAY] == [2]
    weeks = desk.get(reverse("desk:month_grid"), {**DAY, "ruang": room.pk}).context["weeks"]
    assert [len(each.bookings) for week in weeks for each in week if each.day == TUESDAY] == [1]
