"""What staff answer to a planned event: change it, announce it, give it back, decline it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.organisers import permissions, queries
from pustakota.contexts.organisers.actions.becoming import held_event, turn
from pustakota.contexts.organisers.actions.planning import announced, refused, write
from pustakota.contexts.organisers.errors import EventRefused
from pustakota.contexts.organisers.models import PlanState

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.organisers.models import OwnEvent
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor

SETTLED_BY_STAFF = frozenset({"room_not_open", "too_soon", "too_far", "closed_then", "too_long", "too_short"})
"""What binds an organiser and not the library, which says yes knowing it."""


@transaction.atomic
def approve(
    *, event: OwnEvent, staff: Collection[Person], words: str = "", by: Actor, at: datetime, **given: Any
) -> OwnEvent:
    """Announce it with its room and staff, as it is or changed; or refuse with everything that is missing."""
    held = _sent(event, by)
    write(held, given)
    reasons = [r for r in queries.reasons_not_to_send(held, at=at) if r.code not in SETTLED_BY_STAFF]
    if reasons:
        raise EventRefused(*reasons)
    held.words = words.strip()
    return announced(held, staff=staff, by=by, at=at, news="announced")


@transaction.atomic
def send_back(*, event: OwnEvent, words: str, by: Actor, at: datetime) -> OwnEvent:
    """A draft again, with what should be different."""
    return _answered(event, PlanState.DRAFT, words, "sent_back", by=by, at=at)


@transaction.atomic
def decline(*, event: OwnEvent, words: str, by: Actor, at: datetime) -> OwnEvent:
    """It is not held at the library, with the reason."""
    return _answered(event, PlanState.DECLINED, words, "declined", by=by, at=at)


def _answered(event: OwnEvent, state: PlanState, words: str, news: str, *, by: Actor, at: datetime) -> OwnEvent:
    held = _sent(event, by)
    if not words.strip():
        raise refused("words_missing")
    held.words, held.decided_at, held.decided_by = words.strip(), at, by.account_id
    return turn(held, state, at=at, news=news)


def _sent(event: OwnEvent, by: Actor) -> OwnEvent:
    permissions.may_plan(by, event.organiser.service_point_id)
    return held_event(event, [PlanState.SENT], "not_sent")
