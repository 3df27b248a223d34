"""Ask something of somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.charges import permissions, rules
from pustakota.contexts.charges.errors import ChargeRefused
from pustakota.contexts.charges.events import ChargeMade
from pustakota.contexts.charges.models import Charge
from pustakota.foundation import outbox, periods

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.charges.models import Why
    from pustakota.contexts.organisation.models import PolicyDocument, ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor

LONGEST_BASIS = 300
"""Characters of a legal basis that stand on receipts."""


@transaction.atomic
def charge(
    *,
    person: Person,
    why: Why,
    at_point: ServicePoint,
    by: Actor,
    at: datetime,
    amount: int | None = None,
    what: str = "",
    worth: int | None = None,
    basis: PolicyDocument | None = None,
    about: str = "",
) -> Charge:
    """Keep that somebody owes an amount on a legal basis, or a thing; how much and what, the caller has decided."""
    permissions.may_keep(by, at_point.pk)
    words = str(basis)[:LONGEST_BASIS] if basis else ""
    today = periods.local_day(at, at_point.zone)
    in_force = basis is not None and basis.is_in_force(today)
    if reasons := rules.reasons_not_to_charge(amount=amount, what=what, legal_basis=words, in_force=in_force):
        raise ChargeRefused(*reasons)
    made = Charge.objects.create(
        person=person,
        service_point=at_point,
        why=why,
        amount=amount,
        what=what.strip(),
        worth=worth,
        basis=basis,
        legal_basis=words,
        about=about,
        made_at=at,
        made_by=by.account_id,
    )
    outbox.announce(ChargeMade(charge_id=made.pk, reason=made.why, service_point_id=at_point.pk, amount=amount), at=at)
    return made
