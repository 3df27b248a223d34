"""What can be found: each kind of thing, the query that yields its search documents, and how the index follows."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.search import actions as search
from pustakota.contexts.search.actions import Document
from pustakota.foundation.outbox import batched_by

BATCH = 2000
MESSAGES_AT_ONCE = 10
"""Of up to a thousand records each: what else waits for the worker gets its turn every few seconds."""


def records() -> Iterator[Document]:
    """Every public record, with the copies of it that are free now."""
    for record_ids in catalogue.record_ids_in_batches(BATCH):
        yield from record_documents(record_ids)


def record_documents(record_ids: Collection[int]) -> Iterator[Document]:
    """These records as far as the public may see them, with the copies of them that are free now."""
    free = circulation.availability(record_ids)
    for document in catalogue.search_documents(record_ids):
        points = {str(point): copies for point, copies in free[document.id].items()}
        yield replace(document, availability=points)


@batched_by(MESSAGES_AT_ONCE)
def index_records(events: Sequence[RecordsChanged]) -> None:
    """Bring the index up to date with records that changed; those that the public may not see leave it."""
    ids = sorted({record_id for event in events for record_id in event.record_ids})
    seen: set[int] = set()

    def documents() -> Iterator[Document]:  # handed over as one stream, since each commit of the index costs
        for start in range(0, len(ids), BATCH):
            for document in record_documents(ids[start : start + BATCH]):
                seen.add(document.id)
                yield document

    search.index_documents(documents())
    if gone := set(ids) - seen:
        search.remove_documents([("record", record_id) for record_id in sorted(gone)])


DOCUMENTS: dict[str, Callable[[], Iterable[Document]]] = {"record": records}


def everything() -> Iterator[Document]:
    """All that can be found, for a rebuild."""
    for documents in DOCUMENTS.values():
        yield from documents()
