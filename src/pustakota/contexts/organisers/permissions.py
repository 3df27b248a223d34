"""Who answers applications and drafts; and what an organiser may do at their own event, and nowhere else.

Programmes know points, not single events. An organiser's right is decided here, for one event; then what is done there
is done in their name (``as_host``, ``as_planner``) by an actor that no face ever sees.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pustakota.contexts.organisers import queries
from pustakota.contexts.organisers.errors import RightRefused
from pustakota.contexts.programmes.permissions import HOST, PLAN, may_host, may_plan
from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisers.models import Organiser, OwnEvent
    from pustakota.foundation.actors import Actor

__all__ = ["HOST", "PLAN", "as_host", "as_planner", "is_own", "may_host", "may_plan", "may_run", "need_own"]

RUN = frozenset({HOST, "participation.record", "participation.correct"})
ANNOUNCE = frozenset({PLAN, "spaces.book"})
OWN = "organisers.own"


def is_own(by: Actor, organiser: Organiser) -> bool:
    """True for the person alone: a guardian agrees, and does not act here."""
    return organiser.person_id is not None and organiser.person_id == by.person_id


def need_own(by: Actor, organiser: Organiser) -> None:
    """Raises ``NotAllowed`` unless the actor is that organiser."""
    if not is_own(by, organiser):
        raise NotAllowed(OWN)


def may_run(by: Actor, event: OwnEvent, *, at: datetime) -> None:
    """Raises ``NotAllowed`` for everybody else, and a refusal for its organiser once the right has ended."""
    need_own(by, event.organiser)
    if reasons := queries.reasons_against_right(event, at=at):
        raise RightRefused(*reasons)


def as_host(by: Actor, event: OwnEvent) -> Actor:
    """Who notes who came to this event; only after ``may_run``."""
    return _at_point(by, event, RUN)


def as_planner(by: Actor, event: OwnEvent) -> Actor:
    """Who announces this event; only after the rules of the second level were asked."""
    return _at_point(by, event, ANNOUNCE)


def _at_point(by: Actor, event: OwnEvent, codes: frozenset[str]) -> Actor:
    return replace(by, permissions={event.organiser.service_point_id: codes}, libraries={})
