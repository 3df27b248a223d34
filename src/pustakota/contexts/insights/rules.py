"""Periods, comparisons, gaps, and documents that are the same bytes each time. Plain Python."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
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


def reasons_not_to_close_for_good(
    period: Period, *, open_months: Iterable[date], reason: str, today: date
) -> tuple[Reason, ...]:
    """A year loses its key when it is over, its months are closed, and somebody says why. Every month open is named."""
    against = list(reasons_not_to_close(period, today=today))
    if not against:
        against += [Reason("month_open", {"month": month}, overridable=False) for month in open_months]
    if not reason.strip():
        against.append(Reason("reason_missing", overridable=False))
    return tuple(against)


SMALLEST = 5
"""The smallest number of people or things that the public is shown; 0 is no secret."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The parts of a total that are not shown, and whether the total would give one of them away."""

    parts: frozenset[str]
    total: bool


def hidden_parts(parts: Mapping[str, int | None], *, already: Collection[str] = ()) -> Hidden:
    """Which parts of a sum are hidden: those from 1 to 4, and as many of the next smallest as keep these secret.

    Whoever knows the total and all shown parts knows what the hidden ones come to: they must be two at least and come
    to ``SMALLEST`` at least. Where no part is left to hide, the total is hidden too. ``already``: hidden anyhow.
    """
    known = {key: value for key, value in parts.items() if value}
    hidden = {key for key, value in known.items() if value < SMALLEST} | (set(already) & known.keys())
    left = sorted(known.keys() - hidden, key=lambda key: (known[key], key), reverse=True)
    while left and gives_away([known[key] for key in hidden]):
        hidden.add(left.pop())
    total = sum(known.values())
    return Hidden(frozenset(hidden), 0 < total < SMALLEST or gives_away([known[key] for key in hidden]))


def gives_away(hidden: Collection[int]) -> bool:
    """True where the sum of hidden values says too much about one of them."""
    return bool(hidden) and (len(hidden) < 2 or sum(hidden) < SMALLEST)
