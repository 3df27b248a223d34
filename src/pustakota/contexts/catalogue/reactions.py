"""What the catalogue does when facts become known."""

from collections.abc import Sequence

from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.foundation.outbox import batched


@batched
def index_records(events: Sequence[RecordsChanged]) -> None:
    """Bring the index up to date with records that changed."""
    raise NotImplementedError
