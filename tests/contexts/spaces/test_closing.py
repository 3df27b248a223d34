"""Closing a day: everything that it touches, what could be had instead, and what becomes of each."""

import pytest

from pustakota.contexts.organisation import actions as organisation
from pustakota.contexts.organisation import queries as hours
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.organisation.rules.calendar import Interval
from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.actions import Wish
from pustakota.contexts.spaces.models import Booking
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed, Refusal
from tests.factories.moments import NOW, at_clock
from tests.factories.organisation import a_library, a_point
from tests.factories.people import a_patron, somebody_with_role
from tests.factories.spaces import TUESDAY, a_booking, a_room, a_span

pytestmark = pytest.mark.django_db


@pytest.fixture
def points() -> tuple[ServicePoint, ServicePoint]:
    library = a_library("Perpustakaan Kota")
    return a_point(library=library, name="Batu"), a_point(library=library, name="Junrejo")


def closed(point: ServicePoint, **wishes: Wish) -> list[actions.Settled]:
    return actions.close_day(point=point, on=TUESDAY, because="Listrik padam", wishes=wishes, by=SYSTEM, at=NOW)


def test_a_closed_day_offers_something_equal_elsewhere_or_a_later_day(
    points: tuple[ServicePoint, ServicePoint],
) -> None:
    here, there = points
    room, equal = a_room(at_point=here), a_room(at_point=there)
    a_room(at_point=here)
    booked = a_booking(room)
    (row,) = queries.with_alternatives([booked], at=NOW, is_closing=True)
    assert [each.resource for each in row.instead] == [equal, room]
    assert row.instead[0].span == booked.span
    assert row.instead[1].span.start == at_clock(TUESDAY.replace(day=4), "09:00")
    a_booking(equal)
    (row,) = queries.with_alternatives([booked], at=NOW, is_closing=True)
    assert [each.resource for each in row.instead] == [room]


def test_what_is_ticked_is_moved_the_rest_cancelled_and_what_is_left_stands(
    points: tuple[ServicePoint, ServicePoint],
) -> None:
    here, there = points
    room, other = a_room(at_point=here), a_room(at_point=there)
    first, second, third = (a_booking(room, span=a_span(f"{hour:02}:00", f"{hour + 1:02}:00")) for hour in (9, 10, 11))
    wishes = {first.code: Wish(other, first.span), second.code: Wish()}
    settled = closed(here, **wishes)
    assert [each.is_moved for each in settled] == [True, False]
    rows = {row.pk: row for row in Booking.objects.all()}
    assert (rows[first.pk].resource, rows[first.pk].state) == (other, "confirmed")
    assert set(rows[first.pk].claims.values_list("resource", flat=True)) == {other.pk}
    assert (rows[second.pk].state, rows[second.pk].because) == ("cancelled", "Listrik padam")
    assert rows[third.pk].state == "confirmed"
    assert queries.slots(room, TUESDAY, at=NOW) == []
    assert queries.outside_hours(here, at=NOW) == [third]


def test_what_cannot_be_moved_stands_whole_and_says_why(points: tuple[ServicePoint, ServicePoint]) -> None:
    here, there = points
    room, other = a_room(at_point=here), a_room(at_point=there)
    booked = a_booking(room)
    a_booking(other)
    (settled,) = closed(here, **{booked.code: Wish(other, booked.span)})
    assert [reason.code for reason in settled.reasons] == ["taken"]
    booked.refresh_from_db()
    assert (booked.resource, booked.state) == (room, "confirmed")
    assert booked.claims.count() == 1


def test_who_closes_says_why_and_may_both_book_and_set_hours(points: tuple[ServicePoint, ServicePoint]) -> None:
    here, _there = points
    with pytest.raises(Refusal):
        actions.close_day(point=here, on=TUESDAY, because=" ", wishes={}, by=SYSTEM, at=NOW)
    clerk = somebody_with_role("sirkulasi", at_point=here)
    with pytest.raises(NotAllowed):
        actions.close_day(point=here, on=TUESDAY, because="Banjir", wishes={}, by=clerk, at=NOW)
    assert hours.open_days(here, TUESDAY, TUESDAY)


def test_other_hours_leave_bookings_outside_but_not_those_that_staff_meant(
    points: tuple[ServicePoint, ServicePoint],
) -> None:
    here, _there = points
    room = a_room(at_point=here)
    late = a_booking(room, span=a_span("14:00", "15:00"))
    a_booking(room)
    actions.book(
        resource=room, patron=a_patron(), span=a_span("19:00", "21:00"), by=SYSTEM, at=NOW, purpose="Bedah buku"
    )
    assert queries.outside_hours(here, at=NOW) == []
    until_noon = [Interval(at_clock(TUESDAY, "08:00").time(), at_clock(TUESDAY, "12:00").time())]
    organisation.set_date(point=here, on=TUESDAY, intervals=until_noon, reason="Rapat", by=SYSTEM, at=NOW)
    assert queries.outside_hours(here, at=NOW) == [late]
