"""What those who came said: how many, and counts that nobody is known by; and the link for those in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from pustakota.contexts.programmes import queries
from pustakota.contexts.programmes.desk.views import occurrence_for
from pustakota.foundation import print as paper

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor


def survey(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The answers of one date, question by question."""
    del at_point
    found = occurrence_for(occurrence_id, by)
    results = queries.survey_results(found, language=get_language() or "id")
    context = {"event": found, "results": results, "is_open": queries.has_open_survey(found)}
    return render(request, "programmes/desk/survey.html", context)


def survey_display(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The QR of the questions, large, for the display in the room."""
    del at_point
    found = _asked_in_room(occurrence_id, by)
    return render(request, "programmes/desk/survey_display.html", {"event": found, "address": _address(found)})


def survey_sheet(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The same on a sheet of paper that lies in the room."""
    del request, at_point
    found = _asked_in_room(occurrence_id, by)
    address = _address(found)
    facts = {"event": found, "address": address, "qr": paper.qr_picture(address)}
    made = paper.pdf("programmes/print/survey.html", facts, language=settings.LANGUAGE_CODE)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="pendapat-{found.pk}.pdf"'
    return answer


def _asked_in_room(occurrence_id: int, by: Actor) -> Occurrence:
    found = occurrence_for(occurrence_id, by)
    if not queries.has_open_survey(found):
        raise Http404
    return found


def _address(found: Occurrence) -> str:
    return settings.PUBLIC_URL + reverse("public:open_survey", args=[found.pk, queries.survey_key(found)])
