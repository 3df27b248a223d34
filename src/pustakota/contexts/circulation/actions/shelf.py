"""What happens to a copy that is free to serve the queue: caught for the next, sent, or put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import permissions, queries, rules
from pustakota.contexts.circulation.events import HoldReady, HoldSent
from pustakota.contexts.circulation.models import Hold
from pustakota.contexts.circulation.rules import HoldEvent, HoldStatus, next_status
from pustakota.contexts.circulation.rules.lending import LENDABLE
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation import locks, outbox, periods

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.circulation.queries import Queue
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def catch_for_next(
    queue: Queue, item: Item, *, at_point: ServicePoint, at: datetime, on_the_way: bool = False
) -> Hold | None:
    """Keep a free copy for the hold whose turn it is; the record is held by the caller. Nothing where nobody waits.

    A copy ``on_the_way`` lies nowhere yet: whoever gets it waits until a scan says that it arrived.
    """
    hold = queue.first()
    if hold is None:
        return None
    here = hold.pickup_point_id == at_point.pk and not on_the_way
    hold.status = _after(hold, HoldEvent.CAUGHT_HERE if here else HoldEvent.CAUGHT_ELSEWHERE)
    hold.item = item
    if here:
        return make_ready(hold, item, at_point=at_point, at=at)
    hold.save(update_fields=["status", "item"])
    sent = HoldSent(hold_id=hold.pk, item_id=item.pk, record_id=item.record_id, service_point_id=at_point.pk)
    outbox.announce(sent, at=at)
    return hold


def arrive(hold: Hold, item: Item, *, at_point: ServicePoint, at: datetime) -> Hold:
    """A copy reached the point where it will be collected."""
    hold.status = _after(hold, HoldEvent.ARRIVED)
    return make_ready(hold, item, at_point=at_point, at=at)


def send_back(hold: Hold, item: Item, *, at_point: ServicePoint, at: datetime) -> Hold:
    """A copy from one pick-up shelf turned up at another point: it travels again."""
    hold.status = _after(hold, HoldEvent.TURNED_UP_ELSEWHERE)
    hold.ready_at, hold.pick_up_by, hold.on_shelf = None, None, False
    hold.save(update_fields=["status", "ready_at", "pick_up_by", "on_shelf"])
    sent = HoldSent(hold_id=hold.pk, item_id=item.pk, record_id=item.record_id, service_point_id=at_point.pk)
    outbox.announce(sent, at=at)
    return hold


def make_ready(hold: Hold, item: Item, *, at_point: ServicePoint, at: datetime) -> Hold:
    """Put a copy on the pick-up shelf and call the member; it waits for the policy's number of open days."""
    today = periods.local_day(at, at_point.zone)
    patron_type = people.type_of_patron(hold.whose_id)
    policy = queries.policy_for(point=at_point, patron_type_id=patron_type, item_type_id=item.type_id, today=today)
    if policy is None:
        policy = rules.Policy(id=0, name="", scope=rules.Scope())
    open_days = organisation.open_days(at_point, today, rules.last_day_needed(today, policy))
    hold.pick_up_by = rules.pick_up_by(today, policy, open_days)
    hold.ready_at, hold.on_shelf = at, True
    hold.save(update_fields=["status", "item", "pick_up_by", "ready_at", "on_shelf"])
    ready = HoldReady(
        hold_id=hold.pk,
        item_id=item.pk,
        record_id=item.record_id,
        patron_id=hold.whose_id,
        service_point_id=at_point.pk,
    )
    outbox.announce(ready, at=at)
    return hold


def pass_on(hold: Hold, *, at: datetime) -> Hold | None:
    """A copy whose hold ended goes to the next in the queue, from where it lies; the queue is held."""
    if hold.item_id is None:
        return None
    item = catalogue.items([hold.item_id])[hold.item_id]
    if item.status not in LENDABLE:
        return None
    queue = queries.queue_of(hold.record_id)
    on_the_way = hold.ready_at is None
    caught = catch_for_next(queue, item, at_point=item.service_point, at=at, on_the_way=on_the_way)
    if caught and caught.on_shelf:
        Hold.objects.filter(pk=hold.pk).update(on_shelf=False)
    return caught


def _after(hold: Hold, event: HoldEvent) -> HoldStatus:
    status = next_status(HoldStatus(hold.status), event)
    if status is None:
        raise RuntimeError(f"hold {hold.pk} is {hold.status}: {event} cannot happen")
    return status


@transaction.atomic
def clear_from_shelf(*, hold: Hold, by: Actor) -> None:
    """Somebody took an ended hold's copy from the pick-up shelf and put it back."""
    permissions.may_lend(by, hold.pickup_point)
    locks.hold(hold)
    Hold.objects.filter(pk=hold.pk, ended_at__isnull=False).update(on_shelf=False)
