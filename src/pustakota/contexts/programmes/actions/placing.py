"""Say where exactly a date takes place, and what it is called; calendars follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.programmes import permissions
from pustakota.contexts.programmes.actions.planning import changed, still_open
from pustakota.contexts.programmes.actions.waiting import hold

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor


@transaction.atomic
def rename(*, occurrence: Occurrence, title: str, place: str, by: Actor, at: datetime) -> Occurrence:
    """Another title or another stage of the same place; who registered finds it in the calendar by itself."""
    permissions.may_plan(by, occurrence.service_point_id)
    held = still_open(hold(occurrence))
    held.title, held.place = title.strip(), place.strip()
    held.sequence += 1
    held.save(update_fields=["title", "place", "sequence"])
    changed(held, at)
    return held
