"""Periods that were added up before: months and years that ended, and what the running year is held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from pustakota.contexts.insights import rules
from pustakota.contexts.insights.models import CountedPeriod
from pustakota.contexts.insights.queries.counting import counts, distinct_figures
from pustakota.contexts.insights.queries.days import LIVE
from pustakota.contexts.insights.rules import Period, PeriodKind, Sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pustakota.contexts.organisation.models import ServicePoint

Span = tuple[date, date]
Sums = dict[str, Sum]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was added up within a time: of each point, and of all of them together."""

    points: dict[int, dict[Span, Sums]] = field(default_factory=dict)
    together: dict[Span, Sums] = field(default_factory=dict)

    def at(self, point_id: int, period: Period) -> Sums | None:
        """The figures of one point in exactly this period."""
        return self.points.get(point_id, {}).get((period.first, period.last))

    def of_all(self, period: Period) -> Sums | None:
        """The figures of all the points in exactly this period."""
        return self.together.get((period.first, period.last))

    def months(self) -> list[Period]:
        """The months that are kept for every one of the points, in order."""
        spans = [set(found) for found in self.points.values()]
        whole = sorted(set.intersection(*spans)) if spans else []
        months = [(rules.period_around(PeriodKind.MONTH, first), last) for first, last in whole]
        return [month for month, last in months if month.last == last]


def kept_within(points: tuple[ServicePoint, ...], first: date, last: date) -> Kept:
    """What was added up before between two days, for these points; one query.

    A row that lacks a figure is of an earlier release and is not used.
    """
    codes = {count.code for count in counts()} | {one.code for one in distinct_figures()}
    ids = sorted(point.pk for point in points)
    rows = CountedPeriod.objects.filter(
        Q(service_point__in=ids) | Q(service_point=None), first__gte=first, last__lte=last
    )
    kept = Kept({key: {} for key in ids})
    for point_id, begins, ends, point_ids, sums in rows.values_list(
        "service_point_id", "first", "last", "point_ids", "sums"
    ):
        if not codes <= sums.keys():
            continue
        found = {code: Sum(*pair) for code, pair in sums.items()}
        if point_ids == ids or point_id == ids[0] == ids[-1]:
            kept.together[begins, ends] = found
        if point_id in kept.points:
            kept.points[point_id][begins, ends] = found
    return kept


def between(first: date, last: date, months: list[Period]) -> Iterator[Span]:
    """The stretches of days from first to last that lie in none of the months."""
    begins = first
    for month in months:
        if begins < month.first <= last:
            yield begins, month.first - timedelta(days=1)
        begins = max(begins, month.last + timedelta(days=1))
    if begins <= last:
        yield begins, last


def periods_to_keep(first: date, *, today: date) -> Iterator[Period]:
    """Every month and year from a day on whose days are counted for good, and what the running year is held against."""
    until = today - LIVE
    for kind in (PeriodKind.MONTH, PeriodKind.YEAR):
        period = rules.period_around(kind, first)
        while period.last <= until:
            yield period
            period = period.after()
    yield from held_against(today)


def held_against(today: date) -> list[Period]:
    """The parts of last year that this year is held against today and tomorrow."""
    days = (today, today + timedelta(days=1))
    return [rules.comparable(rules.period_around(PeriodKind.YEAR, day), today=day) for day in days]


def is_kept(period: Period, points: tuple[ServicePoint, ...]) -> bool:
    """True where the period was added up for these points and no others."""
    kept = kept_within(points, period.first, period.last)
    return kept.of_all(period) is not None and all(kept.at(point.pk, period) is not None for point in points)
