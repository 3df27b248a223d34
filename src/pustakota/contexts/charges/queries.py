"""Questions about what is owed. None of them changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from pustakota.contexts.charges.errors import ForgettingRefused
from pustakota.contexts.charges.models import Charge, Method, State, Why
from pustakota.contexts.people import queries as people
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from pustakota.contexts.organisation.models import ServicePoint

__all__ = ["Method", "State", "Why"]


def charge_by_code(code: str) -> Charge | None:
    """The charge of an address."""
    return _charges().filter(code=code).first()


def open_charges(person_ids: Collection[int]) -> QuerySet[Charge]:
    """What these persons still owe, the oldest first."""
    return _charges().filter(person__in=_entries(person_ids), state=State.OPEN).order_by("pk")


def charges_of(person_ids: Collection[int]) -> QuerySet[Charge]:
    """What these persons owe and owed, the newest first."""
    return _charges().filter(person__in=_entries(person_ids)).order_by("-pk")


def open_charge_about(about: str, why: str) -> Charge | None:
    """The open charge that arose from something, as ``loan:17``."""
    return Charge.objects.filter(about=about, why=why, state=State.OPEN).first()


def received_on(point: ServicePoint, day: date) -> QuerySet[Charge]:
    """What was paid or replaced at a point on a day, by receipt: the closing of the day."""
    first, last = periods.bounds(day, day, point.zone)
    rows = _charges().filter(service_point=point, ended_at__gte=first, ended_at__lt=last)
    return rows.filter(state__in=[State.PAID, State.SETTLED]).order_by("receipt")


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
    return Charge.objects.select_related("person", "service_point")


def _entries(person_ids: Collection[int]) -> list[int]:
    """These persons, and what was merged into them."""
    return [key for person_id in person_ids for key in people.entries_of(person_id)]
