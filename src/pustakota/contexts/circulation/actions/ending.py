"""How a hold ends before its copy is collected, and who is called instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.circulation.actions import shelf
from pustakota.contexts.circulation.errors import HoldChangeRefused
from pustakota.contexts.circulation.events import HoldEnded
from pustakota.contexts.circulation.rules import HoldEvent, HoldStatus, next_status
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.circulation.models import Hold


def hold_in_its_queue(hold: Hold) -> Hold:
    """The hold, held for a change together with the queue of its title."""
    _, held = locks.hold(hold.record, hold)
    held.pickup_point = hold.pickup_point
    return held


def end_hold(hold: Hold, event: HoldEvent, *, at: datetime) -> Hold:
    """End a hold; a copy kept for it goes to the next in the queue, or waits to be put back."""
    status = next_status(HoldStatus(hold.status), event)
    if status is None or hold.patron_id is None:
        raise HoldChangeRefused(Reason("already_ended", overridable=False))
    had_copy = hold.item_id is not None
    hold.status, hold.ended_at = status, at
    hold.save(update_fields=["status", "ended_at"])
    ended = HoldEnded(hold_id=hold.pk, record_id=hold.record_id, patron_id=hold.whose_id, status=status.value)
    outbox.announce(ended, at=at)
    if had_copy:
        shelf.pass_on(hold, at=at)
    return hold
