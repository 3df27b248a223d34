"""Those who are recorded, at the desk: who has answered, ticking signed papers, and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.foundation import clock
from pustakota.foundation.actors import EVERYWHERE
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Booking, Recorded
    from pustakota.foundation.actors import Actor


class RecordedForm(forms.Form):
    """Somebody who will be recorded."""

    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    is_child = forms.BooleanField(label=_("Under eighteen: a parent or guardian answers"), required=False)


class WordsForm(forms.Form):
    """What is agreed to."""

    words = forms.CharField(label=_("Words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 8}))


def recorded(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Who is recorded in a session: naming, dropping, and ticking what was signed on paper."""
    del at_point
    booking = _booking(code, by)
    form = RecordedForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            _changed(request, booking, form, by)
            return redirect("desk:recorded", code=code)
    text = queries.recording_text()
    context = {
        "booking": booking,
        "rows": queries.recorded_of(booking),
        "form": form,
        "words": text.words if text else queries.first_words(),
        "may_word": by.may(permissions.KEEP, EVERYWHERE),
    }
    return render(request, "spaces/desk/recorded.html", context, status=status_of(form))


def _changed(request: HttpRequest, booking: Booking, form: RecordedForm, by: Actor) -> None:
    given = form.cleaned_data
    if paper := request.POST.get("paper"):
        guardian = request.POST.get(f"guardian-{paper}", "")
        actions.tick_paper(recorded=_row(booking, paper), guardian=guardian, by=by, at=clock.now())
    elif drop := request.POST.get("drop"):
        actions.drop_recorded(recorded=_row(booking, drop), by=by)
    else:
        actions.name_recorded(booking=booking, name=given["name"], is_child=given["is_child"], by=by)


def recording_text(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The words that those who are recorded agree to; each change is a new version."""
    del at_point
    permissions.may_word_for_all(by)
    text = queries.recording_text()
    words = text.words if text else queries.first_words()
    form = WordsForm(request.POST or None, initial={"words": words})
    if form.is_valid():
        with refusals_on(form):
            actions.word_recording_text(words=form.cleaned_data["words"], by=by, at=clock.now())
            return redirect("desk:recording_text")
    return render(request, "spaces/desk/recording_text.html", {"form": form, "text": text}, status=status_of(form))


def _booking(code: str, by: Actor) -> Booking:
    found = queries.booking_by_code(code)
    if found is None:
        raise Http404
    permissions.may_book(by, found.resource.service_point_id)
    return found


def _row(booking: Booking, given: str) -> Recorded:
    found = queries.recorded_by_code(given)
    if found is None or found.booking_id != booking.pk:
        raise Http404
    return found
