"""Note who came: by card or code, at the door, as a number; and report the occurrence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.participation import actions as participation
from pustakota.contexts.programmes import permissions, queries, rules
from pustakota.contexts.programmes.actions.waiting import become, hold
from pustakota.contexts.programmes.errors import PlanRefused, RegistrationRefused
from pustakota.contexts.programmes.events import OccurrenceChanged
from pustakota.contexts.programmes.models import Registration, State, Status
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.participation.actions import Method, Source
    from pustakota.contexts.participation.models import Participation
    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor


@transaction.atomic
def check_in(
    *, registration: Registration, by: Actor, at: datetime, source: Source, came: int | None = None
) -> Registration:
    """They are here: the person, and of those who come along as many as ``came`` says (all)."""
    occurrence = registration.occurrence
    permissions.may_host(by, occurrence.service_point_id)
    person = locks.hold(registration.person) if registration.person else None
    held_occurrence, held = hold(occurrence), locks.hold(registration)
    if held.status == Status.ATTENDED:
        raise RegistrationRefused(Reason("already_here", overridable=False))
    if held.status not in rules.LIVE or held_occurrence.state != State.PUBLISHED:
        raise RegistrationRefused(Reason("over", overridable=False))
    if held.status != Status.CONFIRMED and not _has_room(held_occurrence, held.party, at):
        raise RegistrationRefused(Reason("no_seat", overridable=False))
    number = held.party if came is None else min(max(came, 1), held.party)
    held.came_at = at
    held.participation = noted(held_occurrence, person, 1, by=by, at=at, source=source)
    if number > 1:
        held.companions = noted(held_occurrence, None, number - 1, by=by, at=at, source=source)
    return become(held, Status.ATTENDED, at=at)


def _has_room(occurrence: Occurrence, party: int, at: datetime) -> bool:
    """After the beginning the seats of those who are not here can be given away."""
    if occurrence.capacity is None:
        return True
    begun = at >= occurrence.starts_at
    taken = queries.seats_taken(occurrence, only_here=begun)
    return taken + party <= occurrence.capacity


def noted(
    occurrence: Occurrence, person: Person | None, number: int, *, by: Actor, at: datetime, source: Source
) -> Participation:
    """The fact in the ledger: a person by a scan, a group by a count."""
    length = occurrence.ends_at - occurrence.starts_at
    return participation.record(
        kind=queries.activity_of(occurrence),
        ref=queries.ref_of(occurrence),
        at_point=occurrence.service_point,
        began_at=min(occurrence.starts_at, at),
        method=participation.Method.SCAN if person else participation.Method.COUNT,
        source=source,
        by=by,
        at=at,
        person=person,
        number=number,
        minutes=int(length.total_seconds() // 60),
    )


@transaction.atomic
def undo_check_in(*, registration: Registration, because: str, by: Actor, at: datetime) -> Registration:
    """It was somebody else: the fact is struck out, the seat is theirs as before."""
    permissions.may_host(by, registration.occurrence.service_point_id)
    if registration.person:
        locks.hold(registration.person)
    hold(registration.occurrence)
    held = locks.hold(registration)
    if held.status != Status.ATTENDED:
        raise RegistrationRefused(Reason("not_here", overridable=False))
    for row in (held.participation, held.companions):
        if row is not None:
            participation.correct(row=row, because=because, by=by, at=at)
    held.came_at = held.participation = held.companions = None
    return become(held, Status.CONFIRMED, at=at)


@transaction.atomic
def walk_in(*, occurrence: Occurrence, person: Person, by: Actor, at: datetime, source: Source) -> Registration:
    """Somebody came who had not registered: they are here, where there is room."""
    permissions.may_host(by, occurrence.service_point_id)
    person = locks.hold(person)
    held = hold(occurrence)
    known = held.registrations.filter(person=person, status__in=rules.LIVE).first()
    if known is not None:
        return check_in(registration=known, by=by, at=at, source=source)
    if held.programme.is_nameless:
        raise RegistrationRefused(Reason("come_as_you_are", overridable=False))
    if held.state != State.PUBLISHED:
        raise RegistrationRefused(Reason("not_offered", overridable=False))
    if not _has_room(held, 1, at):
        raise RegistrationRefused(Reason("no_seat", overridable=False))
    registration = Registration(
        occurrence=held, person=person, status=Status.CONFIRMED, made_at=at, made_by=by.account_id, came_at=at
    )
    registration.participation = noted(held, person, 1, by=by, at=at, source=source)
    return become(registration, Status.ATTENDED, at=at)


@transaction.atomic
def count(
    *, occurrence: Occurrence, number: int, by: Actor, at: datetime, source: Source, method: Method | None = None
) -> None:
    """So many came, nobody's name is kept. ``method``: counted, unless it was estimated."""
    permissions.may_host(by, occurrence.service_point_id)
    held = hold(occurrence)
    if held.state != State.PUBLISHED:
        raise RegistrationRefused(Reason("not_offered", overridable=False))
    length = held.ends_at - held.starts_at
    participation.record(
        kind=queries.activity_of(held),
        ref=queries.ref_of(held),
        at_point=held.service_point,
        began_at=min(held.starts_at, at),
        method=method or participation.Method.COUNT,
        source=source,
        by=by,
        at=at,
        number=number,
        minutes=int(length.total_seconds() // 60),
    )


@transaction.atomic
def report(*, occurrence: Occurrence, by: Actor, at: datetime) -> Occurrence:
    """Close a date for good: who was registered and did not come is noted so; nobody may have come."""
    permissions.may_host(by, occurrence.service_point_id)
    held = hold(occurrence)
    if held.state != State.PUBLISHED:
        raise PlanRefused(Reason("over_already", overridable=False))
    if at < held.starts_at:
        raise RegistrationRefused(Reason("not_begun", overridable=False))
    held.registrations.filter(status=Status.CONFIRMED).update(status=Status.NO_SHOW, ended_at=at)
    waited = held.registrations.filter(status__in=[Status.WAITLISTED, Status.OFFERED, Status.PENDING])
    waited.update(status=Status.LAPSED, ended_at=at, offered_until=None)
    held.state, held.reported_at, held.reported_by = State.REPORTED, at, by.account_id
    held.save(update_fields=["state", "reported_at", "reported_by"])
    fact = OccurrenceChanged(
        occurrence_id=held.pk, programme_id=held.programme_id, state=held.state, sequence=held.sequence
    )
    outbox.announce(fact, at=at)
    return held
