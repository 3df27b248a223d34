"""Rounds for groups at the desk: a new one, the grid of rooms by days of the week, and publishing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Season
    from pustakota.foundation.actors import Actor


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class SeasonForm(forms.Form):
    """A round: when groups ask, and for which weeks."""

    name = forms.CharField(label=_("Name"), help_text=_("For example: January to June."), max_length=80)
    about = forms.CharField(
        label=_("About it"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    opens_on = _day(_("Groups ask from"))
    closes_on = _day(_("Groups ask until"))
    first_on = _day(_("First day of the season"))
    last_on = _day(_("Last day of the season"))


class GridForm(forms.Form):
    """One press on the grid: nothing is typed."""


def seasons(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The rounds of the point, and a new one."""
    permissions.may_keep(by, at_point.pk)
    form = SeasonForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            made = actions.add_season(at_point=at_point, by=by, **form.cleaned_data)
            return redirect("desk:season", season_id=made.pk)
    context = {"rows": queries.seasons_of(at_point), "form": form, "point": at_point}
    return render(request, "spaces/desk/seasons.html", context, status=status_of(form))


def season(request: HttpRequest, season_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One round: who asks for what, who is given what, and what became of each date."""
    del at_point
    found = queries.season(season_id)
    if found is None:
        raise Http404
    permissions.may_keep(by, found.service_point_id)
    form = GridForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            _press(request, found, by)
            return redirect("desk:season", season_id=found.pk)
    rows = queries.applications(found)
    context = {
        "season": found,
        "form": form,
        "rows": rows,
        "grid": queries.season_grid(found),
        "days": queries.weekday_names(),
        "collides": any(each.collides for each in queries.placed(found)),
        "dates": [(row, queries.season_days(row)) for row in rows] if found.published_at else [],
    }
    return render(request, "spaces/desk/season.html", context, status=status_of(form))


def _press(request: HttpRequest, found: Season, by: Actor) -> None:
    """Give a wish a room, take a place away, or publish it all."""
    given, _, room_key = request.POST.get("beri", "").partition("@")
    if given:
        wish, room = queries.wish(_number(given)), queries.resource(_number(room_key))
        if wish is None or wish.application.season_id != found.pk:
            raise Http404
        wanted = actions.Wanted(weekday=wish.weekday, begins=wish.begins, ends=wish.ends, resource=room)
        actions.allot(application=wish.application, wanted=wanted, by=by)
    elif key := request.POST.get("ambil", ""):
        row = queries.allotment(_number(key))
        if row is None or row.application.season_id != found.pk:
            raise Http404
        actions.take_from(allotment=row, by=by)
    elif "terbitkan" in request.POST:
        actions.publish_season(season=found, by=by, at=clock.now())
        messages.success(request, gettext("Published. Each group is told."))


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 10 else 0
