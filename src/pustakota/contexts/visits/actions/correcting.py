"""Correct what was noted: the wrong row stays, marked with a reason, and the right one stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.visits import permissions, rules
from pustakota.contexts.visits.actions.days import announce_if_past
from pustakota.contexts.visits.errors import VisitRefused
from pustakota.contexts.visits.models import InPlaceUse, Visit, VisitKind
from pustakota.foundation import locks
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.visits.rules import Heads
    from pustakota.foundation.actors import Actor


@transaction.atomic
def correct_visit(*, visit: Visit, reason: str, by: Actor, at: datetime, heads: Heads | None = None) -> Visit | None:
    """Strike a visit out, or put the right number beside it; the new row, if any."""
    permissions.may_correct(by, visit.service_point_id)
    visit = locks.hold(visit)
    reasons = list(rules.reasons_not_to_correct(is_corrected=visit.corrected_at is not None, reason=reason))
    if heads is not None:
        reasons += rules.reasons_not_to_count([heads], happened_at=visit.at, at=max(at, visit.at))
        if visit.kind == VisitKind.MEMBER:
            reasons.append(Reason("member_has_no_heads", overridable=False))
    if reasons:
        raise VisitRefused(*reasons)
    visit.corrected_at, visit.corrected_by, visit.correction = at, by.account_id, reason.strip()
    visit.save(update_fields=["corrected_at", "corrected_by", "correction"])
    announce_if_past(visit.service_point, visit.on, at=at)
    return _beside(visit, heads, by=by, at=at) if heads else None


def _beside(wrong: Visit, heads: Heads, *, by: Actor, at: datetime) -> Visit:
    return Visit.objects.create(
        service_point=wrong.service_point,
        on=wrong.on,
        at=wrong.at,
        method=wrong.method,
        source=wrong.source,
        noted_at=at,
        noted_by=by.account_id,
        kind=wrong.kind,
        level=heads.level,
        female=heads.female,
        male=heads.male,
        unstated=heads.unstated,
        people=heads.people,
        group_name=wrong.group_name,
        replaces=wrong,
    )


@transaction.atomic
def correct_reading(*, use: InPlaceUse, reason: str, by: Actor, at: datetime) -> InPlaceUse:
    """Strike out what was noted as read in place."""
    permissions.may_correct(by, use.service_point_id)
    use = locks.hold(use)
    if reasons := rules.reasons_not_to_correct(is_corrected=use.corrected_at is not None, reason=reason):
        raise VisitRefused(*reasons)
    use.corrected_at, use.corrected_by, use.correction = at, by.account_id, reason.strip()
    use.save(update_fields=["corrected_at", "corrected_by", "correction"])
    announce_if_past(use.service_point, use.on, at=at)
    return use
