"""The one way in which somebody takes a step of the ladder, and a planned event one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.organisers import rules
from pustakota.contexts.organisers.errors import EventRefused, OrganiserRefused
from pustakota.contexts.organisers.events import OrganiserChanged, OwnEventChanged
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.organisers.models import Organiser, OwnEvent, PlanState, State


def held_organiser(organiser: Organiser) -> Organiser:
    """The organiser, read again and held, with the point and person that were known."""
    held = locks.hold(organiser)
    held.service_point, held.person = organiser.service_point, organiser.person
    return held


def step(held: Organiser, state: State, *, at: datetime, news: str = "") -> Organiser:
    """Write how far somebody is."""
    held.state = state
    if rules.State(state) not in rules.LIVE:
        held.ended_at = at
    held.save()
    outbox.announce(OrganiserChanged(organiser_id=held.pk, state=state, news=news), at=at)
    return held


def refused(code: str, **facts: object) -> OrganiserRefused:
    return OrganiserRefused(Reason(code, facts, overridable=False))


def held_event(event: OwnEvent, states: Collection[str], otherwise: str) -> OwnEvent:
    """The planned event, read again and held, in one of these states."""
    held = locks.hold(event)
    if held.state not in states:
        raise EventRefused(Reason(otherwise, overridable=False))
    held.organiser, held.room = event.organiser, event.room if held.room_id == event.room_id else held.room
    return held


def turn(held: OwnEvent, state: PlanState, *, at: datetime, news: str = "") -> OwnEvent:
    """Write how far a planned event is."""
    held.state, held.changed_at = state, at
    held.save()
    outbox.announce(OwnEventChanged(own_event_id=held.pk, state=state, news=news), at=at)
    return held
