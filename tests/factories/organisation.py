"""Libraries and service points for tests."""

from collections.abc import Collection
from datetime import time
from itertools import count

from pustakota.contexts.organisation import actions
from pustakota.contexts.organisation.models import Library, PointKind, ServicePoint
from pustakota.contexts.organisation.rules.calendar import Interval
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW

DAILY = range(7)
OFFICE_HOURS = (Interval(time(8), time(16)),)
numbers = count(1)


def a_library(name: str = "Perpustakaan Umum Kota") -> Library:
    return actions.add_library(name=name, short_name=name[:60], by=SYSTEM)


def a_point(
    *,
    library: Library | None = None,
    name: str = "",
    code: str = "",
    kind: PointKind = PointKind.MAIN,
    zone: str = "Asia/Jakarta",
    is_pickup: bool = True,
    open_on: Collection[int] = DAILY,
) -> ServicePoint:
    """A service point, open daily from 8 to 16 unless told otherwise (weekdays, 0 = Monday)."""
    number = next(numbers)
    point = actions.add_service_point(
        library=library or Library.objects.order_by("pk").first() or a_library(),
        code=code or f"titik-{number}",
        name=name or f"Titik {number}",
        kind=kind,
        zone=zone,
        is_pickup=is_pickup,
        by=SYSTEM,
        at=NOW,
    )
    actions.set_week(point=point, week=dict.fromkeys(open_on, OFFICE_HOURS), by=SYSTEM, at=NOW)
    return point
