"""Give a reservation back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import permissions
from pustakota.contexts.circulation.actions.ending import end_hold, hold_in_its_queue
from pustakota.contexts.circulation.rules import HoldEvent

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.circulation.models import Hold
    from pustakota.foundation.actors import Actor


@transaction.atomic
def cancel_hold(*, hold: Hold, by: Actor, at: datetime) -> Hold:
    """Cancel a hold in whatever state; a copy kept for it is offered to the next in the queue."""
    permissions.may_act_for(by, hold.patron)
    return end_hold(hold_in_its_queue(hold), HoldEvent.CANCELLED, at=at)
