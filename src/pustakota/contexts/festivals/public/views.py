"""The schedule of a festival, by day and stage, and as a calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pustakota.contexts.festivals import queries
from pustakota.contexts.programmes import queries as programmes
from pustakota.foundation import calendars, clock, periods

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from pustakota.contexts.festivals.models import Festival
    from pustakota.contexts.programmes.queries import Occurrence


def festivals(request: HttpRequest) -> HttpResponse:
    """All that have a schedule or a call."""
    at = clock.now()
    rows = [(each, queries.is_call_open(each, at=at)) for each in queries.festivals_shown()]
    return render(request, "festivals/public/festivals.html", {"rows": rows})


def festival(request: HttpRequest, festival_id: int) -> HttpResponse:
    """Its published schedule: one day at a time (``hari``), on one stage or all (``panggung``)."""
    found = festival_for(festival_id)
    rows = queries.shown(found)
    days = sorted({_day(found, occurrence) for _session, occurrence in rows})
    chosen = _chosen(request.GET.get("hari", ""), days, found)
    of_day = [pair for pair in rows if _day(found, pair[1]) == chosen]
    stages = sorted({occurrence.place for _session, occurrence in of_day})
    stage = request.GET.get("panggung", "")
    context = {
        "festival": found,
        "days": days,
        "chosen": chosen,
        "stages": stages,
        "stage": stage if stage in stages else "",
        "rows": [pair for pair in of_day if stage not in stages or pair[1].place == stage],
        "stands": queries.stands(found),
        "is_call_open": queries.is_call_open(found, at=clock.now()),
        "closes_on": periods.local_day(found.closes_at, found.programme.service_point.zone),
    }
    return render(request, "festivals/public/festival.html", context)


def _day(found: Festival, occurrence: Occurrence) -> date:
    return periods.local_day(occurrence.starts_at, found.programme.service_point.zone)


def _chosen(given: str, days: list[date], found: Festival) -> date | None:
    """The day that was asked for, else today, else the first."""
    named = next((day for day in days if day.isoformat() == given), None)
    today = periods.local_day(clock.now(), found.programme.service_point.zone)
    return named or (today if today in days else next(iter(days), None))


def schedule_file(request: HttpRequest, festival_id: int) -> HttpResponse:
    """Every session in one calendar file."""
    del request
    found = festival_for(festival_id)
    entries = [_entry(occurrence) for _session, occurrence in queries.shown(found)]
    answer = HttpResponse(calendars.text(entries, name=str(found), at=clock.now()), content_type=calendars.TYPE)
    answer["Content-Disposition"] = f'inline; filename="festival-{found.pk}.ics"'
    return answer


def _entry(occurrence: Occurrence) -> calendars.Entry:
    return programmes.entry_of(occurrence, about=settings.PUBLIC_URL + reverse("public:event", args=[occurrence.pk]))


def festival_for(festival_id: int) -> Festival:
    """A festival that the public may see."""
    found = queries.festival(festival_id)
    if found is None:
        raise Http404
    return found
