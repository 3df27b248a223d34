"""Who may see figures, the facts behind them, and close periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.foundation.actors import EVERYWHERE
from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

VIEW, FACTS, CLOSE, COUNT = "insights.view", "insights.facts", "insights.close", "insights.count"


def points_to_see(by: Actor, points: Iterable[ServicePoint]) -> list[ServicePoint]:
    """Those of the points whose figures the actor may see; raises ``NotAllowed`` where it is none."""
    seen = [point for point in points if by.may(VIEW, point.pk)]
    if not seen:
        raise NotAllowed(VIEW)
    return seen


def may_open_facts(by: Actor, points: Iterable[ServicePoint]) -> None:
    """Raises ``NotAllowed`` unless the actor may see the facts of each of the points."""
    if not all(by.may(FACTS, point.pk) for point in points):
        raise NotAllowed(FACTS)


def may_close(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may close periods for the whole network."""
    if not (by.may(CLOSE) and by.may(CLOSE, EVERYWHERE)):
        raise NotAllowed(CLOSE)


def may_count(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the system itself asks."""
    by.need(COUNT)
