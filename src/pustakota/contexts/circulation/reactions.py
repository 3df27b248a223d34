"""What circulation does when facts become known."""

from collections.abc import Sequence
from typing import Any

from pustakota.contexts.circulation import queries
from pustakota.contexts.search import actions as search
from pustakota.foundation.outbox import batched


@batched
def push_availability(events: Sequence[Any]) -> None:
    """Tell the index how many copies of the titles concerned are free, and where."""
    records = {event.record_id for event in events}
    free = queries.availability(records)
    search.set_availability(
        {("record", key): {str(point): n for point, n in points.items()} for key, points in free.items()}
    )
