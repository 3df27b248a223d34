"""What those who came said: how many, and counts that nobody is known by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.translation import get_language

from pustakota.contexts.programmes import queries
from pustakota.contexts.programmes.desk.views import occurrence_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def survey(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The answers of one date, question by question."""
    del at_point
    found = occurrence_for(occurrence_id, by)
    results = queries.survey_results(found, language=get_language() or "id")
    return render(request, "programmes/desk/survey.html", {"event": found, "results": results})
