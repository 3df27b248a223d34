"""Applications, those in training and organisers at the desk; and who watched an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from pustakota.contexts.organisers import actions, permissions, queries
from pustakota.contexts.organisers.desk.forms import BecauseForm, GuardianForm, WordsForm
from pustakota.contexts.organisers.models import State
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import queries as programmes
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.organisers.models import Organiser
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor


def organisers(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What waits here, who learns, who organises."""
    permissions.may_host(by, at_point.pk)
    at = clock.now()
    terms = queries.terms_of(at_point)
    context = {
        "terms": terms,
        "waiting": queries.waiting_at(at_point.pk),
        "applied": queries.organisers_at(at_point.pk, State.APPLIED),
        "training": [
            (each, queries.path_of(each, at=at)) for each in queries.organisers_at(at_point.pk, State.TRAINING)
        ],
        "organising": [
            (each, queries.holds(each, at=at), queries.standing_words(each, at=at))
            for each in queries.organisers_at(at_point.pk, State.ORGANISER)
        ],
        "running": [(each, queries.holds(each.organiser, at=at)) for each in queries.running_at(at_point.pk)],
        "may_plan": by.may(permissions.PLAN, at_point.pk),
    }
    return render(request, "organisers/desk/organisers.html", context)


def organiser(request: HttpRequest, organiser_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One of them: answer, note a guardian, give, renew and revoke the credential, raise and lower the level."""
    del at_point
    found = _organiser(organiser_id, by)
    wish, guardians = request.POST.get("wish", ""), _guardians(found)
    given = request.POST or None
    made: dict[str, forms.Form] = {
        **dict.fromkeys(("accept", "decline"), WordsForm(given if wish in ("accept", "decline") else None)),
        "guardian": GuardianForm(
            given if wish == "guardian" else None, guardians=[(each.pk, each.name) for each in guardians]
        ),
        "revoke": BecauseForm(given if wish == "revoke" else None),
        **{name: forms.Form(given if wish == name else None) for name in ("credit", "raise", "lower")},
    }
    form = made.get(wish)
    if form is not None and form.is_valid():
        with refusals_on(form):
            _act(wish, found, form, guardians, by)
            return redirect("desk:organiser", found.pk)
    at = clock.now()
    context = {
        "organiser": found,
        "path": queries.path_of(found, at=at),
        "terms": queries.terms_of(found.service_point),
        "watched": queries.watched_by(found),
        "holds": queries.holds(found, at=at),
        "standing": queries.standing_words(found, at=at),
        "reported": queries.reported_events(found),
        "events": queries.events_of(found),
        "patron": people.patron_of_person(found.person_id) if found.person_id else None,
        "guardians": guardians,
        "forms": made,
        "refused": form.non_field_errors() if form is not None else None,
    }
    status = status_of(form) if form is not None else 200
    return render(request, "organisers/desk/organiser.html", context, status=status)


def _organiser(organiser_id: int, by: Actor) -> Organiser:
    found = queries.organiser(organiser_id)
    if found is None:
        raise Http404
    permissions.may_plan(by, found.service_point_id)
    return found


def _guardians(found: Organiser) -> list[Person]:
    patron = people.patron_of_person(found.person_id) if found.person_id else None
    return list(people.guardians_of(patron)) if patron else []


def _act(wish: str, found: Organiser, form: forms.Form, guardians: list[Person], by: Actor) -> None:
    given, at = form.cleaned_data, clock.now()
    if wish == "accept":
        actions.accept(organiser=found, words=given["words"], by=by, at=at)
    elif wish == "decline":
        actions.decline(organiser=found, words=given["words"], by=by, at=at)
    elif wish == "guardian":
        guardian = next(each for each in guardians if each.pk == given["guardian"])
        actions.note_guardian(organiser=found, guardian=guardian, by=by, at=at)
    elif wish == "credit":
        actions.credit(organiser=found, by=by, at=at)
    elif wish == "revoke":
        actions.revoke(organiser=found, because=given["because"], by=by, at=at)
    elif wish == "raise":
        actions.raise_level(organiser=found, by=by, at=at)
    else:
        actions.lower_level(organiser=found, by=by, at=at)


def watching(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Who in training was at this event beside staff: one press each."""
    del at_point
    event = programmes.occurrence(occurrence_id)
    if event is None:
        raise Http404
    permissions.may_host(by, event.service_point_id)
    trainees, reasons = queries.organisers_at(event.service_point_id, State.TRAINING), []
    if request.method == "POST":
        chosen = next((each for each in trainees if each.code == request.POST.get("untuk")), None)
        if chosen is None:
            raise Http404
        try:
            if request.POST.get("wish") == "undo":
                actions.unwatch(organiser=chosen, occurrence=event, by=by)
            else:
                actions.watch(organiser=chosen, occurrence=event, by=by, at=clock.now())
            messages.success(request, gettext("Noted."))
            return redirect("desk:event_trainees", occurrence_id)
        except Refusal as refusal:
            reasons = refusal.worded()
    noted = queries.watchers_at(event)
    context = {"event": event, "rows": [(each, each.pk in noted) for each in trainees], "reasons": reasons}
    return render(request, "organisers/desk/watching.html", context, status=409 if reasons else 200)
