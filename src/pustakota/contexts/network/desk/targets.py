"""Catalogues that are asked while somebody catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pustakota.contexts.network import actions, permissions, queries
from pustakota.contexts.network.desk.forms import TargetForm, of_target
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.network.models import Target
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def every_target(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """All of them, and a form for one more."""
    del at_point
    permissions.may_keep(by)
    form = TargetForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.add_target(facts=form.cleaned_data, by=by, at=clock.now())
            return redirect("desk:targets")
    shown = {"form": form, "targets": queries.targets(all_of_them=True)}
    return render(request, "network/desk/targets.html", shown, status=status_of(form))


def target(request: HttpRequest, target_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Change one."""
    del at_point
    permissions.may_keep(by)
    row = _known(target_id)
    form = TargetForm(request.POST or None, initial=of_target(row))
    if form.is_valid():
        with refusals_on(form):
            actions.change_target(target=row, facts=form.cleaned_data, by=by, at=clock.now())
            return redirect("desk:targets")
    return render(request, "network/desk/target.html", {"form": form, "target": row}, status=status_of(form))


@require_POST
def remove(request: HttpRequest, target_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Ask it no more."""
    del request, at_point
    actions.remove_target(target=_known(target_id), by=by, at=clock.now())
    return redirect("desk:targets")


def _known(target_id: int) -> Target:
    row = queries.target(target_id)
    if row is None:
        raise Http404
    return row
