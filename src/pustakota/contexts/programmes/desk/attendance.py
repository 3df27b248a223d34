"""One date at the desk: who is registered, who came, how many, and its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import actions, permissions, queries
from pustakota.contexts.programmes.actions import Method, Source
from pustakota.contexts.programmes.desk.forms import CardForm, CountForm
from pustakota.contexts.programmes.desk.views import occurrence_for
from pustakota.contexts.programmes.errors import UnknownRefused
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor


def occurrence(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Everything about one date."""
    del at_point
    return _page(request, occurrence_for(occurrence_id, by), by)


def _page(request: HttpRequest, found: Occurrence, by: Actor, form: Form | None = None, part: str = "") -> HttpResponse:
    at = clock.now()
    context = {
        "event": found,
        "rows": [(each, queries.position(each)) for each in queries.registrations_of(found)],
        "left": queries.places_left(found),
        "heads": queries.heads(found),
        "has_begun": found.starts_at <= at,
        "may_plan": by.may(permissions.PLAN, found.service_point_id),
        "arrival": form if part == "arrive" and form else CardForm(),
        "registering": form if part == "register" and form else CardForm(),
        "counting": form if part == "count" and form else CountForm(),
    }
    return render(request, "programmes/desk/occurrence.html", context, status=status_of(form) if form else 200)


@require_POST
def arrive(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A card at the door: they are here, registered or not."""
    del at_point
    found, form = occurrence_for(occurrence_id, by), CardForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            person = person_of_card(form.cleaned_data["card"])
            actions.walk_in(occurrence=found, person=person, by=by, at=clock.now(), source=Source.DESK)
            messages.success(request, gettext("Here: %(name)s") % {"name": person.name})
            return redirect("desk:occurrence", found.pk)
    return _page(request, found, by, form, "arrive")


@require_POST
def register(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Somebody who asks at the desk."""
    del at_point
    found, form = occurrence_for(occurrence_id, by), CardForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            made = actions.register(
                occurrence=found,
                person=person_of_card(form.cleaned_data["card"]),
                by=by,
                at=clock.now(),
                party=form.cleaned_data["party"] or 1,
            )
            messages.success(request, f"{made.person.name if made.person else ''}: {made.get_status_display()}")
            return redirect("desk:occurrence", found.pk)
    return _page(request, found, by, form, "register")


@require_POST
def count(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """So many came whose names are not kept."""
    del at_point
    found, form = occurrence_for(occurrence_id, by), CountForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            method = Method.ESTIMATE if form.cleaned_data["is_estimate"] else Method.COUNT
            actions.count(
                occurrence=found,
                number=form.cleaned_data["number"],
                by=by,
                at=clock.now(),
                source=Source.DESK,
                method=method,
            )
            return redirect("desk:occurrence", found.pk)
    return _page(request, found, by, form, "count")


@require_POST
def report(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Close a date for good."""
    del at_point
    found = occurrence_for(occurrence_id, by)
    _told(request, lambda: actions.report(occurrence=found, by=by, at=clock.now()))
    return redirect("desk:occurrence", found.pk)


@require_POST
def answer(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What becomes of one registration: here, not here, yes, no, first, cancelled."""
    del at_point
    found = queries.registration_by_code(code)
    if found is None:
        raise Http404
    permissions.may_host(by, found.occurrence.service_point_id)
    at, because = clock.now(), request.POST.get("because", "")
    wishes: dict[str, Callable[[], object]] = {
        "excuse": lambda: actions.excuse(registration=found, by=by),
        "here": lambda: actions.check_in(registration=found, by=by, at=at, source=Source.DESK),
        "not_here": lambda: actions.undo_check_in(
            registration=found, because=gettext("noted by mistake"), by=by, at=at
        ),
        "approve": lambda: actions.approve(registration=found, by=by, at=at),
        "reject": lambda: actions.reject(registration=found, because=because, by=by, at=at),
        "first": lambda: actions.raise_priority(registration=found, by=by, at=at),
        "cancel": lambda: actions.cancel(registration=found, by=by, at=at, because=because),
    }
    if wish := wishes.get(request.POST.get("wish", "")):
        _told(request, wish)
    return redirect("desk:occurrence", found.occurrence_id)


def _told(request: HttpRequest, act: Callable[[], object]) -> None:
    try:
        act()
    except Refusal as refusal:
        for reason in refusal.worded():
            messages.error(request, str(reason.message))


def person_of_card(card: str) -> Person:
    """Whose card it is; refused where nobody has it."""
    found = people.patron_for_action(card)
    if found is None:
        raise UnknownRefused(Reason("unknown_card", {"card_number": card}, overridable=False))
    return found.person
