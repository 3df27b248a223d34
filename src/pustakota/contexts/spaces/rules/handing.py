"""When equipment can be handed out and taken back, and when it is late. Plain Python."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from pustakota.contexts.spaces.rules.bookings import State
from pustakota.foundation.reasons import Reason

GRACE = timedelta(minutes=15)
"""Nobody is late who stands in the queue of the desk."""
LATE_STEPS = (timedelta(hours=1), timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=14))
"""How long after it was due whoever has something is told."""
KEPT_AHEAD = timedelta(hours=12)
"""How far ahead the time of something that did not come back is kept, so that nobody is promised it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToHandOut:
    """What decides whether something may go. ``has_it``: whoever has that unit now, by their card or the library."""

    state: State
    is_equipment: bool
    is_out: bool
    is_card_blocked: bool
    is_unit_of_it: bool
    is_in_service: bool
    has_it: str
    is_over: bool


def reasons_not_to_hand_out(facts: ToHandOut) -> tuple[Reason, ...]:
    """Every reason against handing something out now."""
    return tuple(_against(facts))


def _against(facts: ToHandOut) -> Iterator[Reason]:
    checks = (
        ("not_handed_out", not facts.is_equipment),
        ("not_confirmed", facts.state == State.REQUESTED),
        ("already_over", facts.is_over or facts.state not in {State.REQUESTED, State.CONFIRMED, State.CHECKED_IN}),
        ("out_already", facts.is_out),
        ("card_blocked", facts.is_card_blocked),
        ("another_thing", not facts.is_unit_of_it),
        ("unit_not_in_service", not facts.is_in_service),
    )
    yield from (Reason(code, overridable=False) for code, stands in checks if stands)
    if facts.has_it and not facts.is_out:
        yield Reason("unit_is_out", {"whose": facts.has_it}, overridable=False)


def is_late(due: datetime, at: datetime) -> bool:
    """True where something came back, or is still out, later than was agreed."""
    return at > due + GRACE


def late_step(due: datetime, at: datetime) -> int | None:
    """Which message about lateness is the last that has come, counted from 1; none while it is not worth one."""
    return max((n for n, step in enumerate(LATE_STEPS, 1) if due + step <= at), default=None)


def not_there(parts: Collection[str], ticked: Collection[str]) -> list[str]:
    """The parts that nobody ticked, in their order."""
    return [part for part in parts if part not in ticked]
