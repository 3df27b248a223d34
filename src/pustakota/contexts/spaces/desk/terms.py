"""The terms on which things are booked, read back in sentences; and when they are given to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.desk.keeping import LABELS, said_of_changes
from pustakota.contexts.spaces.desk.keeping_forms import BlackoutForm, QuotaForms, TermsForm
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Policy
    from pustakota.foundation.actors import Actor


def every_terms(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """All terms of the network with what they say; a library sets few, and many things share them."""
    permissions.may_keep(by, at_point.pk)
    points = queries.points_by_terms()
    rows = [
        (row, queries.said_of(row), permissions.keeps_shared(by, points.get(row.pk, ()))) for row in queries.policies()
    ]
    return render(request, "spaces/desk/keep_every_terms.html", {"rows": rows})


def keep(request: HttpRequest, terms_id: int | None = None, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Terms, new or changed, with a sentence for each."""
    permissions.may_keep(by, at_point.pk)
    row = _policy(terms_id) if terms_id else None
    permissions.may_keep_shared(by, queries.points_sharing(policy=row.pk) if row else ())
    form = TermsForm(request.POST or None, instance=row)
    quotas = QuotaForms(request.POST or None, initial=_quotas_of(row), prefix="kuota")
    if form.is_valid() and quotas.is_valid():
        with refusals_on(form):
            given = {**form.cleaned_data, "quotas": _given(quotas)}
            if row is None:
                made = actions.add_policy(by=by, **given)
            else:
                made = actions.change_policy(policy=_policy(row.pk), by=by, at=clock.now(), **given)
            return redirect("desk:keep_terms", terms_id=made.pk)
    kept = _policy(terms_id) if terms_id else None
    context = {
        "row": kept,
        "form": form,
        "quotas": quotas,
        "said": [*queries.said_of(kept), *queries.said_of_answers(kept)] if kept else [],
        "used_by": list(queries.resources().filter(policy=kept)) if kept else [],
        "changes": said_of_changes(queries.changes_of(kept), LABELS) if kept else [],
    }
    return render(request, "spaces/desk/keep_terms.html", context, status=status_of(form))


def _given(quotas: Any) -> list[dict[str, Any]]:
    """What was filled in; a line without numbers is none."""
    rows = [each.cleaned_data for each in quotas if each.cleaned_data]
    return [row for row in rows if row.get("most_bookings") or row.get("most_minutes")]


def _quotas_of(row: Policy | None) -> list[dict[str, Any]]:
    if row is None:
        return []
    names = ("per", "scope", "most_bookings", "most_minutes")
    return [dict(zip(names, quota, strict=True)) for quota in row.quotas.order_by("pk").values_list(*names)]


def blackouts(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """When something here is given to nobody; with the bookings that stand in a new one."""
    permissions.may_keep(by, at_point.pk)
    today = _today(at_point)
    form = BlackoutForm(request.POST or None, at_point=at_point, initial={"first_on": today})
    if form.is_valid():
        with refusals_on(form):
            actions.add_blackout(at_point=at_point, by=by, **form.cleaned_data)
            return redirect("desk:blackouts")
    rows = queries.blackouts_ahead(at_point, today)
    context = {"form": form, "rows": [(row, queries.standing_in(row, at=clock.now())) for row in rows]}
    return render(request, "spaces/desk/blackouts.html", context, status=status_of(form))


@require_POST
def end_blackout(request: HttpRequest, blackout_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """It is given again from today on."""
    del request, at_point
    found = queries.blackout(blackout_id)
    if found is None:
        raise Http404
    actions.end_blackout(blackout=found, today=_today(found.service_point), by=by)
    return redirect("desk:blackouts")


def _today(point: ServicePoint) -> date:
    return periods.local_day(clock.now(), point.zone)


def _policy(terms_id: int) -> Policy:
    found = queries.policies().filter(pk=terms_id).first()
    if found is None:
        raise Http404
    return found
