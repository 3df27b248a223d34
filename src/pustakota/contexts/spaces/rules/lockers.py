"""When a locker can be taken. Plain Python."""

from collections.abc import Iterator

from pustakota.foundation.reasons import Reason


def reasons_not_to_take(*, is_out: bool, is_taken: bool, has_one: str) -> tuple[Reason, ...]:
    """Every reason against taking a locker; ``has_one``: the number of the one that the person has."""
    return tuple(_against(is_out, is_taken, has_one))


def _against(is_out: bool, is_taken: bool, has_one: str) -> Iterator[Reason]:
    if is_out:
        yield Reason("locker_out", overridable=False)
    if is_taken:
        yield Reason("locker_taken", overridable=False)
    if has_one:
        yield Reason("has_a_locker", {"number": has_one}, overridable=False)
