"""The ladder: an application, a course, events watched, a credential, a second level. Plain Python."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pustakota.foundation.reasons import Reason

FIRST_LEVEL, SECOND_LEVEL = 1, 2
ADULT = 18


class State(StrEnum):
    """How far somebody is; whether a credential still holds stands in the credential alone."""

    APPLIED = "applied"
    TRAINING = "training"
    ORGANISER = "organiser"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


LIVE = (State.APPLIED, State.TRAINING, State.ORGANISER)
"""One of these at a time for each person and service point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What decides whether somebody may apply. ``age`` is empty where nobody knows it."""

    is_open: bool
    why: str
    wish: str
    age: int | None
    youngest: int
    has_live: bool


def reasons_not_to_apply(asked: Application) -> tuple[Reason, ...]:
    """Every reason at once."""
    return tuple(Reason(code, facts, overridable=False) for code, facts in _against_applying(asked))


def _against_applying(asked: Application) -> Iterator[tuple[str, dict[str, object]]]:
    if not asked.is_open:
        yield "not_open", {}
    if asked.has_live:
        yield "applied_before", {}
    if asked.age is not None and asked.age < asked.youngest:
        yield "too_young", {"years": asked.youngest}
    if not asked.why.strip():
        yield "why_missing", {}
    if not asked.wish.strip():
        yield "wish_missing", {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """How far somebody came, and what the service point asks. ``asks_course``: staff named a course."""

    state: State
    is_child: bool = False
    has_guardian: bool = False
    asks_course: bool = False
    has_course: bool = False
    watched: int = 0
    to_watch: int = 1

    @property
    def lacks_guardian(self) -> bool:
        return self.is_child and not self.has_guardian


def reasons_not_to_accept(path: Path) -> tuple[Reason, ...]:
    """Why somebody is not taken into training now."""
    reasons = [] if path.state is State.APPLIED else [Reason("not_applied", overridable=False)]
    if path.lacks_guardian:
        reasons.append(Reason("guardian_missing", overridable=False))
    return tuple(reasons)


def reasons_not_to_watch(path: Path, *, is_nameless: bool, has_begun: bool, is_noted: bool) -> tuple[Reason, ...]:
    """Why an event is not noted as watched: it has begun, keeps names, and is noted once for somebody in training."""
    checks = (
        ("not_in_training", path.state is not State.TRAINING),
        ("nameless", is_nameless),
        ("not_begun", not has_begun),
        ("watched_before", is_noted),
    )
    return tuple(Reason(code, overridable=False) for code, is_so in checks if is_so)


def reasons_not_to_credit(path: Path) -> tuple[Reason, ...]:
    """All that is still missing before the credential is given, or given again for another time."""
    return tuple(Reason(code, facts, overridable=False) for code, facts in _missing(path))


def _missing(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    if path.state not in (State.TRAINING, State.ORGANISER):
        yield "not_in_training", {}
    if path.lacks_guardian:
        yield "guardian_missing", {}
    if path.asks_course and not path.has_course:
        yield "course_missing", {}
    if path.watched < path.to_watch:
        yield "watching_missing", {"watched": path.watched, "needed": path.to_watch}


def reasons_not_to_raise(*, level: int, holds: bool, reported: int, needed: int) -> tuple[Reason, ...]:
    """Why somebody does not announce events themselves yet. ``reported``: own events that were held and reported."""
    checks: tuple[tuple[str, dict[str, object], bool], ...] = (
        ("credential_over", {}, not holds),
        ("level_already", {}, level >= SECOND_LEVEL),
        ("events_missing", {"reported": reported, "needed": needed}, reported < needed),
    )
    return tuple(Reason(code, facts, overridable=False) for code, facts, is_so in checks if is_so)


def expires_on(day: date, months: int) -> date:
    """The last day of a credential given on a day for so many months; the 31st becomes the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
