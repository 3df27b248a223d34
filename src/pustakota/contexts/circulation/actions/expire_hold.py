"""End a hold whose copy was not collected in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import permissions
from pustakota.contexts.circulation.actions.ending import end_hold, hold_in_its_queue
from pustakota.contexts.circulation.rules import HoldEvent
from pustakota.foundation import periods

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.circulation.models import Hold
    from pustakota.foundation.actors import Actor


@transaction.atomic
def expire_hold(*, hold: Hold, by: Actor, at: datetime) -> Hold:
    """End a hold whose last pick-up day has passed at its point; a hold that may still wait is left as it is."""
    permissions.may_lend(by, hold.pickup_point)
    held = hold_in_its_queue(hold)
    today = periods.local_day(at, held.pickup_point.zone)
    if held.pick_up_by is None or held.pick_up_by >= today or held.ended_at is not None:
        return held
    return end_hold(held, HoldEvent.RAN_OUT, at=at)
