"""Days that had ended and changed afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.visits.events import PastDayChanged
from pustakota.foundation import outbox, periods

if TYPE_CHECKING:
    from datetime import date, datetime

    from pustakota.contexts.organisation.models import ServicePoint


def announce_if_past(point: ServicePoint, on: date, *, at: datetime) -> None:
    """Tell who counts days that one of the past is to be counted again."""
    if on < periods.local_day(at, point.zone):
        outbox.announce(PastDayChanged(service_point_id=point.pk, on=on.isoformat()), at=at)
