"""Our own titles stand in the union too: as entries that point to the catalogue and say what is matched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries import foreign
from pustakota.contexts.network import permissions, queries
from pustakota.contexts.network.actions.grouping import dropped, regroup
from pustakota.contexts.network.actions.storing import COLUMNS, describe
from pustakota.contexts.network.models import Entry, EntryKey
from pustakota.foundation.writing import changed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.foundation.actors import Actor

AT_ONCE = 250
_WRITTEN = ("changed_at", "is_deleted", "keys", "main", "part", *COLUMNS)


def note_own_titles(*, by: Actor, at: datetime) -> int:
    """Note every public title of ours that has no entry yet; how many there were. Interrupted, it goes on."""
    permissions.may_keep(by)
    noted = 0
    for record_ids in catalogue.record_ids_in_batches(AT_ONCE):
        if missing := queries.without_entry(record_ids):
            follow_records(record_ids=missing, by=by, at=at)
            noted += len(missing)
    return noted


@transaction.atomic
def follow_records(*, record_ids: Collection[int], by: Actor, at: datetime) -> None:
    """Bring the entries of these titles up to date; those that the public may not see leave their groups."""
    permissions.may_keep(by)
    known = queries.own_entries(record_ids)
    new: list[Entry] = []
    kept: list[Entry] = []
    gone: list[Entry] = []
    for title in foreign.own_titles(record_ids):
        entry = known.get(title.id)
        if not title.is_public:
            gone += [entry] if entry is not None and not entry.is_deleted else []
            continue
        row = entry or Entry(record_id=title.id)
        row.changed_at, row.is_deleted = at, False
        describe(row, title.columns, title.numbers)
        (kept if entry else new).append(row)
    created = Entry.objects.bulk_create(new)
    for row in kept:
        changed(row, *_WRITTEN)
    queries.keys_of_entries([row.pk for row in kept]).delete()
    EntryKey.objects.bulk_create(EntryKey(key=key, entry=row) for row in (*created, *kept) for key in row.keys)
    regroup([row.pk for row in (*created, *kept)], at=at)
    if gone:
        dropped(gone, at=at)
