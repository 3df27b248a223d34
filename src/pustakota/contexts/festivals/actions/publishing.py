"""Publish the schedule: a version is kept, dates and rooms follow, and only those concerned are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from pustakota.contexts.festivals import permissions, queries, rules
from pustakota.contexts.festivals.errors import FestivalRefused
from pustakota.contexts.festivals.events import SchedulePublished
from pustakota.contexts.festivals.models import StageDay, Version
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes import queries as dates
from pustakota.contexts.spaces import actions as spaces
from pustakota.contexts.spaces import queries as resources
from pustakota.foundation import locks, outbox, periods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from pustakota.contexts.festivals.models import Festival, Session, Stage
    from pustakota.contexts.spaces.queries import Span
    from pustakota.foundation.actors import Actor

OPEN = (dates.State.DRAFT, dates.State.PUBLISHED, dates.State.POSTPONED)


@transaction.atomic
def publish_schedule(*, festival: Festival, by: Actor, at: datetime) -> Version:
    """Make the draft the schedule, or refuse with every collision; all of it, or nothing."""
    programme = festival.programme
    permissions.may_plan(by, programme.service_point_id)
    held = locks.hold(festival)
    held.programme = programme
    rows = queries.sessions(held)
    new, old = queries.slots(rows), queries.published_slots(held)
    change = rules.difference(old, new)
    first, last = queries.bounds(held)
    reasons = rules.reasons_not_to_publish(
        new, unconfirmed=queries.unconfirmed(rows), first=first, last=last, differs=bool(change)
    )
    if reasons:
        raise FestivalRefused(*reasons)
    _claim_rooms(held, rows, by=by, at=at)
    _follow(held, rows, by=by, at=at)
    held.version += 1
    held.save(update_fields=["version"])
    version = Version.objects.create(
        festival=held,
        number=held.version,
        slots=[_stored(row) for row in rows if row.starts_at],
        published_at=at,
        published_by=by.account_id,
    )
    festival.version = held.version
    fact = SchedulePublished(festival_id=held.pk, number=held.version, session_ids=sorted(change.keys))
    outbox.announce(fact, at=at)
    return version


def _stored(row: Session) -> dict[str, object]:
    assert row.starts_at is not None, "only what has a time is published"
    return {
        "key": row.pk,
        "title": row.title,
        "stage": row.stage_id,
        "stage_name": str(row.stage),
        "starts_at": row.starts_at.isoformat(),
        "ends_at": _end(row, row.starts_at).isoformat(),
        "speaker": row.speaker,
    }


def _end(row: Session, starts_at: datetime) -> datetime:
    return starts_at + timedelta(minutes=row.minutes)


def _follow(festival: Festival, rows: Sequence[Session], *, by: Actor, at: datetime) -> None:
    """The dates of the calendar become what the draft says."""
    scheduled = {row.pk for row in rows if row.starts_at}
    dropped = festival.sessions.exclude(pk__in=scheduled).filter(occurrence__isnull=False)
    for row in dropped.select_related("occurrence__programme", "occurrence__service_point"):
        if row.occurrence is not None and row.occurrence.state in OPEN:
            because = gettext("It is no longer in the schedule.")
            programmes.call_off(occurrence=row.occurrence, because=because, by=by, at=at)
        row.occurrence = None
        row.save(update_fields=["occurrence"])
    for row in rows:
        if row.starts_at is not None:
            _date(festival, row, row.starts_at, by=by, at=at)


def _date(festival: Festival, row: Session, starts_at: datetime, *, by: Actor, at: datetime) -> None:
    known, ends_at = row.occurrence, _end(row, starts_at)
    if known is None:
        row.occurrence = programmes.plan(
            programme=festival.programme,
            starts_at=starts_at,
            ends_at=ends_at,
            by=by,
            at=at,
            title=row.title,
            place=str(row.stage),
            capacity=row.capacity,
            registration=programmes.Mode.NONE if row.capacity is None else programmes.Mode.OPEN,
        )
        row.save(update_fields=["occurrence"])
        return
    if known.state not in OPEN:
        return
    if (known.title, known.place) != (row.title, str(row.stage)):
        programmes.rename(occurrence=known, title=row.title, place=str(row.stage), by=by, at=at)
    if (known.starts_at, known.ends_at) != (starts_at, ends_at):
        programmes.move(occurrence=known, starts_at=starts_at, ends_at=ends_at, by=by, at=at)


def _claim_rooms(festival: Festival, rows: Sequence[Session], *, by: Actor, at: datetime) -> None:
    """Each room of ours is claimed on each day from the first session on it to the last; what is left over is free."""
    wanted = _spans(festival, rows)
    claimed = {(each.stage_id, each.on): each for each in _claimed(festival)}
    for key in claimed.keys() - wanted.keys():
        spaces.cancel(booking=claimed[key].booking, by=by, at=at)
        claimed[key].delete()
    for (stage_id, on), (stage, span) in wanted.items():
        day = claimed.get((stage_id, on))
        if day is None:
            assert stage.resource is not None, "only rooms of ours are claimed"
            booking = spaces.book(
                resource=stage.resource, patron=None, span=span, by=by, at=at, purpose=f"{festival}: {stage}"[:200]
            )
            StageDay.objects.create(stage=stage, on=on, booking=booking)
        elif (day.booking.starts_at, day.booking.ends_at) != (span.start, span.end):
            spaces.move(booking=day.booking, span=span, by=by, at=at)


def _claimed(festival: Festival) -> list[StageDay]:
    rows = StageDay.objects.filter(stage__festival=festival)
    return list(rows.select_related("booking__resource__policy", "booking__resource__service_point").order_by("pk"))


def _spans(festival: Festival, rows: Sequence[Session]) -> dict[tuple[int, date], tuple[Stage, Span]]:
    zone = festival.programme.service_point.zone
    found: dict[tuple[int, date], tuple[Stage, Span]] = {}
    by_id = {stage.pk: stage for stage in queries.stages(festival) if stage.resource is not None}
    for slot in queries.slots(rows):
        if stage := by_id.get(slot.stage):
            key = (slot.stage, periods.local_day(slot.starts_at, zone))
            span = found[key][1] if key in found else resources.Span(slot.starts_at, slot.ends_at)
            found[key] = (stage, resources.Span(min(span.start, slot.starts_at), max(span.end, slot.ends_at)))
    return found
