"""Two records of one title become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue import permissions
from pustakota.contexts.catalogue.actions.records import remove_record
from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.catalogue.models import Item, Record
from pustakota.foundation import locks, outbox

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.foundation.actors import Actor


@transaction.atomic
def merge_records(*, record: Record, into: Record, by: Actor, at: datetime) -> Record:
    """Give a record's copies to its double and remove it; its address leads there from now on. The survivor."""
    permissions.may_edit(by)
    held = {row.pk: row for row in (locks.hold(row) for row in sorted((record, into), key=lambda row: row.pk))}
    is_possible = record.pk != into.pk and held[into.pk].removed_at is None
    if is_possible and Item.objects.filter(record=record).update(record=into):
        Record.objects.filter(pk=into.pk, changed_at__lt=at).update(changed_at=at)
    remove_record(record=held[record.pk], merged_into=held[into.pk], by=by, at=at)
    outbox.announce(RecordsChanged(record_ids=[into.pk]), at=at)
    return held[into.pk]
