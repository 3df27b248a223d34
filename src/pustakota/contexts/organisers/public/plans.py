"""Planning an event from one's own pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.catalogue.queries.by_words import titles_by_words
from pustakota.contexts.organisers import actions, permissions, queries
from pustakota.contexts.organisers.public.forms import PlanForm
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation import clock, periods
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisers.models import Organiser, OwnEvent
    from pustakota.foundation.actors import Actor

OFFERED = 6
STEPS: dict[str, Callable[..., OwnEvent]] = {
    "send": actions.send,
    "announce": actions.announce_alone,
    "back": actions.take_back,
    "drop": actions.drop,
}


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """A new event; for those whose credential holds."""
    by = _by(request)
    organiser = _organiser(by, request)
    if organiser is None:
        return redirect("public:my_organising")
    form = _form(request, organiser, None)
    if form.is_valid():
        with refusals_on(form):
            made = actions.draft(organiser=organiser, by=by, at=clock.now(), **form.said())
            return redirect("public:my_plan", made.code)
    context = {"form": form, "organiser": organiser, **_free(request, organiser, None)}
    return render(request, "organisers/public/plan.html", context, status=status_of(form))


@login_required
@never_cache
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """An event of mine: change it while it is a draft, send it, see what became of it."""
    by, found = _by(request), own_event_for(request, code)
    wish = request.POST.get("wish", "")
    if request.method == "POST" and wish in ("link", "unlink", "back", "drop"):
        return _without_form(request, found, wish, by)
    form = _form(request, found.organiser, found)
    if form.is_valid():
        with refusals_on(form):
            actions.change(event=found, by=by, at=clock.now(), **form.said())
            if wish in STEPS:
                STEPS[wish](event=own_event_for(request, code), by=by, at=clock.now())
            messages.success(request, _words(wish))
            return redirect("public:my_plan", code)
    return _page(request, own_event_for(request, code), form)


def _words(wish: str) -> str:
    said = {
        "send": gettext("Sent. The library looks at it and answers."),
        "announce": gettext("Announced: it stands in the calendar, and the room is yours."),
        "back": gettext("It is a draft again."),
        "drop": gettext("Dropped."),
    }
    return said.get(wish, gettext("Kept."))


def _without_form(request: HttpRequest, found: OwnEvent, wish: str, by: Actor) -> HttpResponse:
    try:
        if wish in ("link", "unlink"):
            key = request.POST.get("record", "")
            record = catalogue.record(int(key[:18])) if key.isdecimal() else None
            if record is None:
                raise Http404
            act = actions.link_title if wish == "link" else actions.unlink_title
            act(event=found, record=record, by=by)
        else:
            STEPS[wish](event=found, by=by, at=clock.now())
            messages.success(request, _words(wish))
    except Refusal as refusal:
        for reason in refusal.worded():
            messages.error(request, reason.message)
    return redirect("public:my_plan", found.code)


def _page(request: HttpRequest, found: OwnEvent, form: PlanForm) -> HttpResponse:
    at, words = clock.now(), request.GET.get("q", "").strip()[:100]
    linked = list(found.titles.all())
    offered = [each for each in titles_by_words(words, most=OFFERED)[0] if each not in linked]
    context: dict[str, Any] = {
        "plan": found,
        "form": form,
        "organiser": found.organiser,
        "linked": linked,
        "words": words,
        "offered": offered,
        "runs": found.occurrence is not None and not queries.reasons_against_right(found, at=at),
        **_free(request, found.organiser, found),
    }
    return render(request, "organisers/public/plan.html", context, status=status_of(form))


def _form(request: HttpRequest, organiser: Organiser, found: OwnEvent | None) -> PlanForm:
    opened = [room.pk for room in queries.rooms_of(queries.terms_of(organiser.service_point))]
    rooms = spaces.resources().filter(pk__in=opened)
    return PlanForm(request.POST or None, rooms=rooms, zone=organiser.service_point.zone, plan=found)


def _free(request: HttpRequest, organiser: Organiser, found: OwnEvent | None) -> dict[str, Any]:
    """The rooms and when they are free on the day that is asked, planned, or a week from now."""
    point, at = organiser.service_point, clock.now()
    day = _day(request.GET.get("hari", ""))
    if day is None:
        planned = found.starts_at if found and found.starts_at else at + timedelta(days=7)
        day = periods.local_day(planned, point.zone)
    return {"day": day, "free": queries.free_times(queries.terms_of(point), day, at=at)}


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None


def _organiser(by: Actor, request: HttpRequest) -> Organiser | None:
    """As whom somebody plans: at the point that is named, else the first at which their credential holds."""
    at = clock.now()
    own = queries.live_organisers_of([by.person_id]) if by.person_id else []
    valid = [each for each in own if queries.holds(each, at=at)]
    named = request.GET.get("untuk", "")
    return next((each for each in valid if each.code == named), valid[0] if valid else None)


def own_event_for(request: HttpRequest, code: str) -> OwnEvent:
    """An event of whoever is signed in; of anybody else's nobody learns that it is there."""
    found = queries.own_event(code)
    if found is None or not permissions.is_own(_by(request), found.organiser):
        raise Http404
    return found


def _by(request: HttpRequest) -> Actor:
    assert request.user.is_authenticated
    return people.actor_of(request.user)
