"""Writing a case's history, and holding a case for its next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.cases.errors import CaseRefused
from pustakota.contexts.cases.models import Case, Entry, State
from pustakota.contexts.cases.rules import CaseState, Step, next_state
from pustakota.foundation import locks
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.foundation.actors import Actor


def keep_entry(case: Case, step: Step, *, by: Actor, at: datetime, words: str = "", note: str = "") -> None:
    """One more line of the history."""
    Entry.objects.create(
        case=case,
        step=step,
        at=at,
        account_id=by.account_id,
        by_staff=by.is_staff,
        words=words.strip(),
        note=note.strip(),
    )


def held_for(case: Case, step: Step) -> tuple[Case, CaseState]:
    """The case, held, and what the step makes of it; refused where it is not possible by now."""
    held = locks.hold(case)
    held.service_point = case.service_point
    state = next_state(CaseState(held.state), step)
    if state is None:
        raise CaseRefused(Reason("not_now", {"state": State(held.state).label}, overridable=False))
    return held, state
