"""Lists of titles as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries import found
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.reading import queries
from pustakota.sites.public.addresses import absolute, address_of, cover_address
from pustakota.sites.public.title_rows import title_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.catalogue.queries.found import Citations
    from pustakota.contexts.reading.models import ReadingList

COVERS = 4
FORMS = {
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
    "bib": ("bibtex", "application/x-bibtex; charset=utf-8"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A title of a list as others read it."""

    row: SafeString
    note: str


@dataclass(frozen=True, slots=True)
class EditedEntry:
    """A title of a list as its owner puts it in order."""

    record: Record
    note: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Announced:
    """A list as an index shows it, with its first covers."""

    reading_list: ReadingList
    covers: Sequence[str]


def entries(reading_list: ReadingList) -> list[Entry]:
    """The titles with cover, availability and note."""
    listed = [(each.record_id, each.note) for each in queries.titles_of(reading_list)]
    records = catalogue.records([key for key, _note in listed])
    points = {str(point.pk): point.name for point in organisation.points_in_service()}
    shown = [(records[key], note) for key, note in listed if key in records]
    rows = title_rows([record for record, _note in shown], points)
    return [Entry(row, note) for row, (_record, note) in zip(rows, shown, strict=True)]


def edited_entries(reading_list: ReadingList) -> list[EditedEntry]:
    listed = queries.titles_of(reading_list)
    records = catalogue.records([each.record_id for each in listed])
    shown = [each for each in listed if each.record_id in records]
    last = len(shown) - 1
    return [
        EditedEntry(records[each.record_id], each.note, is_first=place == 0, is_last=place == last)
        for place, each in enumerate(shown)
    ]


def announced(lists: Sequence[ReadingList]) -> list[Announced]:
    """Each list with the covers of its first titles; one query for all."""
    first = queries.first_records([each.pk for each in lists], COVERS)
    return [Announced(each, [cover_address(key) for key in first[each.pk]]) for each in lists]


def citations(reading_list: ReadingList) -> list[Citations]:
    """The titles as sources, in the list's order."""
    listed = [each.record_id for each in queries.titles_of(reading_list)]
    records = catalogue.records(listed)
    return found.citations_of_many({key: absolute(address_of(records[key])) for key in listed if key in records})
