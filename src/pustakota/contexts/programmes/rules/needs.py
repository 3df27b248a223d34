"""What must be there before a date is announced: rooms, machines, staff. Plain Python."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pustakota.foundation.reasons import Reason

ADULT = 18


def is_for_minors(age_from: int | None, age_to: int | None) -> bool:
    """True where a programme says that it is for people under eighteen; without ages it says nothing."""
    return any(age is not None and age < ADULT for age in (age_from, age_to))


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What a date needs and has. ``taken``: things that somebody else has then; ``busy``: staff who are elsewhere.

    ``starts_at``: on the clock of its place.
    """

    taken: Sequence[str] = ()
    busy: Sequence[str] = ()
    named: int = 0
    least_staff: int = 0
    is_for_minors: bool = False
    starts_at: datetime | None = None


def reasons_not_to_announce(needed: Needed) -> tuple[Reason, ...]:
    """Every reason at once: all that is missing."""
    return tuple(Reason(code, facts, overridable=False) for code, facts in _missing(needed))


def _missing(needed: Needed) -> Iterator[tuple[str, dict[str, object]]]:
    for name in needed.taken:
        yield "thing_taken", {"name": name}
    for name in needed.busy:
        yield "staff_busy", {"name": name, "starts_at": needed.starts_at}
    if needed.named < needed.least_staff:
        yield "staff_missing", {"least": needed.least_staff, "named": needed.named}
    elif needed.is_for_minors and not needed.named:
        yield "nobody_for_minors", {}
