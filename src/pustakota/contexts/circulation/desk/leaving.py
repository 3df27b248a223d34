"""What is lost, and that nothing is owed: two pages of the desk that end something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render

from pustakota.contexts.circulation import actions, permissions, queries
from pustakota.contexts.credentials import permissions as credentials_permissions
from pustakota.contexts.credentials import queries as credentials
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal, WordedReason

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.circulation.models import Loan
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor


def declare_lost(request: HttpRequest, loan_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Asks once, then ends the loan and asks for a replacement."""
    permissions.may_lend(by, at_point)
    loan = _open_loan(loan_id)
    if request.method == "POST":
        charge = actions.declare_lost(loan=loan, at_point=at_point, by=by, at=clock.now())
        return redirect("desk:charge", code=charge.code)
    return render(request, "circulation/desk/declare_lost.html", {"loan": loan, "patron": loan.member})


def _open_loan(loan_id: int) -> Loan:
    loan = queries.loan(loan_id)
    if loan is None or loan.patron_id is None:
        raise Http404
    return loan


def clearance(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Whether a clearance letter can be issued now, and the button that issues it; those of before."""
    credentials_permissions.may_issue(by, at_point.pk)
    patron = people.patron_of_card(card)
    if patron is None:
        raise Http404
    if request.method == "POST":
        try:
            letter = actions.clear_member(patron=patron, at_point=at_point, by=by, at=clock.now())
        except Refusal as refusal:
            return _clearance(request, patron, refusal.worded(), status=422)
        return redirect("desk:letter", code=letter.code)
    return _clearance(request, patron, queries.reasons_not_to_clear(patron), status=200)


def _clearance(request: HttpRequest, patron: Patron, reasons: list[WordedReason], *, status: int) -> HttpResponse:
    letters = credentials.credentials_of([patron.person_id]).filter(kind=credentials.Kind.CLEARANCE)
    context = {"patron": patron, "reasons": reasons, "letters": letters}
    return render(request, "circulation/desk/clearance.html", context, status=status)
