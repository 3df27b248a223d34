"""Who came, and the report to the school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.school_visits import permissions
from pustakota.contexts.school_visits.actions.becoming import become, held_in, refused, release
from pustakota.contexts.school_visits.models import PupilGroup, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.programmes.actions import Source
    from pustakota.contexts.school_visits import rules
    from pustakota.contexts.school_visits.models import ClassVisit
    from pustakota.foundation.actors import Actor


@transaction.atomic
def note_came(
    *, visit: ClassVisit, groups: Sequence[rules.Group], adults: int, by: Actor, at: datetime, source: Source
) -> ClassVisit:
    """How many came, by grade and sex; the ledger of participation gets the numbers, nobody's name."""
    held = _there(visit, by, at)
    pupils = sum(group.pupils for group in groups)
    if not pupils:
        raise refused("nobody_came")
    assert held.registration is not None, "an agreed visit has seats"
    programmes.note_group(
        registration=held.registration, number=pupils, accompanying=adults, by=by, at=at, source=source
    )
    for group in groups:
        numbers = {"girls_came": group.girls, "boys_came": group.boys}
        PupilGroup.objects.update_or_create(visit=held, grade=group.grade, defaults=numbers)
    held.adults_came, held.came_at = adults, at
    return become(held, Status.CAME, at=at)


@transaction.atomic
def note_absent(*, visit: ClassVisit, by: Actor, at: datetime) -> ClassVisit:
    """Nobody came."""
    held = _there(visit, by, at)
    release(held, at=at)
    return become(held, Status.ABSENT, at=at)


def _there(visit: ClassVisit, by: Actor, at: datetime) -> ClassVisit:
    permissions.may_host(by, visit.offer.programme.service_point_id)
    held = held_in(visit, [Status.CONFIRMED], "not_confirmed")
    if visit.occurrence is None or at < visit.occurrence.starts_at:
        raise refused("not_begun")
    return held


@transaction.atomic
def report(
    *, visit: ClassVisit, done: str, titles: Sequence[Record], next_step: str, by: Actor, at: datetime
) -> ClassVisit:
    """Send the school what was done, which books were shown, and what comes next."""
    permissions.may_host(by, visit.offer.programme.service_point_id)
    held = held_in(visit, [Status.CAME], "not_come")
    if held.reported_at is not None:
        raise refused("reported")
    if not done.strip():
        raise refused("done_missing")
    held.done, held.next_step = done.strip(), next_step.strip()
    held.reported_at, held.reported_by = at, by.account_id
    held.shown.set(titles)
    return become(held, Status.CAME, at=at, news="report")
