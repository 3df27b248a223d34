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
    """Keep days that are older than some weeks, month by month, and add up what ended; the number of days looked at."""
    points = queries.all_points()
    last = periods.local_day(at, "Asia/Jakarta") - LIVE
    first = queries.first_fact_on(points, today=last) if points else None
    counted, month = 0, first or last + timedelta(days=1)
    while month <= last:
        counted += _count_month(Scope(points=points, first=month, last=min(_end_of(month), last)))
        month = _end_of(month) + timedelta(days=1)
    log.info("days of points counted: %s", counted)
    if first:
        _keep_periods(first, today=last + LIVE)
    return counted


def _keep_periods(first: date, *, today: date) -> None:
    """Add up what ended and is not added up yet."""
    points = queries.all_points()
    kept = [period for period in queries.periods_to_keep(first, today=today) if not queries.is_kept(period, points)]
    for period in kept:
        actions.keep_period(period=period, by=SYSTEM, today=today)
    actions.drop_periods(but_for=queries.held_against(today), by=SYSTEM)
    log.info("periods added up: %s", len(kept))


def _count_month(scope: Scope) -> int:
    if not queries.days_to_count(scope.points, scope.first, scope.last):
        return 0
    return actions.count_days(scope=scope, by=SYSTEM)


def _end_of(day: date) -> date:
    return period_around(PeriodKind.MONTH, day).last
