"""Close a year for good: its figures are fixed, then the key by which its persons were told apart is destroyed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.insights import permissions, queries, rules
from pustakota.contexts.insights.actions.closing import FIRST_ZONE, close_period
from pustakota.contexts.insights.errors import ClosingRefused
from pustakota.contexts.insights.events import YearKeyDestroyed
from pustakota.contexts.insights.models import DestroyedKey
from pustakota.contexts.participation import actions as participation
from pustakota.contexts.people import actions as people
from pustakota.contexts.visits import actions as visits
from pustakota.foundation import outbox, periods

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.insights.models import ClosedPeriod
    from pustakota.foundation.actors import Actor


def close_year(*, year: int, reason: str, by: Actor, at: datetime) -> DestroyedKey:
    """Fix a year whose months are closed, and destroy its key; done before, it stays as it was.

    The closing is committed first. Where the destruction fails after it, the same call finishes it.
    """
    permissions.may_close(by)
    if before := queries.destroyed_key(year):
        return before
    period = rules.period_around(rules.PeriodKind.YEAR, date(year, 1, 1))
    today = periods.local_day(at, FIRST_ZONE)
    open_months = [month.first for month in queries.open_months(year, today=today)]
    reasons = rules.reasons_not_to_close_for_good(period, open_months=open_months, reason=reason, today=today)
    if reasons:
        raise ClosingRefused(*reasons)
    close_period(period=period, by=by, at=at)
    for earlier in queries.closed_without_persons(year):
        _keep_persons(earlier)
    return _destroy(period, reason=reason.strip(), by=by, at=at)


def _keep_persons(closed: ClosedPeriod) -> None:
    """Months that an earlier release closed kept their numbers, and not yet the facts behind different persons."""
    closed.persons = queries.persons_to_keep(queries.scope_of(queries.period_of(closed), at=closed.closed_at))
    closed.save(update_fields=["persons"])


@transaction.atomic
def _destroy(period: rules.Period, *, reason: str, by: Actor, at: datetime) -> DestroyedKey:
    """What still leads to a person loses its key, so that nothing else of the year can be joined to them."""
    year = period.first.year
    closed = queries.closed_period(period)
    assert closed is not None, "the year is closed before its key is destroyed"
    circulation.drop_keys_of_members(year=year, by=by)
    visits.drop_keys_of_members(year=year, by=by)
    participation.drop_keys_of_persons(year=year, by=by)
    people.destroy_year_key(year=year, by=by, at=at)
    row = DestroyedKey.objects.create(
        year=year, closed_period=closed, destroyed_at=at, destroyed_by=by.account_id, reason=reason
    )
    outbox.announce(YearKeyDestroyed(year=year), at=at)
    return row
