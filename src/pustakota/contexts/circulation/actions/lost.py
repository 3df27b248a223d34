"""A copy that a member lost: the loan ends without a return, and a replacement is asked for; found again, it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.charges import actions as charges
from pustakota.contexts.charges import queries as charges_queries
from pustakota.contexts.charges.actions import Why
from pustakota.contexts.circulation import permissions
from pustakota.contexts.circulation.actions import acknowledging
from pustakota.contexts.circulation.errors import LossRefused
from pustakota.contexts.circulation.events import ItemLost
from pustakota.contexts.circulation.queries.clearing import cause_of, lost_loan_of
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.charges.models import Charge
    from pustakota.contexts.circulation.models import Loan
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

LONGEST_TITLE = 300


@transaction.atomic
def declare_lost(*, loan: Loan, at_point: ServicePoint, by: Actor, at: datetime) -> Charge:
    """End a loan whose copy is lost, and ask its member for the same title; no money is asked without a legal basis."""
    permissions.may_lend(by, at_point)
    record, person = loan.item.record, loan.member.person
    item, loan = locks.hold(loan.item, loan)
    if loan.returned_at is not None:
        raise LossRefused(Reason("already_ended", overridable=False))
    loan.returned_at = at
    loan.save(update_fields=["returned_at"])
    catalogue.note_lost(item=item, at=at)
    charge = charges.charge(
        person=person,
        why=Why.LOST,
        what=record.title[:LONGEST_TITLE],
        worth=item.price,
        about=cause_of(loan),
        at_point=at_point,
        by=by,
        at=at,
    )
    lost = ItemLost(
        loan_id=loan.pk,
        item_id=item.pk,
        record_id=item.record_id,
        charge_id=charge.pk,
        service_point_id=at_point.pk,
    )
    outbox.announce(lost, at=at)
    acknowledging.note_lost(loan, item=item, at_point=at_point, at=at)
    return charge


def found_again(item: Item, *, at_point: ServicePoint, by: Actor, at: datetime) -> None:
    """A lost copy lies on the desk: its loan was returned after all, and nothing is owed for it any more."""
    loan = lost_loan_of(item)
    if loan is None:
        return
    loan.returned_at, loan.returned_to = at, at_point
    loan.save(update_fields=["returned_at", "returned_to"])
    if charge := charges_queries.open_charge_about(cause_of(loan), Why.LOST):
        charges.withdraw(charge=charge, because=gettext("The copy was found again."), by=by, at=at)
