"""Where there is no phone: the word on the room's display, a list on paper, and what was ticked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.actions import Band, Source
from pustakota.contexts.programmes.desk.views import occurrence_for
from pustakota.foundation import clock, periods
from pustakota.foundation import print as paper
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor

EMPTY_LINES = 12


class TicksForm(forms.Form):
    """Who was ticked on paper, and the numbers beneath."""

    people: Any = forms.MultipleChoiceField(
        label=_("Who came"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    child = forms.IntegerField(label=_("Children"), min_value=0, max_value=10_000, required=False)
    teen = forms.IntegerField(label=_("Teenagers"), min_value=0, max_value=10_000, required=False)
    adult = forms.IntegerField(label=_("Adults"), min_value=0, max_value=10_000, required=False)

    def __init__(self, *given: Any, occurrence: Occurrence, **named: Any) -> None:
        super().__init__(*given, **named)
        rows = [] if occurrence.programme.is_nameless else queries.registrations_at_door(occurrence)
        field: Any = self.fields["people"]
        field.choices = [(str(row.pk), _line(row)) for row in rows if row.status != queries.Status.ATTENDED]
        counted = queries.tally_of(occurrence, "paper")
        for band in Band:
            self.fields[band.value].initial = counted.get(band.value)

    def numbers(self) -> dict[Band, int]:
        return {band: self.cleaned_data[band.value] or 0 for band in Band}


def _line(row: queries.Registration) -> str:
    name = row.person.name if row.person else "–"
    return f"{name} · {row.party}" if row.party > 1 else name


@never_cache
def display(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The word of the room, large, with the QR that leads to it; for the display in the room alone."""
    del at_point
    found = occurrence_for(occurrence_id, by)
    word = queries.word_of_room(found, at=clock.now())
    address = settings.PUBLIC_URL + reverse("public:here", args=[found.pk])
    return render(request, "programmes/desk/display.html", {"event": found, "word": word, "address": address})


def paper_list(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The list on A4: names, seats, a place to sign, and lines for those who just come."""
    del request, at_point
    found = occurrence_for(occurrence_id, by)
    is_nameless = found.programme.is_nameless
    facts = {
        "event": found,
        "rows": [] if is_nameless else queries.registrations_at_door(found),
        "empty": range(0 if is_nameless else EMPTY_LINES),
        "printed_at": periods.local_time(clock.now(), found.service_point.zone),
    }
    made = paper.pdf("programmes/print/attendance.html", facts, language=settings.LANGUAGE_CODE)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="daftar-hadir-{found.pk}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def poster(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One date on A4 for the notice board, a group's too: what, when, where, with whom, and a QR to its page."""
    del request, at_point
    found = occurrence_for(occurrence_id, by)
    if found.state == queries.State.DRAFT:
        raise Http404
    point = found.service_point
    address = settings.PUBLIC_URL + reverse("public:event", args=[found.pk])
    facts = {
        "event": found,
        "programme": found.programme,
        "left": queries.places_left(found),
        "address": address,
        "qr": paper.qr_picture(address),
        "head": organisation.letterhead(point.library, organisation.line_of(point)),
    }
    made = paper.pdf("programmes/print/poster.html", facts, language=settings.LANGUAGE_CODE)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="poster-{found.pk}.pdf"'
    return answer


def ticks(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What was ticked on paper, entered at once."""
    del at_point
    found = occurrence_for(occurrence_id, by)
    form = TicksForm(request.POST or None, occurrence=found)
    if form.is_valid():
        with refusals_on(form):
            noted = actions.note_paper_list(
                occurrence=found,
                registration_ids={int(key) for key in form.cleaned_data["people"]},
                numbers=form.numbers(),
                by=by,
                at=clock.now(),
                source=Source.DESK,
            )
            messages.success(request, gettext("Noted from paper: %(number)s") % {"number": noted})
            return redirect("desk:occurrence", found.pk)
    return render(request, "programmes/desk/ticks.html", {"event": found, "form": form}, status=status_of(form))
