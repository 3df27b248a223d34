"""Who plans programmes, who registers others, and who notes who came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from pustakota.foundation.actors import Actor

PLAN, HOST = "programmes.plan", "programmes.host"


def may_plan(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor says what takes place at the point."""
    by.need(PLAN, point_id)


def may_host(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor registers others at the point, and notes who came."""
    by.need(HOST, point_id)


def may_act_for(by: Actor, person_id: int | None, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor is the person, a guardian, or staff who host at the point."""
    is_own = person_id is not None and by.acts_for(person_id)
    if not is_own and not by.may(HOST, point_id):
        raise NotAllowed(HOST)
