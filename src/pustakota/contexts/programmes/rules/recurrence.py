"""On which days something happens: a rule of RFC 5545 on the clock of the place. Plain Python."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from pustakota.foundation.reasons import Reason

MOST_DATES = 1200
"""Ten years of something twice a week; more is a mistake of typing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """``rule``: ``FREQ=WEEKLY;BYDAY=SA``, without a beginning or end; ``last`` is included; ``without``: left out.

    ``starts`` is what the clock at the place shows, whatever its offset: nine o'clock stays nine o'clock.
    """

    rule: str
    first: date
    last: date
    starts: time
    length: timedelta
    zone: str
    without: Collection[date] = field(default_factory=frozenset)


def reasons_against_rule(recurrence: Recurrence) -> tuple[Reason, ...]:
    """What is wrong with it; none: it has between one and ``MOST_DATES`` dates."""
    if recurrence.last < recurrence.first:
        return (Reason("ends_before_it_begins", overridable=False),)
    if recurrence.length <= timedelta(0):
        return (Reason("no_length", overridable=False),)
    try:
        found = sum(1 for _ in islice(_days(recurrence), MOST_DATES + 1))
    except (ValueError, TypeError):
        return (Reason("rule_unreadable", {"rule": recurrence.rule}, overridable=False),)
    if not found:
        return (Reason("no_dates", overridable=False),)
    if found > MOST_DATES:
        return (Reason("too_many_dates", {"most": MOST_DATES}, overridable=False),)
    return ()


def dates(recurrence: Recurrence) -> Iterator[datetime]:
    """The beginnings, as moments; the rule has been found sound before."""
    zone = ZoneInfo(recurrence.zone)
    for day in _days(recurrence):
        yield datetime.combine(day, recurrence.starts, zone)


def _days(recurrence: Recurrence) -> Iterator[date]:
    """Days are expanded without a zone, so that no change of offset moves them."""
    start = datetime.combine(recurrence.first, time.min)
    for moment in rrulestr(recurrence.rule, dtstart=start):
        if moment.date() > recurrence.last:
            return
        if moment.date() not in recurrence.without:
            yield moment.date()
