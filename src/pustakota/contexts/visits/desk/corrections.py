"""Correcting a line of the guest book, or of reading in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pustakota.contexts.visits import actions, permissions, queries
from pustakota.contexts.visits.actions import VisitKind
from pustakota.contexts.visits.desk.forms import CorrectionForm, VisitCorrectionForm
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.visits.models import InPlaceUse, Visit
    from pustakota.foundation.actors import Actor


def visit(request: HttpRequest, visit_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Strike a visit out, or put the right numbers beside it."""
    del at_point
    found = queries.visit(visit_id)
    if found is None:
        raise Http404
    permissions.may_correct(by, found.service_point_id)
    kind = CorrectionForm if found.kind == VisitKind.MEMBER else VisitCorrectionForm
    form = kind(request.POST or None, initial={"level": found.level})
    if form.is_valid():
        heads = form.heads() if isinstance(form, VisitCorrectionForm) else None
        with refusals_on(form):
            actions.correct_visit(visit=found, reason=form.cleaned_data["reason"], heads=heads, by=by, at=clock.now())
            messages.success(request, _("Corrected. The old line stays, struck out."))
            return redirect("desk:guest_book")
    context = {"form": form, "visit": found, "when": _local(found)}
    return render(request, "visits/desk/correct.html", context, status=status_of(form))


def reading(request: HttpRequest, use_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Strike out what was noted as read in place."""
    del at_point
    found = queries.in_place_use(use_id)
    if found is None:
        raise Http404
    permissions.may_correct(by, found.service_point_id)
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.correct_reading(use=found, reason=form.cleaned_data["reason"], by=by, at=clock.now())
            messages.success(request, _("Corrected. The old line stays, struck out."))
            return redirect("desk:reading_in_place")
    context = {"form": form, "use": found, "when": _local(found)}
    return render(request, "visits/desk/correct.html", context, status=status_of(form))


def _local(found: Visit | InPlaceUse) -> datetime:
    return periods.local_time(found.at, found.service_point.zone)
