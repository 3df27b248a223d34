"""Whoever booked a studio names those who are recorded; they answer by a link of their own, without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import actions, queries
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.spaces.models import Booking
    from pustakota.foundation.actors import Actor


class NameForm(forms.Form):
    """Somebody who will be recorded."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    is_child = forms.BooleanField(label=_("Under eighteen: a parent or guardian answers"), required=False)


class ConsentForm(forms.Form):
    """The answer of whoever has the link."""

    guardian = forms.CharField(label=_("Name of the parent or guardian"), max_length=80, required=False)


@login_required
def recorded_people(request: HttpRequest, code: str) -> HttpResponse:
    """Who is recorded in my session, who has answered, and the link for each."""
    assert request.user.is_authenticated
    by = people.actor_of(request.user)
    booking = _own(code, by)
    form = NameForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            _changed(request, booking, form, by)
            return redirect("public:recorded_people", code=code)
    rows = [
        (row, request.build_absolute_uri(reverse("public:recording_consent", args=[row.code])))
        for row in queries.recorded_of(booking)
    ]
    context = {"booking": booking, "rows": rows, "form": form}
    return render(request, "spaces/public/recorded_people.html", context, status=status_of(form))


def _changed(request: HttpRequest, booking: Booking, form: NameForm, by: Actor) -> None:
    given = form.cleaned_data
    if drop := request.POST.get("drop"):
        found = queries.recorded_by_code(drop)
        if found is None or found.booking_id != booking.pk:
            raise Http404
        actions.drop_recorded(recorded=found, by=by)
    else:
        actions.name_recorded(booking=booking, name=given["name"], is_child=given["is_child"], by=by)


@never_cache
def recording_consent(request: HttpRequest, code: str) -> HttpResponse:
    """What I am asked to agree to, and my answer; only a press answers, never opening the link."""
    found = queries.recorded_by_code(code)
    if found is None:
        return render(request, "spaces/public/recording_consent.html", {"recorded": None}, status=404)
    form = ConsentForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.answer_by_link(
                code=code,
                agrees=request.POST.get("wish") == "agree",
                guardian=form.cleaned_data["guardian"],
                at=clock.now(),
            )
            return redirect("public:recording_consent", code=code)
    text = found.text or queries.recording_text()
    context = {
        "recorded": found,
        "booking": found.booking,
        "words": text.words if text else queries.first_words(),
        "form": form,
    }
    return render(request, "spaces/public/recording_consent.html", context, status=status_of(form))


def _own(code: str, by: Actor) -> Booking:
    found = queries.booking_by_code(code)
    if found is None or found.person_id is None or not by.acts_for(found.person_id):
        raise Http404
    if not queries.records_people(found):
        raise Http404
    return found
