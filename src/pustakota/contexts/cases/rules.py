"""What a case may become, what may be its outcome, and by when it is answered. Plain Python."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from pustakota.foundation.reasons import Reason


class CaseKind(StrEnum):
    """What is asked."""

    SUGGESTION = "suggestion"
    REGISTRATION = "registration"
    QUESTION = "question"
    COMPLAINT = "complaint"
    PROPOSAL = "proposal"
    CORRECTION = "correction"
    DELETION = "deletion"
    APPLICATION = "application"


class CaseState(StrEnum):
    """How far a case is. An answered one may still be asked further."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Step(StrEnum):
    """What may happen to a case."""

    OPENED = "opened"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CLOSED = "closed"
    AGREED = "agreed"


TRANSITIONS: Mapping[tuple[CaseState, Step], CaseState] = MappingProxyType(
    {
        (CaseState.OPEN, Step.ASSIGNED): CaseState.OPEN,
        (CaseState.OPEN, Step.ANSWERED): CaseState.ANSWERED,
        (CaseState.OPEN, Step.CLOSED): CaseState.CLOSED,
        (CaseState.ANSWERED, Step.ASSIGNED): CaseState.ANSWERED,
        (CaseState.ANSWERED, Step.ANSWERED): CaseState.ANSWERED,
        (CaseState.ANSWERED, Step.CLOSED): CaseState.CLOSED,
        (CaseState.ANSWERED, Step.REOPENED): CaseState.OPEN,
        (CaseState.CLOSED, Step.REOPENED): CaseState.OPEN,
    }
)

DONE, DECLINED, DUPLICATE, REGISTERED = "done", "declined", "duplicate", "registered"
CORRECTED, DELETED = "corrected", "deleted"
TAKEN_UP, TAKEN_UP_CHANGED, NOT_NOW = "taken_up", "taken_up_changed", "not_now"
OUTCOMES: Mapping[CaseKind, tuple[str, ...]] = MappingProxyType(
    {
        CaseKind.SUGGESTION: ("will_be_bought", "in_collection", NOT_NOW, DECLINED, DUPLICATE),
        CaseKind.REGISTRATION: (REGISTERED, DECLINED, DUPLICATE),
        CaseKind.QUESTION: (DONE, DECLINED, DUPLICATE),
        CaseKind.COMPLAINT: (DONE, DECLINED, DUPLICATE),
        CaseKind.PROPOSAL: (TAKEN_UP, TAKEN_UP_CHANGED, NOT_NOW, DECLINED, DUPLICATE),
        CaseKind.CORRECTION: (CORRECTED, DECLINED, DUPLICATE),
        CaseKind.DELETION: (DELETED, DECLINED, DUPLICATE),
        CaseKind.APPLICATION: (TAKEN_UP, DECLINED, DUPLICATE),
    }
)
"""How a case of each kind may end."""

LAWFUL: Mapping[CaseKind, timedelta] = MappingProxyType(
    {CaseKind.CORRECTION: timedelta(hours=72), CaseKind.DELETION: timedelta(hours=72)}
)
"""By when the law wants an answer, open or closed: 3 × 24 hours (UU 27/2022, articles 30 and 32)."""

LOOK_AHEAD = 120
"""Days within which a promise must fall due; a point that opens less has no due moment."""

Spans = Sequence[tuple[time, time]]


def next_state(state: CaseState, step: Step) -> CaseState | None:
    """What a case becomes; nothing where the step is not possible."""
    return TRANSITIONS.get((state, step))


def due_after(start: datetime, hours: int, spans_on: Callable[[date], Spans]) -> datetime | None:
    """The moment at which so many opening hours have passed since ``start``, in the point's own time.

    ``spans_on`` gives the opening intervals of a day in order. Nothing where the point opens too seldom to tell.
    """
    left = timedelta(hours=hours)
    for ahead in range(LOOK_AHEAD):
        day = start.date() + timedelta(days=ahead)
        for opens, closes in spans_on(day):
            begin = max(datetime.combine(day, opens, start.tzinfo), start)
            length = datetime.combine(day, closes, start.tzinfo) - begin
            if length >= left:
                return begin + left
            left -= max(length, timedelta())
    return None


def reasons_not_to_open(*, subject: str) -> tuple[Reason, ...]:
    """Every reason against taking a case in. Without an address it is taken, too: the asker keeps its code."""
    return () if subject.strip() else (Reason("subject_missing", overridable=False),)


def reasons_not_to_close(kind: CaseKind, outcome: str, words: str) -> tuple[Reason, ...]:
    """Every reason against closing a case: it must end in one of the outcomes of its kind, and say so in words."""
    reasons = [] if outcome in OUTCOMES[kind] else [Reason("outcome_unknown", overridable=False)]
    if not words.strip():
        reasons.append(Reason("words_missing", overridable=False))
    return tuple(reasons)
