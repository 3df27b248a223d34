"""Keep what days were worth, so that years are added up quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.insights import permissions, queries
from pustakota.contexts.insights.models import CountedDay

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pustakota.contexts.insights.queries import Scope
    from pustakota.foundation.actors import Actor

AT_ONCE = 500


def count_days(*, scope: Scope, by: Actor) -> int:
    """Count each point and day of a scope and keep it; days that are kept stay as they are. The number of days."""
    permissions.may_count(by)
    rows = [
        CountedDay(
            service_point_id=point_id, on=on, is_open=day.is_open, has_facts=bool(day.values), values=dict(day.values)
        )
        for (point_id, on), day in queries.counted_live(scope).items()
    ]
    with transaction.atomic():
        CountedDay.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def count_again(*, days: Iterable[tuple[int, date]], by: Actor) -> None:
    """Drop what is kept of points and days that have changed: they are counted anew when asked for."""
    permissions.may_count(by)
    for point_id, on in days:
        CountedDay.objects.filter(service_point=point_id, on=on).delete()
