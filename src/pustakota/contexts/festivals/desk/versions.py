"""Two published versions of a schedule side by side: what came, moved, went, and is called otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from pustakota.contexts.festivals import permissions, queries
from pustakota.contexts.festivals.desk.views import festival_for
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.festivals.models import Version
    from pustakota.contexts.festivals.queries import Compared
    from pustakota.contexts.festivals.rules import Slot
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def versions(request: HttpRequest, festival_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """From one version (``dari``) to another (``ke``); the last two where none is named."""
    del at_point
    found = festival_for(festival_id, by)
    permissions.may_plan(by, found.programme.service_point_id)
    rows = queries.versions(found)
    if not rows:
        raise Http404
    after = _named(rows, request.GET.get("ke", "")) or rows[0]
    earlier = next((each for each in rows if each.number < after.number), after)
    before = _named(rows, request.GET.get("dari", "")) or earlier
    lists = _lists(queries.compared(before, after), found.programme.service_point.zone)
    context = {"festival": found, "versions": rows, "before": before, "after": after, **lists}
    return render(request, "festivals/desk/versions.html", context)


def _named(rows: Iterable[Version], given: str) -> Version | None:
    return next((each for each in rows if str(each.number) == given), None)


@dataclass(frozen=True, slots=True)
class Placed:
    """A session where a version has it, on the clock of the place."""

    title: str
    stage: str
    start: datetime
    end: datetime


def _lists(found: Compared, zone: str) -> dict[str, object]:
    def placed(slot: Slot) -> Placed:
        start, end = (periods.local_time(at, zone) for at in (slot.starts_at, slot.ends_at))
        return Placed(slot.title, found.stages[slot.stage], start, end)

    change = found.change
    return {
        "added": [placed(slot) for slot in change.added],
        "moved": [(placed(each.before), placed(each.after)) for each in change.moved],
        "removed": [placed(slot) for slot in change.removed],
        "reworded": [(each.before, each.after) for each in found.reworded],
    }
