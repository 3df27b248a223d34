"""A season on the site: what it is, asking for a place in it as a group, and what became of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pustakota.contexts.spaces import actions, queries
from pustakota.foundation import clock, periods
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.public.asking import family

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.spaces.models import Season

WISHES = 3
"""Wishes that the page asks for."""


class GroupForm(forms.Form):
    """A group, and up to three wishes."""

    group = forms.CharField(label=_("Name of the group"), max_length=120)
    purpose = forms.CharField(label=_("What you do there"), max_length=200)
    people = forms.IntegerField(label=_("How many people come"), min_value=1, max_value=9999)

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = [(str(each.pk), each.name) for each in queries.rooms_for_season(season.service_point)]
        days = list(enumerate(queries.weekday_names()))
        hour = {"type": "time"}
        for n in range(1, WISHES + 1):
            is_first = n == 1
            self.fields |= {
                f"weekday{n}": forms.TypedChoiceField(
                    label=_("Day"), choices=[("", "–"), *days], coerce=int, empty_value=None, required=is_first
                ),
                f"begins{n}": forms.TimeField(
                    label=_("From … o'clock"), widget=forms.TimeInput(attrs=hour, format="%H:%M"), required=is_first
                ),
                f"ends{n}": forms.TimeField(
                    label=_("Until … o'clock"), widget=forms.TimeInput(attrs=hour, format="%H:%M"), required=is_first
                ),
                f"room{n}": forms.ChoiceField(label=_("Room"), choices=[("", _("any room")), *rooms], required=False),
            }

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each wish."""
        names = ("weekday", "begins", "ends", "room")
        return [(n, [self[f"{name}{n}"] for name in names]) for n in range(1, WISHES + 1)]

    def wishes(self) -> list[actions.Wanted]:
        """What was wished for; a row that is not whole is none."""
        given = self.cleaned_data
        return [
            actions.Wanted(
                weekday=given[f"weekday{n}"],
                begins=given[f"begins{n}"],
                ends=given[f"ends{n}"],
                resource=queries.resource(int(given[f"room{n}"])) if given[f"room{n}"] else None,
            )
            for n in range(1, WISHES + 1)
            if None not in {given[f"weekday{n}"], given[f"begins{n}"], given[f"ends{n}"]}
        ]


def season(request: HttpRequest, season_id: int) -> HttpResponse:
    """One season; members ask for a group there while it is asked for."""
    found = queries.season(season_id)
    if found is None:
        raise Http404
    mine = family(request) if request.user.is_authenticated else None
    patron = mine.patrons[0] if mine and mine.patrons else None
    form = GroupForm(request.POST or None, season=found)
    if request.method == "POST" and (mine is None or patron is None):
        raise Http404
    if mine is not None and patron is not None and form.is_valid():
        with refusals_on(form):
            given = {name: form.cleaned_data[name] for name in ("group", "purpose", "people")}
            actions.ask_for_season(
                season=found, patron=patron, wishes=form.wishes(), by=mine.actor, at=clock.now(), **given
            )
            messages.success(request, gettext("Asked. The library decides after the last day of asking."))
            return redirect("public:season", season_id=found.pk)
    today = periods.local_day(clock.now(), found.service_point.zone)
    own = queries.applications_of([each.person_id for each in mine.patrons], found) if mine else []
    context = {
        "season": found,
        "form": form,
        "is_open": found.published_at is None and found.opens_on <= today <= found.closes_on,
        "family": mine,
        "own": [(row, queries.season_days(row)) for row in own],
        "rooms": queries.rooms_for_season(found.service_point),
    }
    return render(request, "public/season.html", context, status=status_of(form))


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """My group does not ask any more."""
    mine, found = family(request), queries.application(code)
    if found is None or found.person_id is None or not mine.actor.acts_for(found.person_id):
        raise Http404
    try:
        actions.withdraw_from_season(application=found, by=mine.actor, at=clock.now())
        messages.success(request, gettext("Withdrawn."))
    except Refusal as refusal:
        for reason in refusal.worded():
            messages.warning(request, str(reason.message))
    return redirect("public:season", season_id=found.season_id)
