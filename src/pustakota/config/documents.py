"""What can be found: each kind of thing, the query that yields its search documents, and how the index follows."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.circulation.events import PopularityChanged
from pustakota.contexts.network import queries as network
from pustakota.contexts.network.events import UnionChanged
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.organisation.events import PointChanged
from pustakota.contexts.programmes import queries as programmes
from pustakota.contexts.programmes.events import ProgrammeChanged
from pustakota.contexts.search import actions as search
from pustakota.contexts.search.actions import Document, Entry
from pustakota.contexts.spaces import queries as spaces
from pustakota.contexts.spaces.events import ResourceChanged
from pustakota.foundation import several
from pustakota.foundation.outbox import batched, batched_by
from pustakota.sites.pages import queries as pages
from pustakota.sites.pages.events import PageChanged

BATCH = 1000
DESCRIBED_BY_ONE = 20_000
"""Records for which other processes are not worth their start, of a second or two each."""
MOST_PROCESSES = 3
"""More than these describe no faster than one process writes."""
MESSAGES_AT_ONCE = 100
"""Of up to a thousand records each, as an import announces them: what else waits for the worker gets its turn in less
than a minute then, and after a moment otherwise."""


def records() -> Iterator[Document | Entry]:
    """Every public record, with the copies of it that are free now."""
    helpers = _helpers(several.cores()) if catalogue.has_records(DESCRIBED_BY_ONE) else 0
    return _described_in_turn(catalogue.record_ids_in_batches(BATCH), helpers=helpers)


def _helpers(cores: int) -> int:
    """How many processes describe beside the one that writes; none where they would have no core of their own."""
    return min(cores, MOST_PROCESSES) if several.cores() > 1 else 0


def _described_in_turn(batches: Iterable[Sequence[int]], *, helpers: int) -> Iterator[Document | Entry]:
    """The records of each batch, described by so many processes, or here."""
    if helpers:
        for entries in several.in_order(described_records, batches, processes=helpers):
            yield from entries
    else:
        for record_ids in batches:
            yield from record_documents(record_ids)


def described_records(record_ids: Collection[int]) -> list[Entry]:
    """The same as the index keeps them."""
    return search.described(record_documents(record_ids))


def record_documents(record_ids: Collection[int]) -> Iterator[Document]:
    """These records as far as the public may see them, with the copies of them that are free now, and how popular."""
    free, popular = circulation.availability(record_ids), circulation.popularity(record_ids)
    others_have = network.are_in_union(record_ids)
    for document in catalogue.search_documents(record_ids):
        points = {str(point): copies for point, copies in free[document.id].items()}
        facets = {**document.facets, network.IN_UNION: ["yes"]} if document.id in others_have else document.facets
        popularity = popular.get(document.id, 0)
        says_more = points or popularity or facets is not document.facets
        yield replace(document, availability=points, facets=facets, popularity=popularity) if says_more else document


@batched_by(MESSAGES_AT_ONCE)
def index_records(events: Sequence[RecordsChanged | PopularityChanged]) -> None:
    """Bring the index up to date with records that changed, or are lent more or less than before.

    Those that the public may not see leave it.
    """
    _index_records(sorted({record_id for event in events for record_id in event.record_ids}))


def _index_records(ids: Sequence[int]) -> None:
    seen: set[int] = set()
    beside_an_import = several.cores() - 1
    helpers = _helpers(beside_an_import) if len(ids) >= DESCRIBED_BY_ONE else 0
    batches = (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))

    def documents() -> Iterator[Document | Entry]:  # handed over as one stream, since each commit of the index costs
        for document in _described_in_turn(batches, helpers=helpers):
            seen.add(document.key[1])
            yield document

    search.index_documents(documents())
    if gone := set(ids) - seen:
        search.remove_documents([("record", record_id) for record_id in sorted(gone)])


def points(point_ids: Collection[int] | None = None) -> Iterator[Document]:
    """Places of service, these or all; what is closed for good is left out."""
    for point in organisation.points_in_service():
        if point_ids is None or point.pk in point_ids:
            about = {"title": [point.name], "names": [point.address], "text": [str(point.get_kind_display())]}
            yield Document("point", point.pk, about, language="ind")


@batched
def index_points(events: Sequence[PointChanged]) -> None:
    """Bring the index up to date with places that changed."""
    _bring("point", {event.service_point_id for event in events}, points)


@batched
def index_pages(events: Sequence[PageChanged]) -> None:
    """Bring the index up to date with pages that staff wrote, and took away."""
    _bring("page", {event.page_id for event in events}, pages.search_documents)


@batched
def index_programmes(events: Sequence[ProgrammeChanged]) -> None:
    """Bring the index up to date with programmes that changed."""
    _bring("programme", {event.programme_id for event in events}, programmes.search_documents)


@batched
def index_rooms(events: Sequence[ResourceChanged]) -> None:
    """Bring the index up to date with rooms, machines and equipment that changed."""
    _bring("room", {event.resource_id for event in events}, spaces.search_documents)


def union_titles() -> Iterator[Document]:
    """Every title of the union, with the libraries that have it."""
    for group_ids in network.group_ids_in_batches(BATCH):
        yield from network.search_documents(group_ids)


@batched_by(MESSAGES_AT_ONCE)
def index_union(events: Sequence[UnionChanged]) -> None:
    """Bring the index up to date with titles of the union, and with ours that came into it or left it."""
    groups = {number for event in events for number in event.group_ids}
    _bring("union", groups, network.search_documents)
    if records := sorted({number for event in events for number in event.record_ids}):
        _index_records(records)


def _bring(kind: str, ids: set[int], documents: Callable[[Collection[int]], Iterable[Document]]) -> None:
    found = list(documents(ids))
    search.index_documents(found)
    if gone := ids - {document.id for document in found}:
        search.remove_documents([(kind, number) for number in sorted(gone)])


DOCUMENTS: dict[str, Callable[[], Iterable[Document | Entry]]] = {
    "record": records,
    "point": points,
    "page": pages.search_documents,
    "programme": programmes.search_documents,
    "room": spaces.search_documents,
    "union": union_titles,
}
FOLLOWED = (index_records, index_points, index_pages, index_programmes, index_rooms, index_union)
"""Reactions that bring the index up to date: what waits for them is in a new index anyway."""


def everything() -> Iterator[Document | Entry]:
    """All that can be found, for a rebuild."""
    for documents in DOCUMENTS.values():
        yield from documents()
