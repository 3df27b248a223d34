"""Two entries of one person become one, and two again: what was booked goes with them."""

from __future__ import annotations

from django.db import transaction

from pustakota.contexts.spaces.models import Booking, Waiting, WaitState


@transaction.atomic
def follow_merge(*, merge_id: int, gone_id: int, kept_id: int) -> int:
    """What the entry that is gone booked or waits for is the kept one's; the number of bookings moved."""
    open_ = [WaitState.WAITING, WaitState.OFFERED]
    known = Waiting.objects.filter(person=kept_id, state__in=open_).values_list("resource", "starts_at")
    for resource_id, starts_at in list(known):
        Waiting.objects.filter(person=gone_id, state__in=open_, resource=resource_id, starts_at=starts_at).delete()
    Waiting.objects.filter(person=gone_id).update(person=kept_id)
    return Booking.objects.filter(person=gone_id).update(person=kept_id, merge_id=merge_id)


@transaction.atomic
def undo_merge(*, merge_id: int, gone_id: int) -> int:
    """What came by a merge goes back; the number of bookings moved. Who waits, waits on as they are now."""
    return Booking.objects.filter(merge_id=merge_id, person__isnull=False).update(person=gone_id, merge_id=None)
