"""Records: adding them, changing them, hiding them. The whole MARC is kept, and each former state of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from pustakota.contexts.catalogue import permissions
from pustakota.contexts.catalogue.actions.works import follow_decisions
from pustakota.contexts.catalogue.errors import RecordRefused
from pustakota.contexts.catalogue.events import RecordsChanged, RecordsMerged
from pustakota.contexts.catalogue.marc.json_form import to_json
from pustakota.contexts.catalogue.marc.record import MarcRecord
from pustakota.contexts.catalogue.models import Item, ItemStatus, Record, RecordVersion
from pustakota.contexts.catalogue.rules.columns import columns_of
from pustakota.contexts.catalogue.rules.fixed_fields import NOT_BIBLIOGRAPHIC
from pustakota.contexts.catalogue.rules.projection import project
from pustakota.foundation import locks, outbox
from pustakota.foundation.actors import Actor
from pustakota.foundation.reasons import Reason


@transaction.atomic
def add_record(*, marc: MarcRecord, by: Actor, at: datetime) -> Record:
    """Take a new record into the catalogue."""
    permissions.may_edit(by)
    record = Record.objects.create(marc=to_json(marc), made_at=at, changed_at=at, **_accepted_columns(marc))
    follow_decisions([record.pk])
    outbox.announce(RecordsChanged(record_ids=[record.pk]), at=at)
    return record


@transaction.atomic
def change_record(*, record: Record, marc: MarcRecord, by: Actor, at: datetime, reason: str = "") -> Record:
    """Replace a record's MARC and keep the former one as a version. The same MARC again changes nothing."""
    permissions.may_edit(by)
    record = _kept(record)
    columns, text = _accepted_columns(marc), to_json(marc)
    if text == record.marc:
        return record
    RecordVersion.objects.create(record=record, marc=record.marc, replaced_at=at, reason=reason[:200])
    for name, value in columns.items():
        setattr(record, name, value)
    record.marc, record.original, record.changed_at = text, None, at
    record.save(update_fields=["marc", "original", "changed_at", *columns])
    follow_decisions([record.pk])
    outbox.announce(RecordsChanged(record_ids=[record.pk]), at=at)
    return record


@transaction.atomic
def set_suppressed(*, record: Record, is_suppressed: bool, by: Actor, at: datetime) -> Record:
    """Hide a record from the public, or show it again; harvesters are told either way."""
    permissions.may_edit(by)
    record = _kept(record)
    if record.is_suppressed != is_suppressed:
        record.is_suppressed, record.changed_at = is_suppressed, at
        record.save(update_fields=["is_suppressed", "changed_at"])
        outbox.announce(RecordsChanged(record_ids=[record.pk]), at=at)
    return record


@transaction.atomic
def remove_record(*, record: Record, by: Actor, at: datetime, merged_into: Record | None = None) -> Record:
    """Take a record without copies out of the catalogue for good; ``merged_into`` is the one that stands in its place.

    Its row stays and says to harvesters, for ever, that the record is gone. The same record may be brought in anew.
    """
    permissions.may_edit(by)
    record = _kept(record)
    if reasons := tuple(_reasons_to_keep(record, merged_into)):
        raise RecordRefused(*reasons)
    record.is_suppressed, record.removed_at, record.changed_at, record.merged_into = True, at, at, merged_into
    record.save(update_fields=["is_suppressed", "removed_at", "changed_at", "merged_into"])
    outbox.announce(RecordsChanged(record_ids=[record.pk]), at=at)
    if merged_into is not None:
        outbox.announce(RecordsMerged(record_id=record.pk, survivor_id=merged_into.pk), at=at)
    return record


def _kept(record: Record) -> Record:
    """The record, held; refused where it was removed."""
    record = locks.hold(record)
    if record.removed_at is not None:
        raise RecordRefused(Reason("record_removed", overridable=False))
    return record


def _reasons_to_keep(record: Record, merged_into: Record | None) -> Iterator[Reason]:
    if copies := Item.objects.filter(record=record).exclude(status=ItemStatus.WITHDRAWN).count():
        yield Reason("record_has_copies", {"copies": str(copies)}, overridable=False)
    if merged_into is not None and (merged_into.pk == record.pk or merged_into.removed_at is not None):
        yield Reason("merged_into_nothing", overridable=False)


def _accepted_columns(marc: MarcRecord) -> dict[str, Any]:
    projection = project(marc)
    if projection.kind in NOT_BIBLIOGRAPHIC.values():
        raise RecordRefused(Reason("not_bibliographic", {"kind": projection.kind}, overridable=False))
    if not projection.title:
        raise RecordRefused(Reason("title_missing", overridable=False))
    return columns_of(projection)
