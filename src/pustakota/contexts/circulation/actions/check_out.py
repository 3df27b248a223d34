"""Lend an item to a member."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.circulation import permissions, queries, rules
from pustakota.contexts.circulation.actions import acknowledging, lost, shelf
from pustakota.contexts.circulation.actions.overrides import keep_override
from pustakota.contexts.circulation.errors import LendingRefused
from pustakota.contexts.circulation.events import HoldEnded, ItemLent
from pustakota.contexts.circulation.models import Hold, Loan
from pustakota.contexts.circulation.rules import HoldEvent, HoldStatus, next_status
from pustakota.contexts.circulation.rules.lending import FOUND_AGAIN
from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation import locks, outbox, periods
from pustakota.foundation.reasons import Reason
from pustakota.foundation.writing import inserted

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.circulation.models import Source
    from pustakota.contexts.circulation.permissions import Override
    from pustakota.contexts.circulation.queries import Queue
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

REPEATED_WITHIN = timedelta(minutes=5)
"""The same loan asked again this soon by the same desk is the same loan: an answer got lost on the way."""


@transaction.atomic
def check_out(
    *,
    item: Item,
    patron: Patron,
    at_point: ServicePoint,
    by: Actor,
    at: datetime,
    source: Source,
    override: Override | None = None,
) -> Loan:
    """Lend an item, or refuse with every reason at once."""
    permissions.may_lend(by, at_point)
    patron = locks.hold(patron)
    item = locks.hold_with(item, "record")
    today = periods.local_day(at, at_point.zone)
    policy = queries.policy_for(point=at_point, patron_type_id=patron.type_id, item_type_id=item.type_id, today=today)
    if policy is None:
        raise LendingRefused(Reason("no_policy", overridable=False))
    situation, queue, open_loan = queries.lending_situation(item, patron, policy=policy, today=today)
    if open_loan and _is_repeated(open_loan, patron, by, at):
        return open_loan
    reasons = rules.reasons_not_to_lend(situation, policy)
    if remaining := permissions.after_override(reasons, override, by, at_point):
        raise LendingRefused(*remaining)
    open_days = organisation.each_open_day(at_point, today, rules.last_day_needed(today, policy))
    loan = Loan(
        item=item,
        patron=patron,
        service_point=at_point,
        policy=queries.row_of(policy),
        lent_at=at,
        lent_by=by.account_id,
        due_on=rules.due_date(today, policy, open_days),
        source=source,
    )
    inserted(loan)
    if reasons and override:
        keep_override("check_out", reasons, override, by=by, at_point=at_point, at=at)
    if item.status in FOUND_AGAIN:
        lost.found_again(item, at_point=at_point, by=by, at=at)
        catalogue.note_found(item=item, at=at)
    ended = _settle_holds(queue, item, patron, at)
    lent = ItemLent(
        loan_id=loan.pk,
        item_id=item.pk,
        record_id=item.record_id,
        patron_id=patron.pk,
        service_point_id=at_point.pk,
    )
    outbox.announce(lent, *ended, at=at)
    acknowledging.note_lent(loan, item=item, patron=patron, at_point=at_point, at=at)
    return loan


def _is_repeated(loan: Loan, patron: Patron, by: Actor, at: datetime) -> bool:
    same = loan.patron_id == patron.pk and loan.lent_by == by.account_id
    return same and at - loan.lent_at <= REPEATED_WITHIN


def _settle_holds(queue: Queue, item: Item, patron: Patron, at: datetime) -> list[HoldEnded]:
    """Fulfil the member's own hold; a hold of somebody else that this copy was kept for waits again, in its place."""
    for hold in queue.left_on_shelf(item):
        Hold.objects.filter(pk=hold.pk).update(on_shelf=False)
    kept = queue.captured(item)
    if kept and kept.patron_id != patron.pk:
        Hold.objects.filter(pk=kept.pk).update(
            status=HoldStatus.WAITING, item=None, on_shelf=False, ready_at=None, pick_up_by=None
        )
    own = queue.of_patron(patron.pk)
    if own is None:
        return []
    status = next_status(HoldStatus(own.status), HoldEvent.COLLECTED)
    took_another = own.item_id is not None and own.item_id != item.pk
    Hold.objects.filter(pk=own.pk).update(status=status, ended_at=at, on_shelf=own.on_shelf and took_another)
    if took_another:  # the copy that was kept serves the next, or is left on the shelf to be put back
        shelf.pass_on(own, at=at)
    return [HoldEnded(hold_id=own.pk, record_id=own.record_id, patron_id=patron.pk, status=str(status))]
