"""Keep what days were worth, so that years are added up quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.insights import permissions, queries
from pustakota.contexts.insights.models import CountedDay, CountedPeriod
from pustakota.contexts.insights.queries import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pustakota.contexts.insights.rules import Period, Sum
    from pustakota.foundation.actors import Actor

AT_ONCE = 500


def count_days(*, scope: Scope, by: Actor) -> int:
    """Count each point and day of a scope and keep it; days that are kept stay as they are. The number of days."""
    permissions.may_count(by)
    rows = [
        CountedDay(
            service_point_id=point_id, on=on, is_open=day.is_open, has_facts=bool(day.values), values=dict(day.values)
        )
        for (point_id, on), day in queries.counted_live(scope).items()
    ]
    with transaction.atomic():
        CountedDay.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def count_again(*, days: Iterable[tuple[int, date]], by: Actor) -> None:
    """Drop what is kept of points and days that have changed: they are counted anew when asked for.

    With them goes every period that was added up and ends on that day or later, at whatever point: since when a point
    counts may have changed too.
    """
    permissions.may_count(by)
    for point_id, on in days:
        CountedDay.objects.filter(service_point=point_id, on=on).delete()
        CountedPeriod.objects.filter(last__gte=on).delete()


@transaction.atomic
def count_again_since(*, point_id: int, since: date, by: Actor) -> None:
    """Drop what is kept of a point from a day on, and what was added up of it: its hours were others."""
    permissions.may_count(by)
    if CountedDay.objects.filter(service_point=point_id, on__gte=since).delete()[0]:
        CountedPeriod.objects.filter(last__gte=since).delete()


def keep_period(*, period: Period, by: Actor, today: date) -> None:
    """Add a period that ended up for every point and for all of them, and keep it in the place of what was kept."""
    permissions.may_count(by)
    points = queries.all_points()
    ids = sorted(point.pk for point in points)
    figures = queries.sums_between(Scope(points=points, first=period.first, last=period.last), today=today)
    span = {"first": period.first, "last": period.last}
    rows = [
        CountedPeriod(service_point=point, sums={f.code: _pair(f.points[point.pk]) for f in figures}, **span)
        for point in points
    ]
    rows.append(CountedPeriod(point_ids=ids, sums={f.code: _pair(f.total) for f in figures}, **span))
    with transaction.atomic():
        CountedPeriod.objects.filter(**span).delete()
        CountedPeriod.objects.bulk_create(rows)


def _pair(part: Sum) -> tuple[int | None, int]:
    return part.value, part.missing


@transaction.atomic
def drop_periods(*, but_for: Iterable[Period], by: Actor) -> int:
    """Throw away the parts of years that nothing is held against any more; the number of rows."""
    permissions.may_count(by)
    from_new_year = CountedPeriod.objects.filter(first__month=1, first__day=1)
    parts = from_new_year.exclude(last__month=1, last__day=31).exclude(last__month=12, last__day=31)
    for period in but_for:
        parts = parts.exclude(first=period.first, last=period.last)
    return parts.delete()[0]
