"""What is touched when a point closes or opens at other hours, and what could be had instead.

Whatever takes a time is a booking, also the library's own use and what other contexts hold in a room, so that this one
list holds everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Booking, Resource
from pustakota.contexts.spaces.queries.calendars import told_bookings
from pustakota.contexts.spaces.queries.free import facts_of, opened, resources
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from pustakota.contexts.organisation.models import ServicePoint

DAYS_AFTER = 14
"""How many days later another time is looked for."""
MOST_ELSEWHERE = 2


@dataclass(frozen=True, slots=True)
class Instead:
    """Another time, or something equal at the same time, that can be had now."""

    resource: Resource
    span: Span

    @property
    def key(self) -> str:
        """What a form sends back."""
        return f"{self.resource.pk}@{self.span.start.isoformat()}@{self.span.end.isoformat()}"

    @property
    def local(self) -> Span:
        zone = self.resource.service_point.zone
        return Span(periods.local_time(self.span.start, zone), periods.local_time(self.span.end, zone))


@dataclass(frozen=True, slots=True)
class Touched:
    """A booking that cannot stand, and what could be had instead."""

    booking: Booking
    instead: Sequence[Instead]


def bookings_of_day(point: ServicePoint, day: date, *, at: datetime) -> list[Booking]:
    """Everything booked or asked for at a point on a day that is not over."""
    start = periods.start_of_day(day, point.zone)
    return [row for row in _ahead(point, at) if row.starts_at < start + timedelta(days=1) and row.ends_at > start]


def outside_hours(point: ServicePoint, *, at: datetime) -> list[Booking]:
    """What is booked ahead for times at which the point is not open (any more), unless staff did so on purpose."""
    rows = [row for row in _ahead(point, at) if not row.is_beyond_hours]
    if not rows:
        return []
    first = periods.local_day(rows[0].starts_at, point.zone)
    spans = opened(point, first, periods.local_day(max(row.ends_at for row in rows), point.zone))
    return [row for row in rows if rules.openings_of(row.span, row.resource.policy.terms, spans) is None]


def _ahead(point: ServicePoint, at: datetime) -> list[Booking]:
    rows = told_bookings().filter(resource__service_point=point, state__in=rules.OPEN, ends_at__gt=at)
    return list(rows.select_related("person__patron", "resource__licence").order_by("starts_at", "pk"))


def with_alternatives(bookings: Sequence[Booking], *, at: datetime, is_closing: bool = False) -> list[Touched]:
    """Each with what could be had instead: something equal at the same time, or the same on a later day.

    ``is_closing``: the point is about to close on that day, so that nothing else of it serves.
    """
    others = list(resources()) if bookings else []
    return [Touched(row, list(_instead(row, others, at, is_closing=is_closing))) for row in bookings]


def _instead(booking: Booking, others: Sequence[Resource], at: datetime, *, is_closing: bool) -> Iterator[Instead]:
    of = booking.resource
    equal = [other for other in others if is_equal(of, other)]
    if is_closing:
        equal = [other for other in equal if other.service_point_id != of.service_point_id]
    found = (Instead(other, booking.span) for other in equal if _fits(other, [booking.span], at))
    yield from islice(found, MOST_ELSEWHERE)
    later = _fits(of, [_days_later(booking, days) for days in range(1, DAYS_AFTER + 1)], at)
    yield from (Instead(of, span) for span in later[:1])


def is_equal(of: Resource, other: Resource) -> bool:
    """True where somebody who booked the one is served by the other: the same kind and mode, as many seats."""
    same = other.pk != of.pk and (other.kind, other.mode) == (of.kind, of.mode) and other.part_of_id is None
    at_least = other.service_point.library_id == of.service_point.library_id
    return same and at_least and (of.seats is None or (other.seats or 0) >= of.seats)


def _days_later(booking: Booking, days: int) -> Span:
    """The same hours on the clock of the place."""
    zone = booking.resource.service_point.zone
    start = periods.local_time(booking.starts_at, zone) + timedelta(days=days)
    return Span(start, start + booking.span.length)


def _fits(of: Resource, wanted: Sequence[Span], at: datetime) -> list[Span]:
    """Those of these times at which it can be had, by the check of a booking; in as many queries as for one."""
    first, last = (periods.local_day(m, of.service_point.zone) for m in (wanted[0].start, wanted[-1].end))
    facts = facts_of(of, first, last, at=at)
    return [span for span in wanted if not rules.reasons_not_free(span, **facts)]
