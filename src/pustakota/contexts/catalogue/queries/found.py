"""What machines ask of the catalogue: every title with its date, new titles, what became of one that is gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from pustakota.contexts.catalogue.marc.iso2709 import to_iso2709
from pustakota.contexts.catalogue.marc.json_form import from_json
from pustakota.contexts.catalogue.marc.marcxml import to_marcxml
from pustakota.contexts.catalogue.models import Item, Record
from pustakota.contexts.catalogue.rules.citing import Citations, citations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.catalogue.marc.record import MarcRecord

__all__ = [
    "Citations",
    "Fate",
    "citations",
    "citations_of_many",
    "fate_of",
    "iso2709",
    "marcxml",
    "new_records",
    "new_records_at",
    "new_records_on",
    "newest_change",
    "newest_id",
    "newest_id_until",
    "titles_between",
]  # fmt: skip

MOST_SEARCHED = 5_000
_STEP = 500
_COPIES_OF_ONE = 4
_READ_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Fate:
    """Of a record that was removed for good: the one that stands in its place, where there is one."""

    survivor_id: int | None = None


def fate_of(record_id: int) -> Fate | None:
    """What became of a removed record; nothing where there never was one, or where it is only hidden for a while."""
    rows = Record.objects.filter(pk=record_id, removed_at__isnull=False).values_list("merged_into", flat=True)
    return next((Fate(survivor) for survivor in rows), None)


def _public() -> QuerySet[Record]:
    return Record.objects.filter(is_suppressed=False)


def newest_id() -> int:
    """The highest number of any record; 0 while there is none."""
    return int(Record.objects.aggregate(newest=Max("pk"))["newest"] or 0)


def newest_id_until(at: datetime) -> int:
    """The highest number of the records that came in until then; 0 where there is none. Read from the newest down."""
    rows = Record.objects.filter(made_at__lte=at).order_by("-pk").values_list("pk", flat=True)
    return int(rows.first() or 0)


def newest_change(first: int, last: int) -> datetime | None:
    """When a public record with a number between the two was last changed."""
    found: datetime | None = _public().filter(pk__range=(first, last)).aggregate(at=Max("changed_at"))["at"]
    return found


def titles_between(first: int, last: int) -> Iterator[Record]:
    """Public records with numbers from first to last, by number, with title and last change alone; read in steps."""
    rows = _public().only("pk", "title", "changed_at").order_by("pk").filter(pk__lte=last)
    while batch := list(rows.filter(pk__gte=first)[:_READ_AT_ONCE]):
        yield from batch
        first = batch[-1].pk + 1


def new_records(limit: int) -> list[Record]:
    """What came into the catalogue last, with a copy or without."""
    return list(_with_words().order_by("-pk")[:limit])


def new_records_at(point_id: int, limit: int) -> list[Record]:
    """The titles whose copies came to a place last; of a title with many copies there the newest counts."""
    held = Item.objects.filter(service_point=point_id).exclude(status="withdrawn").order_by("-pk")
    keys = list(dict.fromkeys(held.values_list("record", flat=True)[: limit * _COPIES_OF_ONE]))
    rows = _with_words().in_bulk(keys)
    return [rows[key] for key in keys if key in rows][:limit]


def new_records_on(subject: str, limit: int) -> list[Record]:
    """The newest titles with a subject, among the last ``MOST_SEARCHED`` that came into the catalogue."""
    found: list[int] = []
    rows = _public().order_by("-pk").values_list("pk", "details__subjects")
    newest = newest_id()
    lowest, seen = newest + 1, 0
    while seen < MOST_SEARCHED and len(found) < limit and (batch := list(rows.filter(pk__lt=lowest)[:_STEP])):
        found += [key for key, subjects in batch if subject in (subjects or ())]
        lowest, seen = batch[-1][0], seen + len(batch)
    return list(_with_words().filter(pk__in=found[:limit]).order_by("-pk"))


def _with_words() -> QuerySet[Record]:
    return _public().defer("marc", "original")


def citations(record_id: int, *, address: str) -> Citations | None:
    """A public record as sources are named in texts and exchanged between reference managers."""
    marc = _marc(record_id)
    return citations_of(marc, address=address) if marc else None


def citations_of_many(addresses: Mapping[int, str]) -> list[Citations]:
    """The same of many public records, by record with its address, in their order; one query."""
    rows = dict(_public().filter(pk__in=addresses).values_list("pk", "marc"))
    return [citations_of(from_json(rows[key]), address=address) for key, address in addresses.items() if key in rows]


def iso2709(record_id: int) -> bytes | None:
    """A public record in the exchange form of MARC."""
    marc = _marc(record_id)
    return to_iso2709(marc) if marc else None


def marcxml(record_id: int) -> str | None:
    """A public record as MARCXML."""
    marc = _marc(record_id)
    return to_marcxml(marc) if marc else None


def _marc(record_id: int) -> MarcRecord | None:
    text = _public().filter(pk=record_id).values_list("marc", flat=True).first()
    return from_json(text) if text else None
