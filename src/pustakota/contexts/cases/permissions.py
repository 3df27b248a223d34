"""Who may read and answer cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from pustakota.contexts.cases.models import Case
    from pustakota.foundation.actors import Actor

ANSWER = "cases.answer"


def may_answer(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may read and answer cases at the point (or any, without one)."""
    by.need(ANSWER, point_id)


def may_read(by: Actor, case: Case) -> None:
    """Raises ``NotAllowed`` unless the actor is the asker, a guardian of theirs, or staff who answer here.

    A case of somebody without an account is read by whoever holds its address.
    """
    if not is_for(by, case):
        raise NotAllowed(ANSWER)


def is_for(by: Actor, case: Case) -> bool:
    """True for those whom a case concerns."""
    if case.asker_id is None or by.may(ANSWER, case.service_point_id):
        return True
    return by.acts_for(case.asker_id)


def may_ask_for(by: Actor, person_id: int | None) -> None:
    """Raises ``NotAllowed`` where somebody asks in the name of a person who is not theirs to act for."""
    if person_id is not None and not (by.acts_for(person_id) or by.may(ANSWER)):
        raise NotAllowed(ANSWER)
