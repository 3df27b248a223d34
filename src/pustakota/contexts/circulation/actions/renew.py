"""Let a member keep an item for longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import permissions, queries, rules
from pustakota.contexts.circulation.actions import acknowledging
from pustakota.contexts.circulation.actions.overrides import keep_override
from pustakota.contexts.circulation.errors import RenewalRefused
from pustakota.contexts.circulation.events import LoanRenewed
from pustakota.contexts.circulation.models import Renewal
from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation import locks, outbox, periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.circulation.models import Loan
    from pustakota.contexts.circulation.permissions import Override
    from pustakota.foundation.actors import Actor


@transaction.atomic
def renew(*, loan: Loan, by: Actor, at: datetime, override: Override | None = None) -> Loan:
    """Renew a loan by the policy that holds now, or refuse with every reason at once."""
    point = loan.service_point
    item = loan.item
    permissions.may_act_for(by, loan.patron)
    if loan.patron is None:  # returned so long ago that nobody knows whose it was
        raise RenewalRefused(Reason("already_returned", overridable=False))
    patron, loan = locks.hold(loan.patron, loan)
    today = periods.local_day(at, point.zone)
    policy = queries.policy_for(point=point, patron_type_id=patron.type_id, item_type_id=item.type_id, today=today)
    if policy is None:
        raise RenewalRefused(Reason("no_policy", overridable=False))
    reasons = rules.reasons_not_to_renew(queries.renewal_situation(loan, patron, today=today), policy)
    if remaining := permissions.after_override(reasons, override, by, point):
        raise RenewalRefused(*remaining)
    open_days = organisation.each_open_day(point, today, rules.last_day_needed(today, policy))
    loan.due_on = rules.renewed_due_date(today, loan.due_on, policy, open_days)
    loan.renewals += 1
    loan.policy_id = policy.id
    loan.save(update_fields=["due_on", "renewals", "policy"])
    Renewal.objects.create(loan=loan, service_point=point, renewed_at=at, due_on=loan.due_on)
    if reasons and override:
        keep_override("renew", reasons, override, by=by, at_point=point, at=at)
    outbox.announce(LoanRenewed(loan_id=loan.pk, item_id=item.pk, service_point_id=point.pk), at=at)
    acknowledging.note_renewed(loan, item=item, at_point=point, at=at)
    return loan
