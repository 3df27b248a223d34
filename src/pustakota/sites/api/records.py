"""Titles with their copies: catalogue, circulation and search on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries import works
from pustakota.contexts.catalogue.queries.unindexed import unindexed
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.errors import IndexMissingError
from pustakota.foundation import clock
from pustakota.foundation.given import GREATEST_KEY
from pustakota.sites.api.labels import labels_of
from pustakota.sites.api.problems import problem
from pustakota.sites.api.schemas import (
    CompletionsAsked,
    CompletionsFound,
    Edition,
    FacetValue,
    ItemShown,
    PlaceShown,
    RecordFound,
    RecordsAsked,
    RecordsFound,
    RecordShown,
    TitleOffered,
)
from pustakota.sites.public import completing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
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
        return _from_index(asked)
    except IndexMissingError:
        return _from_database(asked)


@router.get("/completions", response=CompletionsFound, auth=None)
def completions(
    request: HttpRequest, response: HttpResponse, asked: Query[CompletionsAsked]
) -> CompletionsFound | HttpResponse:
    """What may come while somebody types. An answer may be used again for a minute."""
    if wait := completing.PACE.seconds_to_wait(request.META.get("REMOTE_ADDR", "")):
        return problem(429, headers={"Retry-After": str(wait)})
    response["Cache-Control"] = completing.KEPT
    offered = completing.offered(asked.q)
    return CompletionsFound(
        titles=[
            TitleOffered(id=row.pk, title=row.title, authors=row.authors, year=row.year) for row in offered.records
        ],
        authors=_headings(offered, "author"),
        subjects=_headings(offered, "subject"),
    )


def _headings(offered: completing.Offered, facet: str) -> list[FacetValue]:
    return [FacetValue(value=each.value, label=each.value, count=each.count) for each in offered.of(facet)]


@router.get("/records/{int:record_id}", response=RecordShown, auth=None)
def record(request: HttpRequest, record_id: int) -> RecordShown:  # noqa: ARG001 -- a view
    """One title with its copies and where they are."""
    found = catalogue.record(record_id) if record_id <= GREATEST_KEY else None
    if found is None:
        raise Http404
    return _shown(found)


def _from_index(asked: RecordsAsked) -> RecordsFound:
    wanted = search.SearchRequest(
        text=asked.q, filters=_filters(asked), page=asked.page, page_size=PAGE_SIZE, year=clock.now().year,
        left_out=_left_out(asked), since=asked.year_from, until=asked.year_to,
        by_work=asked.by_work, sort=asked.sort,
    )  # fmt: skip
    found = search.search(wanted)
    more = [key for _kind, key in found.more]
    rows = catalogue.records([*found.ids, *more])
    return RecordsFound(
        count=found.count,
        works=found.works,
        results=_results([rows[key] for key in (*found.ids, *more) if key in rows], partial=set(more)),
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


def _left_out(asked: RecordsAsked) -> Mapping[str, Sequence[str]]:
    return {
        "language": asked.not_language,
        "decade": [str(year) for year in asked.not_decade],
        "subject": asked.not_subject,
        "author": asked.not_author,
        "service_point": [str(key) for key in asked.not_service_point],
        "available": ["yes"] if asked.not_available else [],
    }


def _facet(name: str, values: Sequence[tuple[str, int]]) -> list[FacetValue]:
    label = labels_of(name)
    return [FacetValue(value=value, label=label(value), count=count) for value, count in values]


def _from_database(asked: RecordsAsked) -> RecordsFound:
    rows = [row for row in unindexed(asked.q).records if _answers(row, asked)]
    if asked.available or asked.service_point or asked.not_available or asked.not_service_point:
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
        and _is_of_years(row, asked)
        and not _is_left_out(row, asked)
    )


def _is_of_years(row: Record, asked: RecordsAsked) -> bool:
    years = search.SearchRequest(since=asked.year_from, until=asked.year_to).years
    if years is None:
        return True
    return row.year is not None and (years.first or row.year) <= row.year <= (years.last or row.year)


def _is_left_out(row: Record, asked: RecordsAsked) -> bool:
    return (
        row.language in asked.not_language
        or (row.year is not None and row.year // 10 * 10 in asked.not_decade)
        or not set(asked.not_author).isdisjoint(row.authors)
        or not set(asked.not_subject).isdisjoint(row.details.get("subjects", ()))
    )


def _with_copies(rows: Sequence[Record], asked: RecordsAsked) -> list[Record]:
    """Titles with a copy at one of the points, free where only free ones are wanted, and none where none is wanted."""
    keys = [row.pk for row in rows]
    free, copies = circulation.availability(keys), catalogue.copies_by_point(keys)
    wanted, unwanted = set(asked.service_point), set(asked.not_service_point)
    places = free if asked.available else copies
    if wanted or asked.available:
        rows = [row for row in rows if (wanted & places[row.pk].keys() if wanted else places[row.pk])]
    rows = [row for row in rows if not unwanted & copies[row.pk].keys()]
    return [row for row in rows if not (asked.not_available and free[row.pk])]


def _results(rows: Sequence[Record], partial: Collection[int] = ()) -> list[RecordFound]:
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
            partial=row.pk in partial,
            work=_number(row),
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
        work=_number(row),
        editions=[_edition(edition) for edition in works.editions_of(row)],
        items=[_item(item, *statuses[item.pk]) for item in items],
        holds_waiting=circulation.holds_waiting(row.pk),
    )


def _number(row: Record) -> str | None:
    return None if row.work is None else str(row.work)


def _edition(row: Record) -> Edition:
    return Edition(id=row.pk, title=row.title, year=row.year, language=row.language, material=row.material)


def _item(item: Item, status: str, due_on: date | None) -> ItemShown:
    return ItemShown(
        barcode=item.barcode,
        service_point=PlaceShown(id=item.service_point_id, name=item.service_point.name),
        call_number=item.call_number,
        status=status,
        due_on=due_on,
    )
