"""What insights does when facts become known."""

from collections.abc import Sequence
from datetime import date

from pustakota.contexts.insights import actions
from pustakota.contexts.visits.events import PastDayChanged
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.outbox import batched


@batched
def count_again(changed: Sequence[PastDayChanged]) -> None:
    """A day that had ended got other numbers."""
    days = {(event.service_point_id, date.fromisoformat(event.on)) for event in changed}
    actions.count_again(days=days, by=SYSTEM)
