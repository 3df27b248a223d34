"""Note what was read in place: books that lie on tables are scanned before they go back to the shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.visits import permissions, queries, rules
from pustakota.contexts.visits.actions.days import announce_if_past
from pustakota.contexts.visits.errors import VisitRefused
from pustakota.contexts.visits.models import InPlaceUse, Method, NotedIn
from pustakota.foundation import locks, periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@transaction.atomic
def note_reading(*, item: Item, at_point: ServicePoint, by: Actor, at: datetime, source: NotedIn) -> InPlaceUse | None:
    """Count a copy left on a table; nothing where it was scanned a moment ago. A copy on loan is refused."""
    permissions.may_note(by, at_point)
    item = locks.hold(item)
    if circulation.open_loan_of_item(item):
        raise VisitRefused(Reason("on_loan", overridable=False))
    if rules.is_same_use(queries.last_use_of(item, at_point), at):
        return None
    return InPlaceUse.objects.create(
        service_point=at_point,
        on=periods.local_day(at, at_point.zone),
        at=at,
        method=Method.SCAN,
        source=source,
        noted_at=at,
        noted_by=by.account_id,
        item=item,
    )


@transaction.atomic
def note_other_reading(
    *,
    copies: int,
    at_point: ServicePoint,
    by: Actor,
    at: datetime,
    source: NotedIn,
    what: str = "",
    method: Method = Method.COUNT,
    read_at: datetime | None = None,
) -> InPlaceUse:
    """Count what carries no barcode (newspapers, magazines) by its number."""
    permissions.may_note(by, at_point)
    read_at = read_at or at
    heads = [rules.Heads("", unstated=copies)]
    if reasons := rules.reasons_not_to_count(heads, happened_at=read_at, at=at):
        raise VisitRefused(*reasons)
    on = periods.local_day(read_at, at_point.zone)
    use = InPlaceUse.objects.create(
        service_point=at_point,
        on=on,
        at=read_at,
        method=method,
        source=source,
        noted_at=at,
        noted_by=by.account_id,
        copies=copies,
        what=what,
    )
    announce_if_past(at_point, on, at=at)
    return use
