"""What stands at a door: now, and what comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Booking, State
from pustakota.contexts.spaces.queries.free import leaves_of, opened
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.contexts.spaces.models import Resource
    from pustakota.contexts.spaces.rules import Span

MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class AtDoor:
    """Now and the rest of today on the clock of the place. ``free_until``: the next booking, or the end of the day.

    ``is_expected``: now belongs to somebody who has not come yet.
    """

    now: Span | None
    is_expected: bool
    next: Sequence[Span]
    is_open: bool
    free_until: datetime | None


def at_door(of: Resource, *, at: datetime) -> AtDoor:
    """What a door shows; three queries."""
    zone = of.service_point.zone
    today = periods.local_day(at, zone)
    spans = opened(of.service_point, today, today)
    rows = Booking.objects.filter(
        claims__resource__in=leaves_of(of),
        claims__blocking=True,
        state__in=rules.HOLDS,
        ends_at__gt=at,
        starts_at__lt=periods.start_of_day(today, zone) + timedelta(days=1),
    )
    found = list(rows.select_related("resource__service_point").distinct().order_by("starts_at", "pk"))
    now = next((row for row in found if row.starts_at <= at), None)
    coming = [row.local for row in found if row.starts_at > at]
    here = next((span for span in spans if span.start <= at < span.end), None)
    return AtDoor(
        now=now.local if now else None,
        is_expected=now is not None and now.state == State.CONFIRMED and now.person_id is not None,
        next=coming[:MOST_SHOWN],
        is_open=here is not None,
        free_until=None if here is None else min([here.end, *(span.start for span in coming)]),
    )
