"""Festivals at the desk: the list, setting one up, and what stands of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from pustakota.contexts.festivals import actions, permissions, queries
from pustakota.contexts.festivals.desk.forms import FestivalForm, RoomForm, StandForm
from pustakota.contexts.festivals.models import Stage
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.festivals.models import Festival
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def festivals(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Those of this point."""
    permissions.may_host(by, at_point.pk)
    rows = queries.festivals().filter(programme__service_point=at_point)
    context = {"rows": rows, "may_plan": by.may(permissions.PLAN, at_point.pk)}
    return render(request, "festivals/desk/festivals.html", context)


def new_festival(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A new one, with its call."""
    permissions.may_plan(by, at_point.pk)
    with timezone.override(ZoneInfo(at_point.zone)):
        form = FestivalForm(request.POST or None)
        if form.is_valid():
            with refusals_on(form):
                made = actions.call_festival(at_point=at_point, by=by, at=clock.now(), **form.cleaned_data)
                return redirect("desk:festival", made.pk)
        return render(request, "festivals/desk/festival_form.html", {"form": form}, status=status_of(form))


def edit_festival(request: HttpRequest, festival_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Other words, days, or times of the call."""
    del at_point
    found = festival_for(festival_id, by)
    permissions.may_plan(by, found.programme.service_point_id)
    zone = found.programme.service_point.zone
    with timezone.override(ZoneInfo(zone)):
        known = {name: getattr(found, name) for name in ("first_on", "last_on", "call")}
        known |= {name: periods.local_time(getattr(found, name), zone) for name in ("opens_at", "closes_at")}
        known |= {"title": found.programme.title, "about": found.programme.about}
        form = FestivalForm(request.POST or None, initial=known)
        if form.is_valid():
            with refusals_on(form):
                actions.change_festival(festival=found, by=by, at=clock.now(), **form.cleaned_data)
                return redirect("desk:festival", found.pk)
        context = {"form": form, "festival": found}
        return render(request, "festivals/desk/festival_form.html", context, status=status_of(form))


def festival(request: HttpRequest, festival_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Proposals with their points, stages, stands; each wish is a form of its own."""
    del at_point
    found = festival_for(festival_id, by)
    wish = request.POST.get("wish", "")
    rooms = spaces.resources().filter(service_point=found.programme.service_point_id)
    forms: dict[str, Form] = {
        "stage": RoomForm(request.POST if wish == "stage" else None, rooms=rooms),
        "stand": StandForm(request.POST if wish == "stand" else None, rooms=rooms),
    }
    if request.POST.get("drop", "").isdecimal():
        _drop(found, int(request.POST["drop"][:18]), by)
        return redirect("desk:festival", found.pk)
    form = forms.get(wish)
    if form is not None and form.is_valid():
        with refusals_on(form):
            _add(wish, found, form, by)
            return redirect("desk:festival", found.pk)
    context = {
        "festival": found,
        "proposals": queries.proposals(found),
        "stages": queries.stages(found),
        "stands": queries.stands(found),
        "may_plan": by.may(permissions.PLAN, found.programme.service_point_id),
        "refused": form.non_field_errors() if form is not None else None,
        "forms": forms,
    }
    return render(request, "festivals/desk/festival.html", context, status=status_of(form) if form else 200)


def _drop(found: Festival, stand_id: int, by: Actor) -> None:
    stand = next((each for each in queries.stands(found) if each.pk == stand_id), None)
    if stand is None:
        raise Http404
    actions.drop_stand(stand=stand, by=by, at=clock.now())


def _add(wish: str, found: Festival, form: Form, by: Actor) -> None:
    given = form.cleaned_data
    if wish == "stage":
        actions.keep_stage(stage=Stage(festival=found, name=given["name"].strip(), resource=given["room"]), by=by)
    else:
        actions.add_stand(festival=found, by=by, at=clock.now(), **given)


def festival_for(festival_id: int, by: Actor) -> Festival:
    """One that the actor may host; else 404, or 403 at another point."""
    found = queries.festival(festival_id)
    if found is None:
        raise Http404
    permissions.may_host(by, found.programme.service_point_id)
    return found
