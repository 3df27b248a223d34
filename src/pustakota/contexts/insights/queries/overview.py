"""The overview: each figure of a period by point, beside the period before, with its gaps and its course."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pustakota.contexts.insights import rules
from pustakota.contexts.insights.queries.counting import Count, Distinct, Scope, counts, distinct_figures
from pustakota.contexts.insights.queries.days import begun, days_of
from pustakota.contexts.insights.rules import Day, Period, PeriodKind, Sum

if TYPE_CHECKING:
    from datetime import date

    from pustakota.contexts.insights.queries.days import Days
    from pustakota.contexts.organisation.models import ServicePoint


@dataclass(frozen=True, slots=True)
class FigureSums:
    """One figure: all points together, each point, and what all together came to in the period before."""

    code: str
    total: Sum
    points: dict[int, Sum]
    before: int | None = None
    adds_up: bool = True


@dataclass(frozen=True, slots=True)
class Overview:
    """All figures of a period. ``course``: one sum for each step of the chart, of one figure."""

    period: Period
    figures: list[FigureSums]
    course: list[tuple[Period, Sum]] = field(default_factory=list)

    def figure(self, code: str) -> FigureSums:
        return next(one for one in self.figures if one.code == code)

    @property
    def gaps(self) -> dict[int, int]:
        """Of each point the silent days of what people note, where there are any."""
        noted = {count.code for count in counts() if count.is_noted}
        found: dict[int, int] = {}
        for one in self.figures:
            for point_id, part in one.points.items() if one.code in noted else ():
                found[point_id] = max(found.get(point_id, 0), part.missing)
        return {point_id: days for point_id, days in found.items() if days}


def overview(period: Period, points: tuple[ServicePoint, ...], *, today: date, course_of: str) -> Overview:
    """Every figure of a period beside the period before, and the course of one of them."""
    earlier = rules.comparable(period, today=today)
    scope = Scope(points=points, first=earlier.first, last=min(period.last, max(today, earlier.last)))
    days = days_of(scope, today=today)
    since = begun(points, days, today=today)
    book = _Book(points, days, since, today)
    figures = [
        FigureSums(count.code, total, by_point, book.sums(count, earlier)[0].value)
        for count in counts()
        for total, by_point in [book.sums(count, period)]
    ]
    figures += _distinct(period, earlier, points, figures)
    chosen = next((count for count in counts() if count.code == course_of), None)
    course = [(step, book.sums(chosen, step)[0]) for step in period.steps()] if chosen else []
    return Overview(period, figures, course)


def sums_of(scope: Scope, *, today: date) -> tuple[Days, list[FigureSums]]:
    """The figures of a scope without comparison: what is closed; also its days."""
    days = days_of(scope, today=today)
    book = _Book(scope.points, days, begun(scope.points, days, today=today), today)
    period = Period(PeriodKind.DAY, scope.first, scope.last)
    figures = [
        FigureSums(count.code, total, by_point) for count in counts() for total, by_point in [book.sums(count, period)]
    ]
    return days, figures + [_persons(one, scope, figures) for one in distinct_figures()]


@dataclass(frozen=True)
class _Book:
    """The days of a scope, to be added up for figures, points and spans."""

    points: tuple[ServicePoint, ...]
    days: Days
    since: dict[int, date]
    today: date

    @cached_property
    def by_point(self) -> dict[int, tuple[list[date], list[tuple[date, Day]]]]:
        """Of each point its days in order."""
        pairs: dict[int, list[tuple[date, Day]]] = {point.pk: [] for point in self.points}
        for (point_id, on), day in sorted(self.days.items(), key=lambda item: item[0]):
            pairs[point_id].append((on, day))
        return {point_id: ([on for on, _day in found], found) for point_id, found in pairs.items()}

    def sums(self, count: Count, period: Period) -> tuple[Sum, dict[int, Sum]]:
        by_point = {point.pk: self._at(count, point.pk, period) for point in self.points}
        return rules.together(by_point.values()), by_point

    def _at(self, count: Count, point_id: int, period: Period) -> Sum:
        dates, pairs = self.by_point[point_id]
        days = pairs[bisect_left(dates, period.first) : bisect_right(dates, period.last)]
        return rules.sum_of(count.code, days, is_noted=count.is_noted, begun=self.since[point_id], today=self.today)


def _distinct(
    period: Period, earlier: Period, points: tuple[ServicePoint, ...], counted: list[FigureSums]
) -> list[FigureSums]:
    now = Scope(points=points, first=period.first, last=period.last)
    before = Scope(points=points, first=earlier.first, last=earlier.last)
    return [_persons(one, now, counted, one.by_point(before)[0] or None) for one in distinct_figures()]


def _persons(one: Distinct, scope: Scope, counted: list[FigureSums], before: int | None = None) -> FigureSums:
    """Different persons; nothing is known of a point that said nothing else either."""
    number, by_point = one.by_point(scope)
    points = {}
    for point in scope.points:
        spoke = any(each.points[point.pk].value is not None for each in counted)
        missing = max((each.points[point.pk].missing for each in counted), default=0)
        points[point.pk] = Sum(by_point.get(point.pk, 0), 0) if spoke else Sum(None, missing)
    is_known = any(part.value is not None for part in points.values())
    return FigureSums(one.code, Sum(number if is_known else None, 0), points, before, adds_up=False)
