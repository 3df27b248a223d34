"""The verbs of participation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from pustakota.contexts.participation import permissions, queries, rules
from pustakota.contexts.participation.errors import ParticipationRefused
from pustakota.contexts.participation.events import ParticipationCorrected, ParticipationRecorded
from pustakota.contexts.participation.models import ActivityKind, Band, Method, Part, Participation, Source
from pustakota.contexts.people import queries as people
from pustakota.contexts.people.permissions import may_forget, may_operate
from pustakota.foundation import locks, outbox, periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor

__all__ = [
    "ActivityKind",
    "Band",
    "Method",
    "Part",
    "Source",
    "correct",
    "drop_keys_of_persons",
    "forget_person",
    "part_from_persons",
    "record",
    "time",
]


@transaction.atomic
def record(
    *,
    kind: ActivityKind,
    ref: str,
    at_point: ServicePoint,
    began_at: datetime,
    method: Method,
    source: Source,
    by: Actor,
    at: datetime,
    person: Person | None = None,
    number: int = 1,
    part: Part = Part.ATTENDEE,
    minutes: int | None = None,
    band: Band | None = None,
) -> Participation:
    """Note that a person, or a counted group, took part. ``began_at``: when that was, ``at``: when it is noted."""
    permissions.may_record(by, at_point.pk)
    reasons = rules.reasons_not_to_record(
        ref=ref, number=number, has_person=person is not None, began_at=began_at, at=at
    )
    if reasons:
        raise ParticipationRefused(*reasons)
    if person is not None and _is_noted(locks.hold(person), kind, ref, part):
        raise ParticipationRefused(Reason("already_recorded", overridable=False))
    on = periods.local_day(began_at, at_point.zone)
    row = Participation.objects.create(
        person=person,
        person_key=people.person_key(person, on=on) if person else "",
        number=number,
        kind=kind,
        ref=ref,
        part=part,
        band=band or "",
        minutes=minutes,
        service_point=at_point,
        on=on,
        at=began_at,
        method=method,
        source=source,
        noted_at=at,
        noted_by=by.account_id,
    )
    recorded = ParticipationRecorded(participation_id=row.pk, kind=row.kind, ref=ref, service_point_id=at_point.pk)
    outbox.announce(recorded, at=at)
    return row


def _is_noted(person: Person, kind: str, ref: str, part: str) -> bool:
    return queries.parts_in(ref).filter(person=person, kind=kind, part=part).exists()


@transaction.atomic
def correct(
    *, row: Participation, because: str, by: Actor, at: datetime, number: int | None = None
) -> Participation | None:
    """Correct a number, or strike a fact out where no number is given; the old row stays, with the reason."""
    permissions.may_correct(by, row.service_point_id)
    row = locks.hold(row)
    reasons = rules.reasons_not_to_correct(
        is_corrected=row.corrected_at is not None,
        because=because,
        number=number,
        has_person=row.person_id is not None or bool(row.person_key),
    )
    if reasons:
        raise ParticipationRefused(*reasons)
    row.corrected_at, row.corrected_by, row.correction = at, by.account_id, because.strip()
    row.save(update_fields=["corrected_at", "corrected_by", "correction"])
    standing = _in_its_place(row, number, by=by, at=at) if number is not None else None
    corrected = ParticipationCorrected(participation_id=row.pk, ref=row.ref, by_id=standing.pk if standing else None)
    outbox.announce(corrected, at=at)
    return standing


@transaction.atomic
def time(*, row: Participation, minutes: int, by: Actor) -> None:
    """Note how long somebody truly took part, once they leave."""
    permissions.may_record(by, row.service_point_id)
    Participation.objects.filter(pk=row.pk, corrected_at__isnull=True).update(minutes=max(0, minutes))


def _in_its_place(row: Participation, number: int, *, by: Actor, at: datetime) -> Participation:
    return Participation.objects.create(
        person_id=row.person_id,
        person_key=row.person_key,
        number=number,
        kind=row.kind,
        ref=row.ref,
        part=row.part,
        band=row.band,
        minutes=row.minutes,
        service_point_id=row.service_point_id,
        on=row.on,
        at=row.at,
        method=row.method,
        source=row.source,
        noted_at=at,
        noted_by=by.account_id,
        replaces=row,
    )


@transaction.atomic
def part_from_persons(*, by: Actor, at: datetime) -> int:
    """Part facts whose time has come from their persons; the key of the year is left for counting."""
    permissions.may_part(by)
    before = at - timedelta(days=settings.LOAN_GRACE_DAYS)
    return Participation.objects.filter(person__isnull=False, at__lt=before).update(person=None)


@transaction.atomic
def forget_person(*, person_id: int, by: Actor) -> int:
    """Part everything from a person who is to be forgotten; closed figures stay, since the key of the year does."""
    may_forget(by)
    return Participation.objects.filter(person=person_id).update(person=None)


@transaction.atomic
def drop_keys_of_persons(*, year: int, by: Actor) -> int:
    """Take the key of a closed year from facts that still lead to a person: it would lead to all the rest of theirs."""
    may_operate(by)
    rows = Participation.objects.filter(person__isnull=False, on__year=year).exclude(person_key="")
    return rows.update(person_key="")
