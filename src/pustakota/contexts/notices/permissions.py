"""Who may see what was sent, send by hand, and choose for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

SEND, OPERATE = "notices.send", "operate"
"""To send by hand and see what was sent, and to look after the machinery."""


def may_send(by: Actor, at_point: ServicePoint) -> None:
    """Raises ``NotAllowed`` unless the actor may send messages to the point's members, and see what was sent."""
    by.need(SEND, at_point.pk)


def may_operate(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor looks after the machinery."""
    by.need(OPERATE)


def may_choose_for(by: Actor, person_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor is that person, or staff who send messages and were told so."""
    if by.person_id != person_id and not by.may(SEND):
        raise NotAllowed(SEND)
