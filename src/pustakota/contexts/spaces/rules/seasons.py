"""Rooms that groups have every week of a season. Plain Python."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from pustakota.foundation.reasons import Reason

MOST_WISHES = 5
ALLOWED_BEYOND = frozenset({"too_far", "too_soon", "too_short", "too_long", "off_the_grid", "begun_already"})
"""Terms of single bookings that do not bind what a group has every week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Some hours of a day of the week (Monday 0) in certain parts of the house."""

    weekday: int
    begins: time
    ends: time
    leaves: frozenset[int] = frozenset()

    def meets(self, other: "Hours") -> bool:
        """True where both cannot be had."""
        is_then = self.weekday == other.weekday and self.begins < other.ends and other.begins < self.ends
        return is_then and not self.leaves.isdisjoint(other.leaves)


def dates(first: date, last: date, weekday: int) -> list[date]:
    """Every such day of the week from first to last day, both included."""
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    return [start + timedelta(weeks=n) for n in range((last - start).days // 7 + 1)] if start <= last else []


def collisions(given: Sequence[Hours]) -> set[int]:
    """Which of these, by their place, meet another."""
    return {
        place
        for place, one in enumerate(given)
        for other_place, other in enumerate(given)
        if place != other_place and one.meets(other)
    }


def is_open_for_asking(opens_on: date, closes_on: date, today: date) -> bool:
    """True while groups may ask."""
    return opens_on <= today <= closes_on


def reasons_against_season(
    *, name: str, is_known: bool, asked: tuple[date, date], held: tuple[date, date]
) -> list[Reason]:
    """Every reason against a round: from when until when it is asked for, and for which days."""
    checks = (
        ("name_missing", not name),
        ("name_taken", is_known),
        ("asked_backwards", asked[1] < asked[0]),
        ("held_backwards", held[1] < held[0]),
        ("asked_too_late", asked[1] >= held[0]),
    )
    return [
        Reason(code, {"name": name} if code == "name_taken" else {}, overridable=False) for code, no in checks if no
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What decides whether an application is taken. ``seats``: of each room that was wished for, where counted."""

    group: str
    purpose: str
    people: int
    wishes: Sequence[Hours]
    seats: Collection[int | None]
    is_open: bool
    is_known: bool


def reasons_against_application(asked: Asked) -> tuple[Reason, ...]:
    """Every reason against an application."""
    return tuple(_against(asked))


def _against(asked: Asked) -> Iterator[Reason]:
    checks = (
        ("round_closed", not asked.is_open),
        ("group_missing", not asked.group),
        ("purpose_missing", not asked.purpose),
        ("asked_already", asked.is_known),
        ("no_wish", not asked.wishes),
        ("hours_crossed", any(wish.ends <= wish.begins for wish in asked.wishes)),
    )
    yield from (Reason(code, overridable=False) for code, stands in checks if stands)
    if len(asked.wishes) > MOST_WISHES:
        yield Reason("too_many_wishes", {"most": MOST_WISHES}, overridable=False)
    for most in sorted({seats for seats in asked.seats if seats is not None and seats < asked.people}):
        yield Reason("too_many_people", {"most": most}, overridable=False)
