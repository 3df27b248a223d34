"""Titles with their copies: catalogue, circulation and search on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from ninja import Query, Router

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.foundation.given import GREATEST_KEY
from pustakota.sites.api.labels import labels_of
from pustakota.sites.api.schemas import (
    FacetValue,
    ItemShown,
    PlaceShown,
    RecordFound,
    RecordsAsked,
    RecordsFound,
    RecordShown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from pustakota.contexts.catalogue.models import Item, Record

PAGE_SIZE = 20
COLUMNS = ("title", "subtitle", "responsibility", "authors", "year", "language", "publisher", "isbns",
           "class_number", "class_source", "material", "audience")  # fmt: skip
TEXTS = ("place", "edition", "extent", "summary")
LISTS = ("series", "issns", "subjects", "genres", "notes")
router = Router(tags=["records"])


@router.get("/records", response=RecordsFound, auth=None)
def find_records(request: HttpRequest, asked: Query[RecordsAsked]) -> RecordsFound:  # noqa: ARG001 -- a view
    """Search the catalogue. While there is no index yet, titles that begin with the words answer, without facets."""
    try:
        return _from_index(asked) if search.ready() else _from_database(asked)
    except IndexMissingError:
        return _from_database(asked)


@router.get("/records/{int:record_id}", response=RecordShown, auth=None)
def record(request: HttpRequest, record_id: int) -> RecordShown:  # noqa: ARG001 -- a view
    """One title with its copies and where they are."""
    found = catalogue.record(record_id) if record_id <= GREATEST_KEY else None
    if found is None:
        raise Http404
    return _shown(found)


def _from_index(asked: RecordsAsked) -> RecordsFound:
    wanted = search.SearchRequest(text=asked.q, filters=_filters(asked), page=asked.page, page_size=PAGE_SIZE)
    found = search.search(wanted)
    rows = catalogue.records(found.ids)
    return RecordsFound(
        count=found.count,
        results=_results([rows[key] for key in found.ids if key in rows]),
        facets={name: _facet(name, values) for name, values in found.facets.items()},
        suggestion=found.suggestion,
    )


def _filters(asked: RecordsAsked) -> Mapping[str, Sequence[str]]:
    return {
        "language": asked.language,
        "decade": [str(year) for year in asked.decade],
        "subject": asked.subject,
        "author": asked.author,
        "service_point": [str(key) for key in asked.service_point],
        "available": ["yes"] if asked.available else [],
    }


def _facet(name: str, values: Sequence[tuple[str, int]]) -> list[FacetValue]:
    label = labels_of(name)
    return [FacetValue(value=value, label=label(value), count=count) for value, count in values]


def _from_database(asked: RecordsAsked) -> RecordsFound:
    rows = [row for row in catalogue.records_by_prefix(asked.q) if _answers(row, asked)]
    if asked.available or asked.service_point:
        rows = _with_copies(rows, asked)
    first = (asked.page - 1) * PAGE_SIZE
    results = _results(rows[first : first + PAGE_SIZE])
    return RecordsFound(count=len(rows), results=results, facets={}, suggestion=None)


def _answers(row: Record, asked: RecordsAsked) -> bool:
    return (
        (not asked.language or row.language in asked.language)
        and (not asked.decade or (row.year is not None and row.year // 10 * 10 in asked.decade))
        and (not asked.author or not set(asked.author).isdisjoint(row.authors))
        and (not asked.subject or not set(asked.subject).isdisjoint(row.details.get("subjects", ())))
    )


def _with_copies(rows: Sequence[Record], asked: RecordsAsked) -> list[Record]:
    """Titles with a copy at one of the points, free where only free ones are wanted."""
    keys = [row.pk for row in rows]
    places = circulation.availability(keys) if asked.available else catalogue.copies_by_point(keys)
    wanted = set(asked.service_point)
    return [row for row in rows if (wanted & places[row.pk].keys() if wanted else places[row.pk])]


def _results(rows: Sequence[Record]) -> list[RecordFound]:
    keys = [row.pk for row in rows]
    free, copies = circulation.availability(keys), catalogue.copies_by_point(keys)
    return [
        RecordFound(
            id=row.pk,
            title=row.title,
            authors=row.authors,
            year=row.year,
            language=row.language,
            available=sum(free[row.pk].values()),
            items=sum(copies[row.pk].values()),
        )
        for row in rows
    ]


def _shown(row: Record) -> RecordShown:
    items = list(catalogue.items_of(row.pk))
    statuses = circulation.statuses_of(items)
    return RecordShown(
        id=row.pk,
        **{name: getattr(row, name) for name in COLUMNS},
        **{name: row.details.get(name, "") for name in TEXTS},
        **{name: row.details.get(name, []) for name in LISTS},
        items=[_item(item, *statuses[item.pk]) for item in items],
        holds_waiting=circulation.holds_waiting(row.pk),
    )


def _item(item: Item, status: str, due_on: date | None) -> ItemShown:
    return ItemShown(
        barcode=item.barcode,
        service_point=PlaceShown(id=item.service_point_id, name=item.service_point.name),
        call_number=item.call_number,
        status=status,
        due_on=due_on,
    )
