"""What somebody may see and do at their own event, and since when no more. Plain Python."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pustakota.foundation.reasons import Reason

CHECK_IN_BEFORE = timedelta(hours=2)
"""Who comes is noted from two hours before the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What decides a right; each fact is read when the right is used. ``days_after``: it lasts so long after the end.

    ``holds``: the credential, today. ``is_announced``: the event stands in the calendar and was not called off.
    """

    holds: bool
    is_announced: bool
    is_reported: bool
    ends_at: datetime
    days_after: int


def reasons_against_right(right: Right, *, at: datetime) -> tuple[Reason, ...]:
    """Why an organiser sees nobody's name and notes nobody; none: they may."""
    over = at > right.ends_at + timedelta(days=right.days_after)
    checks = (
        ("credential_over", not right.holds),
        ("reported", right.is_reported),
        ("not_announced", not right.is_announced and not right.is_reported),
        ("right_over", over and not right.is_reported),
    )
    return tuple(Reason(code, overridable=False) for code, is_so in checks if is_so)


def reasons_not_to_check_in(*, starts_at: datetime, at: datetime) -> tuple[Reason, ...]:
    """Nobody is noted as here days before."""
    return (Reason("too_early", overridable=False),) if at < starts_at - CHECK_IN_BEFORE else ()


def reasons_not_to_report(*, ends_at: datetime, words: str, at: datetime) -> tuple[Reason, ...]:
    """An event is reported once it is over, with a sentence on how it went."""
    checks = (("not_over", at < ends_at), ("report_missing", not words.strip()))
    return tuple(Reason(code, overridable=False) for code, is_so in checks if is_so)
