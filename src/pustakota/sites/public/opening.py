"""Which service points are open now, until when, and when they open next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation import periods

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.organisation.rules.calendar import Calendar

WEEK = 7


@dataclass(frozen=True, slots=True)
class DayHours:
    """One day as a row: its intervals (none: closed) and why it differs from the week."""

    day: date
    intervals: tuple[tuple[time, time], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A point now. ``closes_at`` is empty while it is closed; ``next_open`` is a day and an hour, where known."""

    point: ServicePoint
    today: date
    closes_at: time | None
    next_open: tuple[date, time] | None
    week: tuple[DayHours, ...]

    @property
    def next_day(self) -> date | None:
        return self.next_open[0] if self.next_open else None

    @property
    def next_hour(self) -> time | None:
        return self.next_open[1] if self.next_open else None


def openings(at: datetime) -> list[Opening]:
    """Every point in service, as it is at a moment; two queries."""
    points = list(organisation.service_points())
    days = [periods.local_day(at, point.zone) for point in points]
    if not days:
        return []
    calendars = organisation.calendars_of(points, min(days), max(days) + timedelta(days=WEEK))
    return [_opening(point, calendars[point.pk], periods.local_time(at, point.zone)) for point in points]


def _opening(point: ServicePoint, calendar: Calendar, local: datetime) -> Opening:
    today = local.date()
    week = (today + timedelta(days=ahead) for ahead in range(WEEK))
    return Opening(
        point=point,
        today=today,
        closes_at=calendar.closes_at(local),
        next_open=calendar.next_open(local),
        week=tuple(
            DayHours(day, tuple((i.opens, i.closes) for i in calendar.intervals_on(day)), calendar.reason_on(day))
            for day in week
        ),
    )
