"""Who may come with how many, when a term begins, and which grade belongs to which phase. Plain Python."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil

from pustakota.foundation.reasons import Reason

MOST_WISHED = 3
"""The most dates that a teacher names."""
OFFER_LASTS = timedelta(days=3)
"""How long a date that staff offered is kept for a class."""
REMIND_BEFORE = timedelta(days=3)
"""Reminders go early: a school orders its bus and tells the parents."""
CONTACT_KEPT = timedelta(days=365)
"""How long after a visit it is known who arranged it: until the next year's is arranged."""


class Phase(StrEnum):
    """The phases of the national curriculum (*Kurikulum Merdeka*), and what comes after school."""

    FOUNDATION = "foundation"
    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"
    HIGHER = "higher"


PHASES = {
    "paud": Phase.FOUNDATION,
    **dict.fromkeys(("1", "2"), Phase.A),
    **dict.fromkeys(("3", "4"), Phase.B),
    **dict.fromkeys(("5", "6"), Phase.C),
    **dict.fromkeys(("7", "8", "9"), Phase.D),
    "10": Phase.E,
    **dict.fromkeys(("11", "12"), Phase.F),
    "higher": Phase.HIGHER,
}
"""Each grade with its phase, the youngest first."""
GRADES = tuple(PHASES)


class CountedIn(StrEnum):
    """What the capacity of a date counts: classes, whatever their size, or pupils."""

    GROUPS = "groups"
    PUPILS = "pupils"


class Status(StrEnum):
    """Where a visit stands. ``OFFERED``: staff keep a date for the class until the school answers."""

    REQUESTED = "requested"
    WISHED = "wished"
    QUEUED = "queued"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    CAME = "came"
    ABSENT = "absent"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


WAITING = frozenset({Status.REQUESTED, Status.WISHED, Status.QUEUED})
"""States in which the library owes an answer."""
SEATED = frozenset({Status.OFFERED, Status.CONFIRMED})
"""States in which a class has its seats."""
OPEN = WAITING | SEATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an offer asks of a group. ``pupils_per_adult``: at most so many pupils for each adult; empty: no rule."""

    phases: Collection[str] = ()
    fewest: int = 1
    most: int = 40
    pupils_per_adult: int | None = None
    counted_in: CountedIn = CountedIn.GROUPS
    days_before: int = 7

    def party(self, pupils: int) -> int:
        """How much of a date's capacity a class takes."""
        return 1 if self.counted_in is CountedIn.GROUPS else pupils


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pupils of one grade."""

    grade: str
    girls: int
    boys: int

    @property
    def pupils(self) -> int:
        return self.girls + self.boys


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A day that would suit, and the part of the day in words."""

    day: date
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A class as the school describes it, without its date."""

    school: str
    has_contact: bool
    groups: Sequence[Group]
    adults: int

    @property
    def pupils(self) -> int:
        return sum(group.pupils for group in self.groups)


def reasons_not_to_visit(asked: Asked, terms: Terms) -> tuple[Reason, ...]:
    """Every reason against a class, whatever the date; none: it may come."""
    return tuple(Reason(code, facts, overridable=False) for code, facts in _against(asked, terms))


def _against(asked: Asked, terms: Terms) -> Iterator[tuple[str, dict[str, object]]]:
    if not asked.school.strip():
        yield "school_missing", {}
    if not asked.has_contact:
        yield "contact_missing", {}
    if not asked.pupils:
        yield "pupils_missing", {}
    elif asked.pupils < terms.fewest:
        yield "group_too_small", {"fewest": terms.fewest}
    if asked.pupils > terms.most:
        yield "group_too_large", {"most": terms.most}
    if (needed := adults_needed(asked.pupils, terms.pupils_per_adult)) > asked.adults:
        yield "adults_missing", {"needed": needed, "pupils": terms.pupils_per_adult}
    if wrong := [group.grade for group in asked.groups if not suits(group.grade, terms.phases)]:
        yield "grade_not_offered", {"grades": ", ".join(wrong)}


def adults_needed(pupils: int, pupils_per_adult: int | None) -> int:
    """How many adults must accompany a class."""
    return ceil(pupils / pupils_per_adult) if pupils_per_adult else 0


def suits(grade: str, phases: Collection[str]) -> bool:
    """True where an offer is for a grade; without phases it is for all."""
    return not phases or PHASES.get(grade) in phases


def reasons_against_wishes(wishes: Iterable[Wish], *, today: date, days_before: int) -> tuple[Reason, ...]:
    """Every reason against the days that a school names."""
    days, first = [wish.day for wish in wishes], today + timedelta(days=days_before)
    checks: tuple[tuple[str, bool, dict[str, object]], ...] = (
        ("days_missing", not days, {}),
        ("too_many_days", len(days) > MOST_WISHED, {"most": MOST_WISHED}),
        ("too_soon", any(day < first for day in days), {"days": days_before}),
    )
    return tuple(Reason(code, facts, overridable=False) for code, is_so, facts in checks if is_so)


def is_too_soon(starts_at: datetime, *, at: datetime, days_before: int) -> bool:
    """True where a date begins before a school may still ask for it."""
    return starts_at < at + timedelta(days=days_before)


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """Half a school year: ``Term(2026, 2)`` is January to June 2027."""

    year: int
    half: int

    @classmethod
    def of(cls, day: date) -> "Term":
        return cls(day.year, 1) if day.month > 6 else cls(day.year - 1, 2)

    @classmethod
    def read(cls, code: str) -> "Term":
        """Of ``2026-2``."""
        year, _, half = code.partition("-")
        return cls(int(year), int(half))

    @property
    def next(self) -> "Term":
        return Term(self.year, 2) if self.half == 1 else Term(self.year + 1, 1)

    @property
    def code(self) -> str:
        return f"{self.year}-{self.half}"

    @property
    def school_year(self) -> str:
        return f"{self.year}/{self.year + 1}"

    @property
    def first(self) -> date:
        return date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1)


def reasons_against_terms(terms: Terms) -> tuple[Reason, ...]:
    """Every reason against what an offer asks of groups."""
    checks = (
        ("sizes_crossed", terms.fewest > terms.most),
        ("phase_unknown", not set(terms.phases) <= set(Phase)),
    )
    return tuple(Reason(code, overridable=False) for code, is_so in checks if is_so)
