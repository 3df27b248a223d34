"""The life of a proposal: who may take it which step. Plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pustakota.foundation.reasons import Reason

MOST_POINTS = 5
CONTACT_KEPT = timedelta(days=365)
"""How long after a festival it is known how to reach who proposed something: until the next call."""


class State(StrEnum):
    """Where a proposal stands. ``CONFIRMED``: the speaker said yes to what the library accepted."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What somebody does with a proposal."""

    SUBMIT = "submit"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    REJECT = "reject"
    CANCEL = "cancel"


TRANSITIONS: dict[tuple[State, Step], State] = {
    (State.DRAFT, Step.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Step.ACCEPT): State.ACCEPTED,
    (State.REJECTED, Step.ACCEPT): State.ACCEPTED,
    (State.SUBMITTED, Step.REJECT): State.REJECTED,
    (State.ACCEPTED, Step.CONFIRM): State.CONFIRMED,
    (State.ACCEPTED, Step.CANCEL): State.CANCELLED,
    (State.CONFIRMED, Step.CANCEL): State.CANCELLED,
    (State.DRAFT, Step.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Step.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Step.WITHDRAW): State.WITHDRAWN,
    (State.CONFIRMED, Step.WITHDRAW): State.WITHDRAWN,
}


def may_step(state: str, step: str) -> bool:
    return (State(state), Step(step)) in TRANSITIONS


def state_after(state: str, step: str) -> State:
    """Where a step leads that may be taken."""
    return TRANSITIONS[State(state), Step(step)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What decides whether a proposal is whole, and whether it comes in time."""

    title: str
    about: str
    speaker: str
    has_contact: bool
    at: datetime
    opens_at: datetime
    closes_at: datetime


def reasons_not_to_submit(said: Said) -> tuple[Reason, ...]:
    """Every reason at once."""
    return tuple(Reason(code, overridable=False) for code in _against(said))


def _against(said: Said) -> Iterator[str]:
    if said.at < said.opens_at:
        yield "call_not_open"
    if said.at >= said.closes_at:
        yield "call_closed"
    if not said.title.strip():
        yield "title_missing"
    if not said.about.strip():
        yield "about_missing"
    if not said.speaker.strip():
        yield "speaker_missing"
    if not said.has_contact:
        yield "contact_missing"
