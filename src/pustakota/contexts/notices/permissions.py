"""Who may see what was sent, send by hand, and choose for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.foundation.actors import EVERYWHERE
from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

SEND, RULES, NEWS, OPERATE = "notices.send", "notices.rules", "notices.news", "operate"
"""To send by hand and see what was sent; to say when members are told; to write news; to look after the machinery."""


def may_send(by: Actor, at_point: ServicePoint) -> None:
    """Raises ``NotAllowed`` unless the actor may send messages to the point's members, and see what was sent."""
    by.need(SEND, at_point.pk)


def may_see_rules(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may read when members are told."""
    if not by.may(SEND):
        by.need(RULES)


def may_edit_rules(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may say when members are told at the point; without one: everywhere."""
    by.need(RULES, EVERYWHERE if point_id is None else point_id)


def may_write_news(by: Actor, point_id: int | None = None) -> None:
    """Raises ``NotAllowed`` unless the actor may write to all who chose a topic (without a point: from any)."""
    by.need(NEWS, point_id)


def may_edit_topics(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may change the topics, which all service points share."""
    by.need(NEWS, EVERYWHERE)


def may_operate(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor looks after the machinery."""
    by.need(OPERATE)


def may_choose_for(by: Actor, person_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor is that person, or staff who send messages and were told so."""
    if by.person_id != person_id and not by.may(SEND):
        raise NotAllowed(SEND)
