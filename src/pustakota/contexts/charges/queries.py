"""Questions about what is owed. None of them changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from pustakota.contexts.charges.errors import ForgettingRefused
from pustakota.contexts.charges.models import Charge, Method, Payment, State, Why
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation import periods
from pustakota.foundation import print as paper
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from pustakota.contexts.organisation.models import ServicePoint

__all__ = ["Method", "State", "Why"]


def charge_by_code(code: str) -> Charge | None:
    """The charge of an address."""
    return _charges().filter(code=code).first()


def open_charges(person_ids: Collection[int]) -> QuerySet[Charge]:
    """What these persons still owe, the oldest first."""
    return _charges().filter(person__in=_entries(person_ids), state=State.OPEN).order_by("pk")


def owed_by(person_id: int) -> tuple[int, int]:
    """How many charges of a person are open, and what they come to in rupiah; things owed in kind count as 0."""
    rows = Charge.objects.filter(person__in=_entries([person_id]), state=State.OPEN)
    found = rows.aggregate(number=Count("pk"), rupiah=Coalesce(Sum("amount"), 0))
    return found["number"], found["rupiah"]


def charges_of(person_ids: Collection[int]) -> QuerySet[Charge]:
    """What these persons owe and owed, the newest first."""
    return _charges().filter(person__in=_entries(person_ids)).order_by("-pk")


def open_charge_about(about: str, why: str) -> Charge | None:
    """The open charge that arose from something, as ``loan:17``."""
    return Charge.objects.filter(about=about, why=why, state=State.OPEN).first()


def last_charge_about(about: str) -> Charge | None:
    """The last charge that arose from something, open or ended."""
    return Charge.objects.filter(about=about).order_by("-made_at", "-pk").first()


@dataclass(frozen=True, slots=True)
class Received:
    """A receipt: money, or a replacement (``amount`` is then empty)."""

    charge: Charge
    receipt: str
    amount: int | None
    method: str
    at: datetime
    because: str


def received_on(point: ServicePoint, day: date) -> list[Received]:
    """What was paid or replaced at a point on a day, by receipt: the closing of the day; two queries."""
    first, last = periods.bounds(day, day, point.zone)
    payments = Payment.objects.filter(charge__service_point=point, at__gte=first, at__lt=last)
    replaced = _charges().filter(service_point=point, ended_at__gte=first, ended_at__lt=last, state=State.SETTLED)
    found = [*map(_of_payment, payments.select_related("charge__person", "charge__service_point"))]
    return sorted([*found, *map(_of_replacement, replaced)], key=lambda row: row.receipt)


def received_for(charge: Charge) -> list[Received]:
    """The receipts of one charge, by number."""
    found = [_of_payment(payment) for payment in charge.payments.select_related("charge__service_point").order_by("pk")]
    return [*found, _of_replacement(charge)] if charge.state == State.SETTLED else found


def _of_payment(payment: Payment) -> Received:
    method = payment.get_method_display()
    return Received(payment.charge, payment.receipt, payment.amount, method, payment.at, payment.because)


def _of_replacement(charge: Charge) -> Received:
    assert charge.ended_at is not None, "what was replaced has ended"
    return Received(charge, charge.receipt, None, "", charge.ended_at, charge.because)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is open at a point: money on ``money`` charges, and ``things`` with their known prices."""

    money: int
    rest: int
    things: int
    worth: int


def open_at(point: ServicePoint, *, in_kind: bool | None = None) -> QuerySet[Charge]:
    """What is still owed at a point, the oldest first; of one sort, or all."""
    rows = _charges().filter(service_point=point, state=State.OPEN).order_by("made_at", "pk")
    return rows if in_kind is None else rows.filter(amount__isnull=in_kind)


def owed_at(point: ServicePoint) -> Owed:
    """The totals of the same rows; one query."""
    money, things = Q(amount__isnull=False), Q(amount__isnull=True)
    found = Charge.objects.filter(service_point=point, state=State.OPEN).aggregate(
        money=Count("pk", money),
        rest=Sum(F("amount") - F("paid"), filter=money, default=0),
        things=Count("pk", things),
        worth=Sum("worth", filter=things, default=0),
    )
    return Owed(**found)


def paper_of(receipt: Received) -> bytes:
    """A receipt as PDF, in the language of the country."""
    point = receipt.charge.service_point
    facts = {
        "receipt": receipt,
        "charge": receipt.charge,
        "head": organisation.letterhead(point.library, organisation.line_of(point)),
        "on": periods.local_day(receipt.at, point.zone),
    }
    return paper.pdf("charges/print/receipt.html", facts, language=settings.LANGUAGE_CODE)


def charges_between(first: date, last: date, point: ServicePoint) -> QuerySet[Charge]:
    """Charges made at a point in a span of its days, both included: rows for counting."""
    begins, ends = periods.bounds(first, last, point.zone)
    return Charge.objects.filter(service_point=point, made_at__gte=begins, made_at__lt=ends).order_by("pk")


def kept_about(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """What is kept about a person here, under a heading, in words they can read."""
    return {gettext("Obligations"): [_shown(charge) for charge in charges_of([person_id])]}


def _shown(charge: Charge) -> dict[str, Any]:
    return {
        gettext("why"): charge.get_why_display(),
        gettext("rupiah"): charge.amount,
        gettext("received"): charge.paid or None,
        gettext("in kind"): charge.what,
        gettext("legal basis"): charge.legal_basis,
        gettext("state"): charge.get_state_display(),
        gettext("since"): charge.made_at,
        gettext("receipt"): charge.receipt,
    }


def reasons_not_to_forget(person_id: int) -> ForgettingRefused | None:
    """What is owed stands in the way of forgetting a person."""
    number = open_charges([person_id]).count()
    return ForgettingRefused(Reason("open_charges", {"count": number}, overridable=False)) if number else None


def _charges() -> QuerySet[Charge]:
    return Charge.objects.select_related("person", "service_point__library")


def _entries(person_ids: Collection[int]) -> list[int]:
    """These persons, and what was merged into them."""
    return [key for person_id in person_ids for key in people.entries_of(person_id)]
