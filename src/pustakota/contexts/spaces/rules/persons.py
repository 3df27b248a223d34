"""What one person may have, and for how many people. Plain Python."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pustakota.contexts.spaces.rules.bookings import Span, Terms, minutes
from pustakota.foundation.reasons import Reason


class Per(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Scope(StrEnum):
    """Which of a person's bookings count towards a quota."""

    RESOURCE = "resource"
    KIND = "kind"
    POINT = "point"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Quota:
    """How much one person may have in a day, a week (from Monday) or a month."""

    per: Per
    scope: Scope
    most_bookings: int | None = None
    most_time: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """What a person has of a quota in that period already."""

    quota: Quota
    bookings: int
    time: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPerson:
    """What a person has already: bookings ahead, where they are then, time on that day, their own of that kind near."""

    ahead: int
    elsewhere: Sequence[Span]
    on_that_day: timedelta
    near: Sequence[Span] = ()


def reasons_of_person(wanted: Span, *, terms: Terms, had: OfPerson, used: Sequence[Used] = ()) -> tuple[Reason, ...]:
    """Why this person cannot have it: too much of it, or another at the same time."""
    return (*_of_person(wanted, terms, had), *_beyond_quotas(wanted, used))


def _of_person(wanted: Span, terms: Terms, had: OfPerson) -> Iterator[Reason]:
    if terms.most_open is not None and had.ahead >= terms.most_open:
        yield Reason("too_many_ahead", {"most": terms.most_open})
    if terms.most_a_day is not None and had.on_that_day + wanted.length > terms.most_a_day:
        yield Reason("too_much_that_day", {"minutes": minutes(terms.most_a_day)})
    if any(wanted.overlaps(span) for span in had.elsewhere):
        yield Reason("elsewhere_then")
    around = wanted.widened(terms.gap, terms.gap)
    if any(around.overlaps(span) and not wanted.overlaps(span) for span in had.near):
        yield Reason("too_near_own", {"minutes": minutes(terms.gap)})


def _beyond_quotas(wanted: Span, used: Sequence[Used]) -> Iterator[Reason]:
    for each in used:
        quota = each.quota
        if quota.most_bookings is not None and each.bookings >= quota.most_bookings:
            yield Reason(f"quota_bookings_{quota.per}", {"most": quota.most_bookings})
        if quota.most_time is not None and each.time + wanted.length > quota.most_time:
            yield Reason(f"quota_minutes_{quota.per}", {"minutes": minutes(quota.most_time)})


def period_of(day: date, per: Per) -> tuple[date, date]:
    """The first and last day of a quota's period around a day; weeks begin on Monday."""
    if per is Per.DAY:
        return day, day
    if per is Per.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def reasons_of_age(age: int | None, *, terms: Terms) -> Iterator[Reason]:
    """Why somebody is too young or too old for it; an age that nobody knows is neither."""
    if age is None:
        yield Reason("age_unknown")
    elif terms.youngest is not None and age < terms.youngest:
        yield Reason("too_young", {"years": terms.youngest})
    elif terms.oldest is not None and age > terms.oldest:
        yield Reason("too_old", {"years": terms.oldest})


def reasons_of_party(people: int | None, *, terms: Terms, seats: int | None) -> Iterator[Reason]:
    """Why so many, or so few, cannot have it; ``seats``: of the layout, else of the room, where they are counted."""
    if people is None:
        if terms.fewest_people is not None:
            yield Reason("say_how_many")
    elif terms.fewest_people is not None and people < terms.fewest_people:
        yield Reason("too_few_people", {"fewest": terms.fewest_people})
    elif seats is not None and people > seats:
        yield Reason("too_many_people", {"most": seats})
