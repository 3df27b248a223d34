"""What may become of a citizen's proposal, who supports it, and by when it is answered. Plain Python."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from pustakota.foundation.reasons import Reason


class State(StrEnum):
    """How far a proposal is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    ACCEPTED_CHANGED = "accepted_changed"
    POSTPONED = "postponed"
    DECLINED = "declined"
    SCHEDULED = "scheduled"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What staff may decide."""

    REVIEW = "review"
    ACCEPT = "accept"
    ACCEPT_CHANGED = "accept_changed"
    POSTPONE = "postpone"
    DECLINE = "decline"
    SCHEDULE = "schedule"
    FINISH = "finish"


ASKED = (State.PUBLISHED, State.IN_REVIEW)
"""These wait for the library's answer."""
OPEN = (*ASKED, State.POSTPONED)
"""These are supported and changed."""
SHOWN = tuple(state for state in State if state not in (State.DRAFT, State.WITHDRAWN))
ANSWERS = (Step.ACCEPT, Step.ACCEPT_CHANGED, Step.POSTPONE, Step.DECLINE)
"""These are said in words that everybody reads."""
ACCEPTED = (State.ACCEPTED, State.ACCEPTED_CHANGED)

_ANSWERED: Mapping[Step, State] = MappingProxyType(
    {
        Step.ACCEPT: State.ACCEPTED,
        Step.ACCEPT_CHANGED: State.ACCEPTED_CHANGED,
        Step.POSTPONE: State.POSTPONED,
        Step.DECLINE: State.DECLINED,
    }
)


def state_after(state: State, step: Step) -> State | None:
    """What a proposal becomes; nothing where the step is not possible."""
    if step is Step.REVIEW:
        return State.IN_REVIEW if state in (State.PUBLISHED, State.POSTPONED) else None
    if step in _ANSWERED:
        return _ANSWERED[step] if state in OPEN and _ANSWERED[step] is not state else None
    if step is Step.SCHEDULE:
        return State.SCHEDULED if state in ACCEPTED else None
    return State.DONE if state in (*ACCEPTED, State.SCHEDULED) else None


def reasons_to_refuse_step(state: State, step: Step, words: str) -> tuple[Reason, ...]:
    """Why staff cannot decide that now; an answer has words."""
    reasons = [] if state_after(state, step) is not None else [Reason("not_now", overridable=False)]
    if step in ANSWERS and not words.strip():
        reasons.append(Reason("words_missing", overridable=False))
    return tuple(reasons)


def reasons_not_to_publish(*, state: State, title: str, about: str, is_open: bool) -> tuple[Reason, ...]:
    """Every reason at once."""
    checks = (
        ("not_draft", state is not State.DRAFT),
        ("not_open", not is_open),
        ("title_missing", not title.strip()),
        ("about_missing", not about.strip()),
    )
    return tuple(Reason(code, overridable=False) for code, is_so in checks if is_so)


def reasons_not_to_support(*, state: State, is_author: bool, has_supported: bool) -> tuple[Reason, ...]:
    """Once for each person, others' proposals, while nothing is decided."""
    checks = (
        ("not_supported_now", state not in OPEN),
        ("own_proposal", is_author),
        ("supported_before", has_supported),
    )
    return tuple(Reason(code, overridable=False) for code, is_so in checks if is_so)


def is_new_version(*, state: State, supports: int) -> bool:
    """Whether a change leaves the words before it standing: somebody supported them."""
    return state is not State.DRAFT and supports > 0


def due_on(open_days: Sequence[date], within: int) -> date | None:
    """The last day for an answer, among the open days after the one of publishing; nothing where they do not reach."""
    return open_days[within - 1] if 0 < within <= len(open_days) else None
