"""What can be recorded and corrected. Plain Python."""

from collections.abc import Iterator
from datetime import datetime

from pustakota.foundation.reasons import Reason

MOST_AT_ONCE = 100_000


def reasons_not_to_record(
    *, ref: str, number: int, has_person: bool, began_at: datetime, at: datetime
) -> tuple[Reason, ...]:
    """Every reason against a fact: a person takes part once, a group is counted, and nothing lies in the future."""
    return tuple(_against(ref, number, has_person, began_at, at))


def _against(ref: str, number: int, has_person: bool, began_at: datetime, at: datetime) -> Iterator[Reason]:
    if not ref.strip():
        yield Reason("activity_missing", overridable=False)
    if not 1 <= number <= MOST_AT_ONCE:
        yield Reason("number_wrong", {"most": MOST_AT_ONCE}, overridable=False)
    elif has_person and number != 1:
        yield Reason("person_is_one", overridable=False)
    if began_at > at:
        yield Reason("in_future", overridable=False)


def reasons_not_to_correct(
    *, is_corrected: bool, because: str, number: int | None, has_person: bool
) -> tuple[Reason, ...]:
    """Every reason against a correction; ``number`` empty: the fact is struck out."""
    reasons = [Reason("already_corrected", overridable=False)] if is_corrected else []
    if not because.strip():
        reasons.append(Reason("reason_missing", overridable=False))
    if number is not None and not 1 <= number <= MOST_AT_ONCE:
        reasons.append(Reason("number_wrong", {"most": MOST_AT_ONCE}, overridable=False))
    elif number is not None and has_person and number != 1:
        reasons.append(Reason("person_is_one", overridable=False))
    return tuple(reasons)
