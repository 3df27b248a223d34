"""May something be asked of somebody, and how may it end? Plain Python."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from pustakota.foundation.reasons import Reason


class ChargeState(StrEnum):
    """How a charge stands. Only an open one still asks for something."""

    OPEN = "open"
    PAID = "paid"
    SETTLED = "settled"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"


class Ending(StrEnum):
    """How a charge may end: money paid, the thing replaced, let off, or its cause gone."""

    PAY = "pay"
    SETTLE = "settle"
    WAIVE = "waive"
    WITHDRAW = "withdraw"


ENDS: Mapping[Ending, ChargeState] = MappingProxyType(
    {
        Ending.PAY: ChargeState.PAID,
        Ending.SETTLE: ChargeState.SETTLED,
        Ending.WAIVE: ChargeState.WAIVED,
        Ending.WITHDRAW: ChargeState.WITHDRAWN,
    }
)


def reasons_not_to_charge(
    *, amount: int | None, what: str, legal_basis: str, in_force: bool = True
) -> tuple[Reason, ...]:
    """Every reason against a charge: it asks for money on a legal basis, or for a thing, never for both or nothing.

    ``in_force``: whether the basis holds on the day.
    """
    return tuple(_against_charge(amount, what.strip(), legal_basis.strip(), in_force))


def _against_charge(amount: int | None, what: str, legal_basis: str, in_force: bool) -> Iterator[Reason]:
    if amount is None and not what:
        yield Reason("nothing_owed", overridable=False)
    if amount is not None and what:
        yield Reason("money_and_kind", overridable=False)
    if amount is not None and amount <= 0:
        yield Reason("amount_wrong", overridable=False)
    if amount is not None and not legal_basis:
        yield Reason("basis_missing", overridable=False)
    if amount is not None and legal_basis and not in_force:
        yield Reason("basis_not_in_force", {"basis": legal_basis}, overridable=False)


def reasons_not_to_end(*, state: str, in_kind: bool, ending: Ending, because: str) -> tuple[Reason, ...]:
    """Every reason against ending a charge in this way."""
    return tuple(_against_ending(state, in_kind, ending, because.strip()))


def _against_ending(state: str, in_kind: bool, ending: Ending, because: str) -> Iterator[Reason]:
    if state != ChargeState.OPEN:
        yield Reason("already_ended", overridable=False)
    if ending is Ending.PAY and in_kind:
        yield Reason("owed_in_kind", overridable=False)
    if ending is Ending.SETTLE and not in_kind:
        yield Reason("owed_in_money", overridable=False)
    if ending in {Ending.WAIVE, Ending.WITHDRAW} and not because:
        yield Reason("reason_missing", overridable=False)


def reasons_not_to_receive(*, amount: int, rest: int) -> tuple[Reason, ...]:
    """Every reason against taking an amount: nothing, or more than is still owed."""
    return () if 0 < amount <= rest else (Reason("payment_wrong", {"rest": rest}, overridable=False),)


def receipt_number(serial: int, year: int) -> str:
    """``TT-2026-0007``: *tanda terima*, counted within the year."""
    return f"TT-{year}-{serial:04d}"
