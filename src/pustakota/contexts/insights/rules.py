"""Periods, comparisons, gaps, and documents that are the same bytes each time. Plain Python."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from pustakota.foundation.reasons import Reason


class PeriodKind(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


CLOSABLE = (PeriodKind.MONTH, PeriodKind.YEAR)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    kind: PeriodKind
    first: date
    last: date

    def before(self) -> "Period":
        """The period of the same kind that ends where this one begins."""
        return period_around(self.kind, self.first - timedelta(days=1))

    def after(self) -> "Period":
        """The period of the same kind that begins where this one ends."""
        return period_around(self.kind, self.last + timedelta(days=1))

    def steps(self) -> list["Period"]:
        """The parts that a chart shows: months of a year, else days."""
        if self.kind is PeriodKind.YEAR:
            return [period_around(PeriodKind.MONTH, date(self.first.year, month, 1)) for month in range(1, 13)]
        days = range((self.last - self.first).days + 1)
        return [period_around(PeriodKind.DAY, self.first + timedelta(days=n)) for n in days]


def period_around(kind: PeriodKind, day: date) -> Period:
    """The day itself, its week from Monday, its month, its year."""
    if kind is PeriodKind.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(kind, monday, monday + timedelta(days=6))
    if kind is PeriodKind.MONTH:
        first = day.replace(day=1)
        return Period(kind, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    if kind is PeriodKind.YEAR:
        return Period(kind, date(day.year, 1, 1), date(day.year, 12, 31))
    return Period(kind, day, day)


def comparable(period: Period, *, today: date) -> Period:
    """What a period is compared with: the one before; while it runs, as many days of the one before."""
    earlier = period.before()
    if not period.first <= today < period.last:
        return earlier
    return Period(earlier.kind, earlier.first, min(earlier.last, earlier.first + (today - period.first)))


@dataclass(frozen=True, slots=True)
class Day:
    """One day at one point. ``values``: what was counted or said, by figure; a figure that is not in it is silent."""

    is_open: bool
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """What days add up to. ``value``: nothing where no day said anything. ``missing``: open days that are silent."""

    value: int | None
    missing: int


def sum_of(code: str, days: Iterable[tuple[date, Day]], *, is_noted: bool, begun: date, today: date) -> Sum:
    """Add a figure up over days of one point.

    What the system counts by itself is 0 on a day on which the point used the system at all. What people note
    (visits) is silent until somebody notes it. Today and days before a point began are no gaps.
    """
    value, said, missing = 0, False, 0
    for on, day in days:
        if code in day.values or (day.values and not is_noted):
            value += day.values.get(code, 0)
            said = True
        elif day.is_open and begun <= on < today:
            missing += 1
    return Sum(value if said else None, missing)


def together(sums: Iterable[Sum]) -> Sum:
    """Several points as one."""
    parts = list(sums)
    values = [part.value for part in parts if part.value is not None]
    return Sum(sum(values) if values else None, sum(part.missing for part in parts))


@dataclass(frozen=True, slots=True)
class Change:
    """How a value differs from the one before. ``percent``: nothing where there was nothing before."""

    difference: int
    percent: int | None


def change(now: int | None, before: int | None) -> Change | None:
    """The change, where both are known."""
    if now is None or before is None:
        return None
    return Change(now - before, round((now - before) * 100 / before) if before else None)


def canonical(document: Mapping[str, Any]) -> bytes:
    """The document as JSON that is the same bytes for the same content."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def fingerprint(lines: Iterable[str]) -> str:
    """SHA-256 over lines, whatever their order."""
    digest = hashlib.sha256()
    for line in sorted(lines):
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def reasons_not_to_close(period: Period, *, today: date) -> tuple[Reason, ...]:
    """Only months and years are closed, and only when they are over everywhere."""
    if period.kind not in CLOSABLE:
        return (Reason("kind_not_closed", overridable=False),)
    if period.last >= today:
        return (Reason("not_over", {"last": period.last}, overridable=False),)
    return ()
