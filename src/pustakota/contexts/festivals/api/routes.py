"""Festivals and their published schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from ninja import Router

from pustakota.contexts.festivals import queries
from pustakota.contexts.festivals.api.schemas import FestivalShown, ScheduleShown
from pustakota.contexts.programmes import queries as programmes
from pustakota.foundation import clock

if TYPE_CHECKING:
    from pustakota.contexts.festivals.models import Session
    from pustakota.contexts.programmes.queries import Occurrence

router = Router(tags=["festivals"])


@router.get("/festivals", response=list[FestivalShown])
def festivals(request: HttpRequest) -> list[dict[str, object]]:
    """Those with a published schedule or a call for proposals, the latest first."""
    del request
    at = clock.now()
    return [
        {
            "id": each.pk,
            "title": str(each),
            "about": each.programme.about,
            "first_on": each.first_on,
            "last_on": each.last_on,
            "service_point_id": each.programme.service_point_id,
            "version": each.version,
            "call_open": queries.is_call_open(each, at=at),
        }
        for each in queries.festivals_shown()
    ]


@router.get("/festivals/{int:festival_id}/schedule", response=ScheduleShown)
def schedule(request: HttpRequest, festival_id: int) -> dict[str, object]:
    """What is published of a festival's schedule; what staff have drafted since is not in it."""
    del request
    found = queries.festival(festival_id)
    if found is None:
        raise Http404
    days = programmes.Narrowed(programme_id=found.programme_id)
    counted = {each.pk: each for each in programmes.shown_on_days(found.first_on, found.last_on, only=days)}
    sessions = [_session(session, counted.get(date.pk, date)) for session, date in queries.shown(found)]
    return {"festival_id": found.pk, "version": found.version, "sessions": sessions}


def _session(session: Session, occurrence: Occurrence) -> dict[str, object]:
    return {
        "id": session.pk,
        "occurrence_id": occurrence.pk,
        "title": occurrence.name,
        "kind": session.kind,
        "speaker": session.speaker,
        "stage": occurrence.place,
        "start": occurrence.starts_at,
        "end": occurrence.ends_at,
        "state": occurrence.state,
        "registration": occurrence.registration,
        "places_left": programmes.places_left(occurrence),
        "record_ids": [record.pk for record in session.records.all()],
    }
