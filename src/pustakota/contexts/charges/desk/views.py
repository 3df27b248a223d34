"""What a member owes, at the desk: making a charge, receiving, waiving; and the closing of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render

from pustakota.contexts.charges import actions, permissions, queries
from pustakota.contexts.charges.actions import Method, Why
from pustakota.contexts.charges.desk.forms import ChargeForm, EndForm
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.charges.models import Charge
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

LONGEST = 100


def charges(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What a member owes and owed, and the form for something new."""
    permissions.may_keep(by, at_point.pk)
    patron = people.patron_of_card(card)
    if patron is None:
        raise Http404
    form = ChargeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            _charge(form, patron, at_point, by)
            return redirect("desk:charges", card=card)
    rows = queries.charges_of([patron.person_id])[:LONGEST]
    context = {"patron": patron, "charges": rows, "form": form}
    return render(request, "charges/desk/charges.html", context, status=status_of(form))


def _charge(form: ChargeForm, patron: Patron, at_point: ServicePoint, by: Actor) -> Charge:
    given = form.cleaned_data
    return actions.charge(
        person=patron.person,
        why=Why(given["why"]),
        amount=given["amount"],
        what=given["what"],
        legal_basis=given["legal_basis"],
        at_point=at_point,
        by=by,
        at=clock.now(),
    )


def end(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One charge: its buttons say how it ends."""
    permissions.may_keep(by, at_point.pk)
    charge = queries.charge_by_code(code)
    if charge is None:
        raise Http404
    form = EndForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            _end(request.POST.get("wish", ""), charge, form, by)
            return redirect("desk:charge", code=code)
    context = {
        "charge": charge,
        "patron": people.patron_of_person(charge.person_id) if charge.person_id else None,
        "form": form,
        "may_waive": by.may(permissions.WAIVE, charge.service_point_id),
    }
    return render(request, "charges/desk/charge.html", context, status=status_of(form))


def _end(wish: str, charge: Charge, form: EndForm, by: Actor) -> None:
    because, at = form.cleaned_data["because"], clock.now()
    if wish == "waive":
        actions.waive(charge=charge, because=because, by=by, at=at)
    elif charge.in_kind:
        actions.settle_in_kind(charge=charge, because=because, by=by, at=at)
    else:
        method = Method(form.cleaned_data["method"] or Method.CASH)
        actions.pay(charge=charge, method=method, because=because, by=by, at=at)


def receipts(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What this point received today, by receipt."""
    permissions.may_keep(by, at_point.pk)
    today = periods.local_day(clock.now(), at_point.zone)
    rows = list(queries.received_on(at_point, today))
    total = sum(charge.amount or 0 for charge in rows)
    context = {"charges": rows, "today": today, "total": total}
    return render(request, "charges/desk/receipts.html", context)
