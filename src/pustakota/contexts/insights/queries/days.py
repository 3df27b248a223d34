"""What days were worth: from the table where they were counted before, live for the last weeks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Min

from pustakota.contexts.insights.models import CountedDay
from pustakota.contexts.insights.queries.counting import Scope, counts
from pustakota.contexts.insights.rules import Day
from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pustakota.contexts.organisation.models import ServicePoint

LIVE = timedelta(days=35)
"""Younger days are always counted anew: a loan of last week may still be entered by hand after a breakdown."""

Days = dict[tuple[int, date], Day]


def counted_live(scope: Scope) -> Days:
    """Each point and day of the scope, counted now; two queries, and one or two for each figure."""
    values: dict[tuple[int, date], dict[str, int]] = defaultdict(dict)
    for count in counts():
        for place, number in count.rows.by_day(scope).items():
            values[place][count.code] = number
        for place in count.nothing(scope) if count.nothing else ():
            values[place].setdefault(count.code, 0)
    calendars = organisation.calendars_of(scope.points, scope.first, scope.last)
    return {
        (point.pk, on): Day(calendars[point.pk].is_open_day(on), values.get((point.pk, on), {}))
        for point in scope.points
        for on in periods.days(scope.first, scope.last)
    }


def days_of(scope: Scope, *, today: date) -> Days:
    """Each point and day of the scope; what was counted before is read from its table."""
    last_kept = min(scope.last, today - LIVE)
    if scope.as_of or scope.first > last_kept:
        return counted_live(scope)
    rows = CountedDay.objects.filter(service_point__in=scope.point_ids, on__range=(scope.first, last_kept))
    kept = {
        (point_id, on): Day(is_open, values)
        for point_id, on, is_open, values in rows.values_list("service_point_id", "on", "is_open", "values")
    }
    uncounted = [
        on for point in scope.points for on in periods.days(scope.first, last_kept) if (point.pk, on) not in kept
    ]
    if last_kept < scope.last:
        uncounted.append(last_kept + timedelta(days=1))
    if not uncounted:
        return kept
    last = scope.last if last_kept < scope.last else max(uncounted)
    live = counted_live(Scope(points=scope.points, first=min(uncounted), last=last))
    return live | kept


def begun(points: tuple[ServicePoint, ...], days: Mapping[tuple[int, date], Day], *, today: date) -> dict[int, date]:
    """Since when each point is counted: its own first fact; for a point that never spoke, the first of any point."""
    rows = CountedDay.objects.filter(has_facts=True).order_by().values_list("service_point_id").annotate(n=Min("on"))
    first: dict[int, date] = dict(rows)
    for (point_id, on), day in days.items():
        if day.values and on < first.get(point_id, today):
            first[point_id] = on
    network = min(first.values(), default=today)
    return {point.pk: first.get(point.pk, network) for point in points}


def days_to_count(points: tuple[ServicePoint, ...], first: date, last: date) -> bool:
    """True where a day of these points is not in the table."""
    rows = CountedDay.objects.filter(service_point__in=points, on__range=(first, last)).count()
    return rows < len(points) * ((last - first).days + 1)


def first_fact_on(points: tuple[ServicePoint, ...], *, today: date) -> date | None:
    """The day of the first fact of all, as far as figures count it."""
    scope = Scope(points=points, first=date(2000, 1, 1), last=today)
    found = []
    for count in counts():
        column = count.rows.day or count.rows.moment
        first = count.rows.of(scope).order_by().aggregate(n=Min(column))["n"]
        if first is not None:
            found.append(first if count.rows.day else periods.local_day(first, points[0].zone) - timedelta(days=1))
    return min(found, default=None)
