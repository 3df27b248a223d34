"""What organisers are, applying, and how far somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from pustakota.contexts.organisers import actions, permissions, queries
from pustakota.contexts.organisers.public.forms import ApplyForm
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, throttle
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisers.models import Organiser, OwnEvent, Terms
    from pustakota.contexts.organisers.rules import Path
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor


def about(request: HttpRequest) -> HttpResponse:
    """The ladder in words, and where one applies."""
    return render(request, "organisers/public/about.html", {"terms": queries.terms_open()})


@login_required
def apply(request: HttpRequest) -> HttpResponse:
    """Apply at one of the points that take applications."""
    by, patron = _who(request)
    terms = queries.terms_open()
    form = ApplyForm(request.POST or None, terms=terms, initial={"point": patron.home_point_id if patron else None})
    if patron is not None and form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            throttle.count(request, "organiser")
            actions.apply(
                person=patron.person,
                at_point=form.points[given["point"]],
                why=given["why"],
                wish=given["wish"],
                experience=given["experience"],
                by=by,
                at=clock.now(),
            )
            messages.success(request, gettext("Sent. The library answers you here and by message."))
            return redirect("public:my_organising")
    context = {"form": form, "terms": terms, "patron": patron}
    return render(request, "organisers/public/apply.html", context, status=status_of(form))


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """My steps at each point, my events, and children who wait for my yes."""
    by, _patron = _who(request)
    reasons = []
    if request.method == "POST":
        try:
            _act(request, by)
            return redirect("public:my_organising")
        except Refusal as refusal:
            reasons = refusal.worded()
    at = clock.now()
    own = queries.organisers_of([by.person_id]) if by.person_id else []
    context = {
        "rows": [_shown(each, at) for each in own],
        "wards": queries.wards_that_wait(by.person_id) if by.person_id else [],
        "reasons": reasons,
        "is_open": bool(queries.terms_open()),
    }
    return render(request, "organisers/public/mine.html", context, status=409 if reasons else 200)


@dataclass(frozen=True, slots=True)
class Shown:
    """How far somebody is at a point, as their page shows it."""

    organiser: Organiser
    path: Path
    terms: Terms
    holds: bool
    standing: str
    events: Sequence[OwnEvent]


def _shown(organiser: Organiser, at: datetime) -> Shown:
    return Shown(
        organiser,
        queries.path_of(organiser, at=at),
        queries.terms_of(organiser.service_point),
        queries.holds(organiser, at=at),
        queries.standing_words(organiser, at=at),
        queries.events_of(organiser),
    )


def _act(request: HttpRequest, by: Actor) -> None:
    found = queries.organiser_by_code(request.POST.get("untuk", "")[:16])
    if found is None:
        raise Http404
    if request.POST.get("wish") == "agree":
        actions.agree_as_guardian(organiser=found, by=by, at=clock.now())
    elif permissions.is_own(by, found):
        actions.withdraw(organiser=found, by=by, at=clock.now())
    else:
        raise Http404


def _who(request: HttpRequest) -> tuple[Actor, Patron | None]:
    assert request.user.is_authenticated
    return people.actor_of(request.user), people.patron_of_account(request.user)
