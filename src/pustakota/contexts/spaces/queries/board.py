"""What stands on the boards of a point: the timeline by thing, and the month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Booking, Outage, Resource, State
from pustakota.contexts.spaces.queries.faults import outages_between
from pustakota.contexts.spaces.queries.free import opened, parents_at, resources
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from pustakota.contexts.organisation.models import ServicePoint

SHOWN = (*sorted(rules.OPEN), State.COMPLETED, State.NO_SHOW)


@dataclass(frozen=True, slots=True)
class OnBoard:
    """A booking, and the other things that it keeps from being booked: the whole of a half, the halves of a whole."""

    booking: Booking
    also: Sequence[Resource]


@dataclass(frozen=True, slots=True)
class Board:
    """The things of a point and what is booked of them, with the hours that are worth showing.

    ``outages``: which thing is out of order when, by its key.
    """

    resources: Sequence[Resource]
    bookings: Sequence[OnBoard]
    opened: Sequence[Span]
    outages: Sequence[tuple[int, Outage]] = ()


def board(point: ServicePoint, first: date, last: date) -> Board:
    """Everything booked at a point from first to last day; five queries and those of the opening hours."""
    own, parents = list(resources().filter(service_point=point)), parents_at(point.pk)
    taken = {key: set(rules.leaves(key, parents)) for key, _part_of in parents}
    bookings = bookings_between(point, first, last)
    span = Span(periods.start_of_day(first, point.zone), periods.start_of_day(last + timedelta(days=1), point.zone))
    outages = [(key, row) for row in outages_between(point, span) for key in taken if row.resource_id in taken[key]]
    shown = [_on_board(row, own, taken) for row in bookings]
    return Board(own, shown, opened(point, first, last), outages)


def _on_board(booking: Booking, own: Sequence[Resource], taken: Mapping[int, Collection[int]]) -> OnBoard:
    along = {each.pk for each in booking.along.all()}
    leaves = set(taken[booking.resource_id]) if booking.state in rules.HOLDS else set()
    also = [each for each in own if each.pk in along or not leaves.isdisjoint(taken[each.pk])]
    return OnBoard(booking, [each for each in also if each.pk != booking.resource_id])


def bookings_between(point: ServicePoint, first: date, last: date) -> list[Booking]:
    """Everything that stands or was had from first to last day."""
    start = periods.start_of_day(first, point.zone)
    end = periods.start_of_day(last + timedelta(days=1), point.zone)
    rows = Booking.objects.filter(resource__service_point=point, state__in=SHOWN, starts_at__lt=end, ends_at__gt=start)
    rows = rows.select_related("person", "resource__service_point").prefetch_related("along")
    return list(rows.order_by("starts_at", "pk"))


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of the month grid. ``is_open``: the point has opening hours that day."""

    day: date
    is_of_month: bool
    is_open: bool
    bookings: Sequence[Booking]


def month(point: ServicePoint, of: date, *, resource_id: int | None = None) -> list[list[MonthDay]]:
    """The weeks of a month, from Monday to Sunday, with what is booked on each day."""
    first = of.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    begin, end = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    found: dict[date, list[Booking]] = defaultdict(list)
    for row in bookings_between(point, begin, end):
        if resource_id in {None, row.resource_id}:
            found[row.local.start.date()].append(row)
    open_days = {span.start.date() for span in opened(point, begin, end)}
    days = [
        MonthDay(day, first <= day <= last, day in open_days, found.get(day, [])) for day in periods.days(begin, end)
    ]
    return [days[n : n + 7] for n in range(0, len(days), 7)]
