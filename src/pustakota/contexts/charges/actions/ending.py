"""How a charge ends: paid, replaced, waived, or withdrawn because its cause is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from pustakota.contexts.charges import permissions, rules
from pustakota.contexts.charges.actions.charging import charge as make_charge
from pustakota.contexts.charges.errors import ChargeRefused
from pustakota.contexts.charges.events import ChargeEnded, PaymentReceived
from pustakota.contexts.charges.models import Payment, ReceiptSeries, Why
from pustakota.contexts.charges.rules import Ending
from pustakota.foundation import locks, numbering, outbox, periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.charges.models import Charge, Method
    from pustakota.contexts.organisation.models import PolicyDocument
    from pustakota.foundation.actors import Actor


@transaction.atomic
def pay(
    *, charge: Charge, method: Method, by: Actor, at: datetime, amount: int | None = None, because: str = ""
) -> Payment:
    """Note that the cashier received money: a part, or without an amount all that is still owed, which ends the charge.

    ``because``: a reference such as that of a QRIS payment.
    """
    permissions.may_keep(by, charge.service_point_id)
    charge = _held(charge, Ending.PAY, because)
    received = charge.rest if amount is None else amount
    if reasons := rules.reasons_not_to_receive(amount=received, rest=charge.rest):
        raise ChargeRefused(*reasons)
    charge.paid += received
    charge.method = method
    charge.save(update_fields=["paid", "method"])
    payment = Payment.objects.create(
        charge=charge,
        amount=received,
        method=method,
        receipt=_receipt(charge, at),
        because=because.strip(),
        at=at,
        by_account=by.account_id,
    )
    told = {"charge_id": charge.pk, "service_point_id": charge.service_point_id}
    outbox.announce(PaymentReceived(**told, amount=received, rest=charge.rest), at=at)
    if not charge.rest:
        _ended(charge, Ending.PAY, because, receipt=payment.receipt, by=by, at=at)
    return payment


@transaction.atomic
def ask_in_money(*, charge: Charge, amount: int, basis: PolicyDocument | None, by: Actor, at: datetime) -> Charge:
    """Ask for an amount on a legal basis instead of the thing, since it cannot be replaced; the new charge.

    If what was lost is found again, the new charge is withdrawn as the old one would have been.
    """
    held = _held(charge, Ending.WITHDRAW, gettext("Asked for in money instead."))
    if not held.in_kind or held.person is None:
        raise ChargeRefused(Reason("owed_in_money", overridable=False))
    person = held.person
    _ended(held, Ending.WITHDRAW, gettext("Asked for in money instead."), receipt="", by=by, at=at)
    return make_charge(
        person=person,
        why=Why(held.why),
        amount=amount,
        basis=basis,
        about=held.about,
        at_point=held.service_point,
        by=by,
        at=at,
    )


@transaction.atomic
def settle_in_kind(*, charge: Charge, by: Actor, at: datetime, because: str = "") -> Charge:
    """Note that the replacement arrived; ``because``: what it was, such as the barcode of the new copy."""
    permissions.may_keep(by, charge.service_point_id)
    charge = _held(charge, Ending.SETTLE, because)
    return _ended(charge, Ending.SETTLE, because, receipt=_receipt(charge, at), by=by, at=at)


@transaction.atomic
def waive(*, charge: Charge, because: str, by: Actor, at: datetime) -> Charge:
    """Let somebody off, with the reason that is kept."""
    permissions.may_waive(by, charge.service_point_id)
    return _ended(_held(charge, Ending.WAIVE, because), Ending.WAIVE, because, receipt="", by=by, at=at)


@transaction.atomic
def withdraw(*, charge: Charge, because: str, by: Actor, at: datetime) -> Charge:
    """The cause is gone: what was lost is found. Whoever calls has asked permission."""
    return _ended(_held(charge, Ending.WITHDRAW, because), Ending.WITHDRAW, because, receipt="", by=by, at=at)


def _held(charge: Charge, ending: Ending, because: str) -> Charge:
    held = locks.hold(charge)
    held.service_point = charge.service_point
    reasons = rules.reasons_not_to_end(state=held.state, in_kind=held.in_kind, ending=ending, because=because)
    if reasons:
        raise ChargeRefused(*reasons)
    return held


def _receipt(charge: Charge, at: datetime) -> str:
    year = periods.local_day(at, charge.service_point.zone).year
    return rules.receipt_number(numbering.next_number(ReceiptSeries, "receipt", year=year), year)


def _ended(charge: Charge, ending: Ending, because: str, *, receipt: str, by: Actor, at: datetime) -> Charge:
    charge.state = rules.ENDS[ending]
    charge.because, charge.receipt = because.strip(), receipt
    charge.ended_at, charge.ended_by = at, by.account_id
    charge.save(update_fields=["state", "because", "receipt", "method", "ended_at", "ended_by"])
    outbox.announce(ChargeEnded(charge_id=charge.pk, state=charge.state, about=charge.about), at=at)
    return charge
