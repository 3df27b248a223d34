"""How a charge ends: paid, replaced, waived, or withdrawn because its cause is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.charges import permissions, rules
from pustakota.contexts.charges.errors import ChargeRefused
from pustakota.contexts.charges.events import ChargeEnded
from pustakota.contexts.charges.models import ReceiptSeries
from pustakota.contexts.charges.rules import Ending
from pustakota.foundation import locks, numbering, outbox, periods

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.charges.models import Charge, Method
    from pustakota.foundation.actors import Actor


@transaction.atomic
def pay(*, charge: Charge, method: Method, by: Actor, at: datetime, because: str = "") -> Charge:
    """Note that the cashier received the money; ``because``: a reference such as that of a QRIS payment."""
    permissions.may_keep(by, charge.service_point_id)
    charge = _held(charge, Ending.PAY, because)
    charge.method = method
    return _ended(charge, Ending.PAY, because, receipt=_receipt(charge, at), by=by, at=at)


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
