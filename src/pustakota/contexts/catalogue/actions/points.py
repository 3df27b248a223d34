"""Where a record's copies are belongs to what harvesters choose by: when that changes, its datestamp moves."""

from datetime import datetime

from django.db.models import Exists, Q

from pustakota.contexts.catalogue.models import Item, ItemStatus, Record


def point_of(item: Item) -> int | None:
    """The point that a copy gives its record; one that was withdrawn gives none."""
    return None if item.status == ItemStatus.WITHDRAWN else item.service_point_id


def follow_copy(item: Item, *, left: int | None, at: datetime) -> None:
    """A copy gave its record the point ``left`` and gives another now: where no other copy does, the record changed.

    One statement, and none where the point is the same. A datestamp never goes back.
    """
    joined = point_of(item)
    if left == joined:
        return
    others = Item.objects.filter(record=item.record_id).exclude(pk=item.pk).exclude(status=ItemStatus.WITHDRAWN)
    alone = Q()
    for point in (left, joined):
        if point is not None:
            alone |= Q(~Exists(others.filter(service_point=point)))
    Record.objects.filter(alone, pk=item.record_id, changed_at__lt=at).update(changed_at=at)
