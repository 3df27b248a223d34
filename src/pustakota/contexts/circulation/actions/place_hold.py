"""Reserve a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import permissions, queries, rules
from pustakota.contexts.circulation.actions.overrides import keep_override
from pustakota.contexts.circulation.errors import HoldRefused
from pustakota.contexts.circulation.events import HoldPlaced
from pustakota.contexts.circulation.models import Hold
from pustakota.foundation import locks, outbox, periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.circulation.permissions import Override
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor


@transaction.atomic
def place_hold(
    *,
    record: Record,
    patron: Patron,
    pickup_point: ServicePoint,
    by: Actor,
    at: datetime,
    override: Override | None = None,
) -> Hold:
    """Join the queue for a title, at its end, or refuse with every reason at once."""
    permissions.may_act_for(by, patron)
    patron, record = locks.hold(patron, record)
    today = periods.local_day(at, pickup_point.zone)
    policy = queries.policy_for(
        point=pickup_point,
        patron_type_id=patron.type_id,
        item_type_id=catalogue.item_type_of_record(record.pk),
        today=today,
    )
    if policy is None:
        raise HoldRefused(Reason("no_policy", overridable=False))
    situation = queries.hold_situation(record.pk, patron, pickup_point=pickup_point, today=today)
    reasons = rules.reasons_not_to_hold(situation, policy)
    if remaining := permissions.after_override(reasons, override, by, pickup_point):
        raise HoldRefused(*remaining)
    hold = Hold.objects.create(
        record=record, patron=patron, pickup_point=pickup_point, placed_at=at, placed_by=by.account_id
    )
    if reasons and override:
        keep_override("place_hold", reasons, override, by=by, at_point=pickup_point, at=at)
    placed = HoldPlaced(hold_id=hold.pk, record_id=record.pk, patron_id=patron.pk, service_point_id=pickup_point.pk)
    outbox.announce(placed, at=at)
    return hold
