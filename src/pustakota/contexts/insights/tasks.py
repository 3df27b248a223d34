"""What insights does by the clock."""

import logging
from datetime import date, datetime, timedelta

from pustakota.contexts.insights import actions, queries
from pustakota.contexts.insights.queries import LIVE, Scope
from pustakota.contexts.insights.rules import PeriodKind, period_around
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

log = logging.getLogger(__name__)


def count_days(at: datetime) -> int:
    """Keep the days that are older than some weeks, month by month; the number of days looked at."""
    points = queries.all_points()
    last = periods.local_day(at, "Asia/Jakarta") - LIVE
    first = queries.first_fact_on(points, today=last) if points else None
    counted, month = 0, first or last + timedelta(days=1)
    while month <= last:
        counted += _count_month(Scope(points=points, first=month, last=min(_end_of(month), last)))
        month = _end_of(month) + timedelta(days=1)
    log.info("days of points counted: %s", counted)
    return counted


def _count_month(scope: Scope) -> int:
    if not queries.days_to_count(scope.points, scope.first, scope.last):
        return 0
    return actions.count_days(scope=scope, by=SYSTEM)


def _end_of(day: date) -> date:
    return period_around(PeriodKind.MONTH, day).last
