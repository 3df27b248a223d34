"""The overview: each figure of a period by point, beside the period before, with its gaps and its course."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pustakota.contexts.insights import rules
from pustakota.contexts.insights.queries.counting import Count, Distinct, Scope, counts, distinct_figures
from pustakota.contexts.insights.queries.days import begun, days_of
from pustakota.contexts.insights.queries.kept import Kept, between, kept_within
from pustakota.contexts.insights.queries.persons import persons
from pustakota.contexts.insights.rules import Day, Period, PeriodKind, Sum, period_around

if TYPE_CHECKING:
    from collections.abc import Iterator
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
    """All figures of a period. ``earlier``: what it is compared with.

    ``course``: one sum for each step of the chart, of one figure; ``course_before``: the same of ``earlier``.
    """

    period: Period
    earlier: Period
    figures: list[FigureSums]
    course: list[tuple[Period, Sum]] = field(default_factory=list)
    course_before: list[Sum] = field(default_factory=list)

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
    last = min(period.last, max(today, earlier.last))
    kept = kept_within(points, earlier.first, last)
    book = _book_of(points, kept, earlier.first, last, is_year=period.kind is PeriodKind.YEAR, today=today)
    figures = [
        FigureSums(count.code, total, by_point, book.sums(count, earlier)[0].value)
        for count in counts()
        for total, by_point in [book.sums(count, period)]
    ]
    figures += [_different(one, period, earlier, book, figures) for one in distinct_figures()]
    chosen = next((count for count in counts() if count.code == course_of), None)
    course = [(step, book.sums(chosen, step)[0]) for step in period.steps()] if chosen else []
    before = [book.sums(chosen, step)[0] for step in _steps_until(earlier)] if chosen else []
    return Overview(period, earlier, figures, course, before)


def _steps_until(earlier: Period) -> list[Period]:
    """The steps of the period before, the last one cut where the comparison ends."""
    steps = [step for step in period_around(earlier.kind, earlier.first).steps() if step.first <= earlier.last]
    return [Period(step.kind, step.first, min(step.last, earlier.last)) for step in steps]


def sums_of(scope: Scope, *, today: date) -> tuple[Days, list[FigureSums]]:
    """The figures of a scope without comparison: what is closed; also its days."""
    days = days_of(scope, today=today)
    book = _Book(scope.points, days, begun(scope.points, days, today=today), today, Kept())
    period = Period(PeriodKind.DAY, scope.first, scope.last)
    figures = [
        FigureSums(count.code, total, by_point) for count in counts() for total, by_point in [book.sums(count, period)]
    ]
    return days, figures + [_persons(one, scope, figures) for one in distinct_figures()]


def _book_of(
    points: tuple[ServicePoint, ...], kept: Kept, first: date, last: date, *, is_year: bool, today: date
) -> _Book:
    """A year is made of the months that were added up before, and of the days that lie in none of them."""
    months = kept.months() if is_year else []
    days: Days = {}
    for begins, ends in between(first, last, months):
        days |= days_of(Scope(points=points, first=begins, last=ends), today=today)
    return _Book(points, days, begun(points, days, today=today), today, kept, tuple(months))


def sums_between(scope: Scope, *, today: date) -> list[FigureSums]:
    """The figures of a scope whose days are counted: what is added up and kept."""
    return sums_of(scope, today=today)[1]


@dataclass(frozen=True)
class _Book:
    """The days of a scope, to be added up for figures, points and spans; ``months`` stand for their days."""

    points: tuple[ServicePoint, ...]
    days: Days
    since: dict[int, date]
    today: date
    kept: Kept
    months: tuple[Period, ...] = ()

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
        rest = rules.sum_of(count.code, days, is_noted=count.is_noted, begun=self.since[point_id], today=self.today)
        months = [month for month in self.months if period.first <= month.first and month.last <= period.last]
        return rules.together([*self._of_months(count.code, point_id, months), rest])

    def _of_months(self, code: str, point_id: int, months: list[Period]) -> Iterator[Sum]:
        for month in months:
            yield (self.kept.at(point_id, month) or {}).get(code, Sum(None, 0))


def _different(one: Distinct, period: Period, earlier: Period, book: _Book, counted: list[FigureSums]) -> FigureSums:
    """Different persons: as they were counted before, where they were."""
    before = _number_of(one, earlier, book) or None
    total = book.kept.of_all(period)
    points = {point.pk: book.kept.at(point.pk, period) for point in book.points}
    if total and one.code in total and all(found and one.code in found for found in points.values()):
        sums = {point_id: found[one.code] for point_id, found in points.items() if found}
        return FigureSums(one.code, total[one.code], sums, before, adds_up=False)
    return _persons(one, _scope(book, period), counted, before)


def _number_of(one: Distinct, period: Period, book: _Book) -> int | None:
    kept = book.kept.of_all(period)
    if kept and one.code in kept:
        return kept[one.code].value
    return persons(one, _scope(book, period)).number


def _scope(book: _Book, period: Period) -> Scope:
    return Scope(points=book.points, first=period.first, last=period.last)


def _persons(one: Distinct, scope: Scope, counted: list[FigureSums], before: int | None = None) -> FigureSums:
    """Different persons; nothing is known of a point that said nothing else either."""
    found = persons(one, scope)
    points = {}
    for point in scope.points:
        spoke = any(each.points[point.pk].value is not None for each in counted)
        missing = max((each.points[point.pk].missing for each in counted), default=0)
        points[point.pk] = Sum(found.points[point.pk], 0) if spoke else Sum(None, missing)
    is_known = any(part.value is not None for part in points.values())
    return FigureSums(one.code, Sum(found.number if is_known else None, 0), points, before, adds_up=False)
