"""Take an item back, and catch it for whoever waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.circulation import permissions, queries
from pustakota.contexts.circulation.actions import acknowledging, lost, shelf
from pustakota.contexts.circulation.events import ItemReturned
from pustakota.contexts.circulation.models import Hold, Loan
from pustakota.contexts.circulation.rules import HoldStatus
from pustakota.contexts.circulation.rules.lending import FOUND_AGAIN, LENDABLE
from pustakota.foundation import locks, outbox
from pustakota.foundation.writing import changed

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.circulation.queries import Queue
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class Returned:
    """What a scan at the return desk led to: the loan that ended, and the hold that the copy now serves."""

    item: Item
    loan: Loan | None
    hold: Hold | None
    moved: bool


@transaction.atomic
def check_in(*, item: Item, at_point: ServicePoint, by: Actor, at: datetime) -> Returned:
    """Take a copy back at a point, whether or not it was on loan; the next in the queue gets it."""
    permissions.may_lend(by, at_point)
    item = locks.hold_with(item, "record")
    loan = queries.loan_to_return(item)
    if loan is not None:
        loan.returned_at, loan.returned_to = at, at_point
        changed(loan, "returned_at", "returned_to")
    if item.status in FOUND_AGAIN:
        lost.found_again(item, at_point=at_point, by=by, at=at)
        item = catalogue.note_found(item=item, at=at)
    moved = item.service_point_id != at_point.pk
    if moved:
        item = catalogue.move_item(item=item, to=at_point, at=at)
    queue = queries.queue_of(item.record_id, item)
    hold = _serve(queue, item, at_point=at_point, at=at)
    returned = ItemReturned(
        loan_id=loan.pk if loan else None,
        item_id=item.pk,
        record_id=item.record_id,
        service_point_id=at_point.pk,
    )
    outbox.announce(returned, at=at)
    if loan is not None:
        acknowledging.note_returned(loan, item=item, at_point=at_point, at=at)
    return Returned(item, loan, hold, moved)


def _serve(queue: Queue, item: Item, *, at_point: ServicePoint, at: datetime) -> Hold | None:
    """The hold that a copy serves now that it lies here: the one it was on the way to, or the next in the queue."""
    if left := queue.left_on_shelf(item):
        Hold.objects.filter(pk__in=[hold.pk for hold in left]).update(on_shelf=False)
    if (kept := queue.captured(item)) is not None:
        return _keep(kept, item, at_point=at_point, at=at)
    if item.status not in LENDABLE:
        return None
    return shelf.catch_for_next(queue, item, at_point=at_point, at=at)


def _keep(hold: Hold, item: Item, *, at_point: ServicePoint, at: datetime) -> Hold:
    """A scan of a copy that is kept for somebody: it arrived, it turned up at the wrong place, or nothing is new."""
    here = hold.pickup_point_id == at_point.pk
    if hold.status == HoldStatus.IN_TRANSIT and here:
        return shelf.arrive(hold, item, at_point=at_point, at=at)
    if hold.status == HoldStatus.READY and not here:
        return shelf.send_back(hold, item, at_point=at_point, at=at)
    return hold
