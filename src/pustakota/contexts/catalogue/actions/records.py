"""Records: adding them, changing them, hiding them. The whole MARC is kept, and each former state of it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from pustakota.contexts.catalogue import permissions
from pustakota.contexts.catalogue.errors import RecordRefused
from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.catalogue.marc.json_form import to_json
from pustakota.contexts.catalogue.marc.record import MarcRecord
from pustakota.contexts.catalogue.models import Record, RecordVersion
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
    outbox.announce(RecordsChanged(record_ids=[record.pk]), at=at)
    return record


@transaction.atomic
def change_record(*, record: Record, marc: MarcRecord, by: Actor, at: datetime, reason: str = "") -> Record:
    """Replace a record's MARC and keep the former one as a version. The same MARC again changes nothing."""
    permissions.may_edit(by)
    record = locks.hold(record)
    columns, text = _accepted_columns(marc), to_json(marc)
    if text == record.marc:
        return record
    RecordVersion.objects.create(record=record, marc=record.marc, replaced_at=at, reason=reason[:200])
    for name, value in columns.items():
        setattr(record, name, value)
    record.marc, record.original, record.changed_at = text, None, at
    record.save(update_fields=["marc", "original", "changed_at", *columns])
    outbox.announce(RecordsChanged(record_ids=[record.pk]), at=at)
    return record


@transaction.atomic
def set_suppressed(*, record: Record, is_suppressed: bool, by: Actor, at: datetime) -> Record:
    """Hide a record from the public, or show it again."""
    permissions.may_edit(by)
    record = locks.hold(record)
    if record.is_suppressed != is_suppressed:
        record.is_suppressed = is_suppressed
        record.save(update_fields=["is_suppressed"])
        outbox.announce(RecordsChanged(record_ids=[record.pk]), at=at)
    return record


def _accepted_columns(marc: MarcRecord) -> dict[str, Any]:
    projection = project(marc)
    if projection.kind in NOT_BIBLIOGRAPHIC.values():
        raise RecordRefused(Reason("not_bibliographic", {"kind": projection.kind}, overridable=False))
    if not projection.title:
        raise RecordRefused(Reason("title_missing", overridable=False))
    return columns_of(projection)
