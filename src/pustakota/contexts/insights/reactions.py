"""What insights does when facts become known, or hours others."""

from collections.abc import Sequence
from datetime import date

from pustakota.contexts.insights import actions
from pustakota.contexts.organisation.events import HoursChanged
from pustakota.contexts.visits.events import PastDayChanged
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.outbox import batched


@batched
def count_by_other_hours(changed: Sequence[HoursChanged]) -> None:
    """A point got other hours: days that ended may be missing now, or no longer."""
    first = {event.service_point_id: date.min for event in changed}
    for point_id in first:
        days = [event.on or event.since for event in changed if event.service_point_id == point_id]
        first[point_id] = min(date.fromisoformat(day) if day else date.min for day in days)
    for point_id, since in first.items():
        actions.count_again_since(point_id=point_id, since=since, by=SYSTEM)


@batched
def count_again(changed: Sequence[PastDayChanged]) -> None:
    """A day that had ended got other numbers."""
    days = {(event.service_point_id, date.fromisoformat(event.on)) for event in changed}
    actions.count_again(days=days, by=SYSTEM)
