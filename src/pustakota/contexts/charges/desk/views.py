"""What a member owes, at the desk: making a charge, receiving, waiving; and the closing of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pustakota.contexts.charges import actions, permissions, queries
from pustakota.contexts.charges.actions import Method, Why
from pustakota.contexts.charges.desk.forms import ChargeForm, DayForm, EndForm, OnBasis
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from pustakota.contexts.charges.models import Charge
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

LONGEST, LONGEST_LIST = 100, 500


def charges(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What a member owes and owed, and the form for something new."""
    permissions.may_keep(by, at_point.pk)
    patron = people.patron_of_card(card)
    if patron is None:
        raise Http404
    form = ChargeForm(request.POST or None, today=_today(at_point))
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
        basis=given["basis"],
        at_point=at_point,
        by=by,
        at=clock.now(),
    )


def end(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One charge: its buttons say how it ends."""
    charge = _charge_at(code, by)
    form = EndForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            _end(request.POST.get("wish", ""), charge, form, by)
            return redirect("desk:charge", code=code)
    return _page(request, charge, form, OnBasis(today=_today(at_point)), by)


def _page(request: HttpRequest, charge: Charge, form: EndForm, instead: OnBasis, by: Actor) -> HttpResponse:
    is_open = charge.state == queries.State.OPEN
    context = {
        "charge": charge,
        "patron": people.patron_of_person(charge.person_id) if charge.person_id else None,
        "form": form,
        "may_waive": by.may(permissions.WAIVE, charge.service_point_id),
        "receipts": queries.received_for(charge),
        "instead": instead if is_open and charge.in_kind and instead.fields["basis"].queryset.exists() else None,  # type: ignore[attr-defined]
    }
    return render(request, "charges/desk/charge.html", context, status=status_of(instead if instead.is_bound else form))


def _end(wish: str, charge: Charge, form: EndForm, by: Actor) -> None:
    because, at = form.cleaned_data["because"], clock.now()
    if wish == "waive":
        actions.waive(charge=charge, because=because, by=by, at=at)
    elif charge.in_kind:
        actions.settle_in_kind(charge=charge, because=because, by=by, at=at)
    else:
        method = Method(form.cleaned_data["method"] or Method.CASH)
        actions.pay(charge=charge, amount=form.cleaned_data["amount"], method=method, because=because, by=by, at=at)


def receipts(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What this point received on a day (today), by receipt: the closing of the day."""
    permissions.may_keep(by, at_point.pk)
    given = DayForm(request.GET)
    today = _today(at_point)
    day = (given.cleaned_data["hari"] if given.is_valid() else None) or today
    rows = queries.received_on(at_point, day)
    total = sum(row.amount or 0 for row in rows)
    context = {"rows": rows, "today": day, "total": total, "form": DayForm(initial={"hari": day})}
    return render(request, "charges/desk/receipts.html", context)


@require_POST
def ask_in_money(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The thing cannot be had any more: ask for an amount on a legal basis instead."""
    charge = _charge_at(code, by)
    form = OnBasis(request.POST, today=_today(at_point))
    if form.is_valid():
        with refusals_on(form):
            new = actions.ask_in_money(
                charge=charge,
                amount=form.cleaned_data["amount"] or 0,
                basis=form.cleaned_data["basis"],
                by=by,
                at=clock.now(),
            )
            return redirect("desk:charge", code=new.code)
    return _page(request, charge, EndForm(), form, by)


def receipt(request: HttpRequest, code: str, number: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One receipt on paper."""
    del request, at_point
    found = next((row for row in queries.received_for(_charge_at(code, by)) if row.receipt == number), None)
    if found is None:
        raise Http404
    response = HttpResponse(queries.paper_of(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def open_charges(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What is still owed at this point: the totals, and the rows that they open to."""
    permissions.may_keep(by, at_point.pk)
    sort = request.GET.get("jenis", "")
    rows = queries.open_at(at_point, in_kind={"uang": False, "barang": True}.get(sort))
    context = {"owed": queries.owed_at(at_point), "charges": rows[:LONGEST_LIST], "sort": sort, "number": rows.count()}
    return render(request, "charges/desk/open_charges.html", context)


def _today(point: ServicePoint) -> date:
    return periods.local_day(clock.now(), point.zone)


def _charge_at(code: str, by: Actor) -> Charge:
    charge = queries.charge_by_code(code)
    if charge is None:
        raise Http404
    permissions.may_keep(by, charge.service_point_id)
    return charge
