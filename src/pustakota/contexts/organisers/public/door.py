"""The door of an own event on a phone: who has a seat, who is here, how many more, and the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from pustakota.contexts.credentials import queries as credentials
from pustakota.contexts.organisers import actions, queries
from pustakota.contexts.organisers.actions import Band
from pustakota.contexts.organisers.errors import RightRefused
from pustakota.contexts.organisers.public.forms import AdmissionForm, CountForm, ReportForm
from pustakota.contexts.organisers.public.plans import own_event_for
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import queries as programmes
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisers.models import OwnEvent
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor


@login_required
@never_cache
def door(request: HttpRequest, code: str) -> HttpResponse:
    """The list and what is done with it; once the right has ended, why it has, and nobody's name."""
    found, at = own_event_for(request, code), clock.now()
    if reasons := queries.reasons_against_right(found, at=at):
        context = {"plan": found, "reasons": RightRefused(*reasons).worded()}
        return render(request, "organisers/public/ended.html", context, status=403)
    assert request.user.is_authenticated
    assert found.occurrence is not None
    wish = request.POST.get("wish", "")
    part = forms_of(request, found)
    form = part.get(wish)
    if form is not None and form.is_valid():
        with refusals_on(form):
            said = _act(wish, found, form, people.actor_of(request.user))
            messages.success(request, said)
            return redirect("public:my_plan" if wish == "report" else "public:own_door", code)
    return _page(request, found, found.occurrence, part, form)


class SeatForm(forms.Form):
    """A seat of the list, by its number."""

    seat = forms.IntegerField(min_value=1, max_value=10**15)


def forms_of(request: HttpRequest, found: OwnEvent) -> dict[str, forms.Form]:
    """One form for each thing that is done here; only that which was sent is filled."""
    wish = request.POST.get("wish", "")
    assert found.occurrence is not None
    counted = programmes.tally_of(found.occurrence, queries.counter_of(found))
    made: dict[str, Any] = {
        "here": SeatForm,
        "not_here": SeatForm,
        "admission": AdmissionForm,
        "count": CountForm,
        "report": ReportForm,
    }
    return {
        name: kind(request.POST if name == wish else None, initial=counted if name == "count" else None)
        for name, kind in made.items()
    }


def _act(wish: str, found: OwnEvent, form: forms.Form, by: Actor) -> str:
    given, at = form.cleaned_data, clock.now()
    if wish == "here":
        seat = actions.check_in(event=found, registration_id=given["seat"], by=by, at=at)
    elif wish == "admission":
        seat = actions.check_in_admission(event=found, admission=given["admission"], by=by, at=at)
    elif wish == "not_here":
        actions.undo_check_in(event=found, registration_id=given["seat"], by=by, at=at)
        return gettext("Taken back.")
    elif wish == "count":
        numbers = {band: given[band.value] or 0 for band in Band}
        actions.tally(event=found, numbers=numbers, by=by, at=at)
        return gettext("Counted.")
    else:
        actions.report(event=found, words=given["report"], by=by, at=at)
        return gettext("Reported. Thank you! Names are not shown any more.")
    return gettext("Here: %(name)s") % {"name": credentials.shortened(seat.person.name) if seat.person else "–"}


def _page(
    request: HttpRequest, found: OwnEvent, event: Occurrence, part: dict[str, forms.Form], form: forms.Form | None
) -> HttpResponse:
    at, guests = clock.now(), queries.guests(event)
    context = {
        "plan": found,
        "event": event,
        "guests": guests,
        "seats": sum(guest.party for guest in guests if guest.has_seat),
        "heads": programmes.heads(event),
        "opens_at": queries.check_in_from(event),
        "is_open": at >= queries.check_in_from(event),
        "is_over": at >= event.ends_at,
        "forms": part,
        "refused": form.non_field_errors() if form is not None else None,
    }
    return render(request, "organisers/public/door.html", context, status=status_of(form) if form is not None else 200)
