"""How much of its open hours something was booked and used. Plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pustakota.contexts.spaces.rules.bookings import Span, State

BOOKED = frozenset({State.CONFIRMED, State.CHECKED_IN, State.COMPLETED, State.NO_SHOW})
USED = frozenset({State.CHECKED_IN, State.COMPLETED})
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Had:
    """A booking on the clock of its place, and how it stands or ended."""

    span: Span
    state: State


@dataclass(frozen=True, slots=True)
class Usage:
    """Minutes: of opening, of those booked, of these used, and of these in which nobody came."""

    open: int
    booked: int
    used: int
    missed: int

    @property
    def share(self) -> int | None:
        """Booked of each hundred open minutes; nothing where it was never open."""
        return round(100 * self.booked / self.open) if self.open else None


def usage(opened: Iterable[Span], had: Sequence[Had]) -> Usage:
    """What is booked beyond the opening hours counts as booked, too, so that it can be more than was open."""

    def of(states: Iterable[State]) -> int:
        return _minutes(each.span for each in had if each.state in states)

    return Usage(_minutes(opened), of(BOOKED), of(USED), of({State.NO_SHOW}))


def _minutes(spans: Iterable[Span]) -> int:
    return int(sum((span.length for span in spans), timedelta()).total_seconds()) // 60


Heat = dict[tuple[int, int], int]
"""Weekday (Monday is 0) and hour → booked of each hundred open minutes; no entry where it was never open."""


def heat(opened: Iterable[Span], had: Iterable[Had]) -> Heat:
    """When in the week it is booked, on the clock of the place."""
    free, booked = _by_hour(opened), _by_hour(each.span for each in had if each.state in BOOKED)
    return {cell: min(100, round(100 * booked[cell] / minutes)) for cell, minutes in free.items() if minutes}


def _by_hour(spans: Iterable[Span]) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = defaultdict(int)
    for span in spans:
        for hour, part in _hours(span):
            found[hour.weekday(), hour.hour] += int(part.total_seconds()) // 60
    return found


def _hours(span: Span) -> Iterator[tuple[datetime, timedelta]]:
    """The hours that a time lies in, and how long in each."""
    at = span.start
    while at < span.end:
        following = at.replace(minute=0, second=0, microsecond=0) + HOUR
        yield at, min(following, span.end) - at
        at = following
