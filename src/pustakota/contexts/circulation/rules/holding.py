"""The life of a hold, and whose turn it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pustakota.contexts.circulation.rules.lending import PatronStanding, overdue_reasons, standing_reasons
from pustakota.contexts.circulation.rules.policy import Policy
from pustakota.foundation.reasons import Reason


class HoldStatus(StrEnum):
    """Where a hold stands in its life."""

    WAITING = "waiting"
    IN_TRANSIT = "in_transit"
    READY = "ready"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class HoldEvent(StrEnum):
    """What happens to a hold."""

    CAUGHT_HERE = "caught_here"
    CAUGHT_ELSEWHERE = "caught_elsewhere"
    ARRIVED = "arrived"
    TURNED_UP_ELSEWHERE = "turned_up_elsewhere"
    COLLECTED = "collected"
    CANCELLED = "cancelled"
    RAN_OUT = "ran_out"


S, E = HoldStatus, HoldEvent
HOLD_TRANSITIONS: Mapping[tuple[HoldStatus, HoldEvent], HoldStatus] = MappingProxyType(
    {
        (S.WAITING, E.CAUGHT_HERE): S.READY,
        (S.WAITING, E.CAUGHT_ELSEWHERE): S.IN_TRANSIT,
        (S.WAITING, E.COLLECTED): S.FULFILLED,
        (S.WAITING, E.CANCELLED): S.CANCELLED,
        (S.IN_TRANSIT, E.ARRIVED): S.READY,
        (S.IN_TRANSIT, E.COLLECTED): S.FULFILLED,
        (S.IN_TRANSIT, E.CANCELLED): S.CANCELLED,
        (S.READY, E.COLLECTED): S.FULFILLED,
        (S.READY, E.CANCELLED): S.CANCELLED,
        (S.READY, E.RAN_OUT): S.EXPIRED,
        (S.READY, E.TURNED_UP_ELSEWHERE): S.IN_TRANSIT,
    }
)
"""The whole life of a hold on one page; what is not here cannot happen."""

LIVE = (S.WAITING, S.IN_TRANSIT, S.READY)
CAPTURED = (S.IN_TRANSIT, S.READY)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One place in a queue; a smaller number was placed earlier."""

    number: int
    patron_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldSituation:
    """Everything that decides whether a hold may be placed."""

    patron: PatronStanding
    live_holds: int
    already_held: bool
    already_borrowed: bool
    usable_copies: int
    is_pickup_point: bool


def next_status(status: HoldStatus, event: HoldEvent) -> HoldStatus | None:
    """The status after an event; nothing where it cannot happen."""
    return HOLD_TRANSITIONS.get((status, event))


def next_in_queue(queue: Sequence[Waiting]) -> Waiting | None:
    """Whose turn it is: the earliest."""
    return min(queue, key=lambda waiting: waiting.number, default=None)


def reasons_not_to_hold(situation: HoldSituation, policy: Policy) -> tuple[Reason, ...]:
    """Every reason against the hold; none: it may be placed."""
    return tuple(_reasons(situation, policy))


def _reasons(situation: HoldSituation, policy: Policy) -> Iterator[Reason]:
    yield from standing_reasons(situation.patron)
    yield from overdue_reasons(situation.patron, policy)
    if situation.already_held:
        yield Reason("already_held", overridable=False)
    if situation.already_borrowed:
        yield Reason("already_borrowed", overridable=False)
    if situation.live_holds >= policy.max_holds:
        yield Reason("too_many_holds", {"limit": policy.max_holds, "policy": policy.name})
    if not situation.usable_copies:
        yield Reason("no_copies", overridable=False)
    if not situation.is_pickup_point:
        yield Reason("not_a_pickup_point", overridable=False)
