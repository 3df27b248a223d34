"""The calendar of a service point: several intervals a day, dated exceptions, holidays. Plain Python."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

LOOK_AHEAD = 60
"""Days after which a point that has not opened is simply closed."""


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Open from ``opens`` until ``closes`` (excluded), on one day, in the point's own time."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class DatedHours:
    """What holds on one date instead of the week: other hours, or none (closed)."""

    intervals: tuple[Interval, ...]
    reason: str = ""


Week = Mapping[int, tuple[Interval, ...]]
"""Hours by weekday, 0 = Monday; a day that is left out is closed."""


@dataclass(frozen=True, slots=True)
class WeekSpan:
    """A week and the days on which it holds, both included; empty: as long as there are days."""

    first: date | None
    last: date | None
    week: Week
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def laid_over(spans: Iterable[WeekSpan], new: WeekSpan) -> list[WeekSpan]:
    """The spans with a new one laid over them, in order: it cuts those it covers; after its end they hold again."""
    kept = [new]
    for span in spans:
        if new.first is not None and (span.first is None or span.first < new.first):
            until = new.first - timedelta(days=1)
            kept.append(replace(span, last=until if span.last is None else min(span.last, until)))
        if new.last is not None and (span.last is None or span.last > new.last):
            since = new.last + timedelta(days=1)
            kept.append(replace(span, first=since if span.first is None else max(span.first, since)))
    return sorted(kept, key=lambda span: span.first or date.min)


def joined(spans: Iterable[WeekSpan]) -> list[WeekSpan]:
    """The spans in order, those that follow each other with the same week as one."""
    found: list[WeekSpan] = []
    for span in sorted(spans, key=lambda span: span.first or date.min):
        last = found[-1] if found else None
        follows = last and last.last and span.first == last.last + timedelta(days=1)
        if last and follows and (last.week, last.reason) == (span.week, span.reason):
            found[-1] = replace(last, last=span.last)
        else:
            found.append(span)
    return found


@dataclass(frozen=True, slots=True)
class Calendar:
    """The week (0 = Monday), what stands above it on single dates, and holidays, weakest last.

    An exception of the point's own beats a holiday, a holiday beats the week. ``spans``: weeks that hold for a time
    only; one of them beats ``week``.
    """

    week: Week = field(default_factory=dict)
    exceptions: Mapping[date, DatedHours] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)
    spans: tuple[WeekSpan, ...] = ()

    def week_on(self, day: date) -> Week:
        """The week that holds on a day."""
        return next((span.week for span in self.spans if span.holds_on(day)), self.week)

    def intervals_on(self, day: date) -> tuple[Interval, ...]:
        """When the point is open on a day, in order; empty: closed."""
        if (exception := self.exceptions.get(day)) is not None:
            return exception.intervals
        if day in self.holidays:
            return ()
        return self.week_on(day).get(day.weekday(), ())

    def reason_on(self, day: date) -> str:
        """Why a day is not as the week says: the exception's or the holiday's name."""
        if (exception := self.exceptions.get(day)) is not None:
            return exception.reason
        return self.holidays.get(day, "")

    def is_open_day(self, day: date) -> bool:
        return bool(self.intervals_on(day))

    def is_open(self, local: datetime) -> bool:
        """True when the point is open at a moment given in its own time."""
        return self.closes_at(local) is not None

    def closes_at(self, local: datetime) -> time | None:
        """When the interval that is running now ends."""
        clock = local.time()
        return next((i.closes for i in self.intervals_on(local.date()) if i.opens <= clock < i.closes), None)

    def next_open(self, local: datetime) -> tuple[date, time] | None:
        """The day and time the point next opens (not the interval that is running)."""
        for ahead in range(LOOK_AHEAD):
            day = local.date() + timedelta(days=ahead)
            for interval in self.intervals_on(day):
                if ahead or interval.opens > local.time():
                    return day, interval.opens
        return None

    def open_days(self, first: date, last: date) -> tuple[date, ...]:
        """The open days from first to last, both included."""
        return tuple(self.each_open_day(first, last))

    def each_open_day(self, first: date, last: date) -> Iterator[date]:
        """The same one by one, for whoever needs only the first of them."""
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return (day for day in span if self.is_open_day(day))


def overlapping(intervals: tuple[Interval, ...]) -> bool:
    """True when two intervals of one day touch inside each other, or one ends before it begins."""
    ordered = sorted(intervals)
    backwards = any(i.closes <= i.opens for i in ordered)
    return backwards or any(a.closes > b.opens for a, b in pairwise(ordered))


_WRITTEN = re.compile(r"\s*(\d{1,2})[.:](\d{2})\s*(?:-|–|—|s/d|sd)\s*(\d{1,2})[.:](\d{2})\s*")


def intervals_of(text: str) -> tuple[Interval, ...] | None:
    """The intervals of a day as people write them, "08.00–12.00, 13.00–16.00"; nothing where it cannot be read."""
    if not text.strip():
        return ()
    found = [_WRITTEN.fullmatch(part) for part in re.split(r"[,;]", text)]
    try:
        return tuple(_interval(*map(int, match.groups())) for match in found if match) if all(found) else None
    except ValueError:
        return None


def _interval(hour: int, minute: int, last_hour: int, last_minute: int) -> Interval:
    return Interval(time(hour, minute), time(last_hour, last_minute))


def hours_text(intervals: Iterable[Interval]) -> str:
    """The same in writing."""
    return ", ".join(f"{i.opens:%H.%M}–{i.closes:%H.%M}" for i in intervals)
