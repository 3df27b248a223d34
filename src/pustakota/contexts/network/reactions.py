"""What the network does when facts become known."""

from collections.abc import Sequence

from pustakota.contexts.catalogue import events as catalogue
from pustakota.contexts.network import actions, queries
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.outbox import BATCH_LIMIT, batched_by

_AT_ONCE = 250
_MESSAGES = 2


def _messages_at_once() -> int:
    """Each may stand for a thousand titles to match; where nothing is harvested all are put aside together."""
    return _MESSAGES if queries.is_kept() else BATCH_LIMIT


@batched_by(_messages_at_once)
def follow_records(events: Sequence[catalogue.RecordsChanged]) -> None:
    """Titles of ours that changed are matched anew; where nothing is harvested, nothing is kept of them."""
    if not queries.is_kept():
        return
    ids = sorted({record_id for event in events for record_id in event.record_ids})
    for begin in range(0, len(ids), _AT_ONCE):
        actions.follow_records(record_ids=ids[begin : begin + _AT_ONCE], by=SYSTEM, at=clock.now())
