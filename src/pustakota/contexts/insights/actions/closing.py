"""Close a month or a year: its figures stay as they are for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from pustakota.contexts.insights import permissions, queries, rules
from pustakota.contexts.insights.errors import ClosingRefused
from pustakota.contexts.insights.events import PeriodClosed
from pustakota.contexts.insights.models import ClosedPeriod
from pustakota.foundation import outbox, periods

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.insights.rules import Period
    from pustakota.foundation.actors import Actor

FIRST_ZONE = "Asia/Jakarta"
"""The zone in which a day ends last."""


def close_period(*, period: Period, by: Actor, at: datetime) -> ClosedPeriod:
    """Keep the figures of a period with their definitions, gaps and fingerprint; closed before, it stays as it was.

    Counting takes longer than a write transaction may last: it is done before, as of this very moment.
    """
    permissions.may_close(by)
    if before := queries.closed_period(period):
        return before
    if reasons := rules.reasons_not_to_close(period, today=periods.local_day(at, FIRST_ZONE)):
        raise ClosingRefused(*reasons)
    document = queries.document_for(period, at=at)
    closed = ClosedPeriod(
        kind=period.kind,
        first=period.first,
        last=period.last,
        closed_at=at,
        closed_by=by.account_id,
        document=rules.canonical(document).decode(),
        persons=queries.persons_to_keep(queries.scope_of(period, at=at)),
        fingerprint=queries.fingerprint_of(document),
    )
    return _written(closed, period, at=at)


def _written(closed: ClosedPeriod, period: Period, *, at: datetime) -> ClosedPeriod:
    """The closing; that of a rival who was quicker."""
    try:
        with transaction.atomic():
            closed.save(force_insert=True)
            first, last = period.first.isoformat(), period.last.isoformat()
            told = PeriodClosed(closed_period_id=closed.pk, kind=period.kind, first=first, last=last)
            outbox.announce(told, at=at)
    except IntegrityError:
        if before := queries.closed_period(period):
            return before
        raise
    return closed
