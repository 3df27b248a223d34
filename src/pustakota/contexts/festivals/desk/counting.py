"""All sessions of a festival in one sum, which opens to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from pustakota.contexts.festivals import queries
from pustakota.contexts.festivals.desk.views import festival_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def roll_up(request: HttpRequest, festival_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The sum, and each session beneath it."""
    del at_point
    found = festival_for(festival_id, by)
    rows = queries.counted(found)
    total = queries.roll_up(rows)
    context = {
        "festival": found,
        "rows": rows,
        "total": total,
        "hours": total.minutes / 60,
        "attended_hours": total.attended_minutes / 60,
        "ages": queries.in_words(total.ages, queries.AgeBand),
        "sexes": queries.in_words(total.sexes, queries.Sex),
        "volunteers": sum(len(session.volunteers.all()) for session, _counted in rows),
    }
    return render(request, "festivals/desk/roll_up.html", context)
