"""What the catalogue does when facts become known."""

from collections.abc import Sequence

from pustakota.contexts.catalogue import queries
from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.search import actions as search
from pustakota.foundation.outbox import batched

_AT_ONCE = 2_000
"""Records read at once: a bulk change must not fill the memory."""


@batched
def index_records(events: Sequence[RecordsChanged]) -> None:
    """Bring the index up to date with records that changed; those that the public may not see leave it."""
    ids = sorted({record_id for event in events for record_id in event.record_ids})
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        documents = list(queries.search_documents(some))
        search.index_documents(documents)
        if gone := set(some) - {document.id for document in documents}:
            search.remove_documents([("record", record_id) for record_id in gone])
