"""Note who came: by card or code, at the door, as a number; and report the occurrence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from pustakota.contexts.participation import actions as participation
from pustakota.contexts.participation.actions import Band
from pustakota.contexts.programmes import permissions, queries, rules
from pustakota.contexts.programmes.actions.waiting import become, hold, let_go
from pustakota.contexts.programmes.errors import PlanRefused, RegistrationRefused
from pustakota.contexts.programmes.events import OccurrenceChanged
from pustakota.contexts.programmes.models import Registration, State, Status, Tally
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pustakota.contexts.participation.actions import Method, Source
    from pustakota.contexts.participation.models import Participation
    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor


@transaction.atomic
def check_in(
    *,
    registration: Registration,
    by: Actor,
    at: datetime,
    source: Source,
    came: int | None = None,
    came_at: datetime | None = None,
) -> Registration:
    """They are here: the person, and of those who come along as many as ``came`` says (all).

    ``came_at``: when that was, where it is noted later (a phone that had no network).
    """
    moment = came_at or at
    occurrence = registration.occurrence
    permissions.may_host(by, occurrence.service_point_id)
    person = locks.hold(registration.person) if registration.person else None
    held_occurrence, held = hold(occurrence), locks.hold(registration)
    if held.status == Status.ATTENDED:
        raise RegistrationRefused(Reason("already_here", overridable=False))
    if held.status not in rules.ONE_EACH or held_occurrence.state != State.PUBLISHED:
        raise RegistrationRefused(Reason("over", overridable=False))
    if held.status not in (Status.CONFIRMED, Status.HELD) and not _has_room(held_occurrence, held.party, moment):
        raise RegistrationRefused(Reason("no_seat", overridable=False))
    number = held.party if came is None else min(max(came, 1), held.party)
    held.came_at = moment
    fact = partial(noted, held_occurrence, began_at=moment, by=by, at=at, source=source)
    held.participation = fact(person, 1)
    if number > 1:
        held.companions = fact(None, number - 1)
    return become(held, Status.ATTENDED, at=at)


def _has_room(occurrence: Occurrence, party: int, at: datetime) -> bool:
    """After the beginning the seats of those who are not here can be given away."""
    if occurrence.capacity is None:
        return True
    begun = at >= occurrence.starts_at
    taken = queries.seats_taken(occurrence, only_here=begun)
    return taken + party <= occurrence.capacity


def noted(
    occurrence: Occurrence,
    person: Person | None,
    number: int,
    *,
    began_at: datetime | None = None,
    by: Actor,
    at: datetime,
    source: Source,
    method: Method | None = None,
    band: Band | None = None,
) -> Participation:
    """The fact in the ledger: a person by a scan, a group by a count. ``began_at``: when they came, where not now."""
    return participation.record(
        kind=queries.activity_of(occurrence),
        ref=queries.ref_of(occurrence),
        at_point=occurrence.service_point,
        began_at=min(occurrence.starts_at, began_at or at),
        method=method or (participation.Method.SCAN if person else participation.Method.COUNT),
        source=source,
        by=by,
        at=at,
        person=person,
        number=number,
        minutes=_minutes(occurrence.starts_at, occurrence.ends_at),
        band=band,
    )


def _minutes(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds() // 60))


@transaction.atomic
def came_earlier(*, registration: Registration, came_at: datetime, by: Actor) -> None:
    """Two noted the same arrival: the earlier moment stands, whichever reached us first."""
    permissions.may_host(by, registration.occurrence.service_point_id)
    held = locks.hold(registration)
    if held.came_at is not None and came_at < held.came_at:
        held.came_at = came_at
        held.save(update_fields=["came_at"])


@transaction.atomic
def leave(*, registration: Registration, left_at: datetime, by: Actor) -> Registration:
    """They go: how long they took part is known from now on."""
    permissions.may_host(by, registration.occurrence.service_point_id)
    held = locks.hold(registration)
    if held.status != Status.ATTENDED or held.came_at is None:
        raise RegistrationRefused(Reason("not_here", overridable=False))
    held.left_at = max(left_at, held.came_at)
    held.save(update_fields=["left_at"])
    occurrence = registration.occurrence
    minutes = _minutes(max(held.came_at, occurrence.starts_at), min(held.left_at, occurrence.ends_at))
    for row in (held.participation, held.companions):
        if row is not None:
            participation.time(row=row, minutes=minutes, by=by)
    return held


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
    held.came_at = held.left_at = held.participation = held.companions = None
    return become(held, Status.CONFIRMED, at=at)


@transaction.atomic
def walk_in(
    *,
    occurrence: Occurrence,
    person: Person,
    by: Actor,
    at: datetime,
    source: Source,
    came_at: datetime | None = None,
) -> Registration:
    """Somebody came who had not registered: they are here, where there is room. ``came_at``: see ``check_in``."""
    moment = came_at or at
    permissions.may_host(by, occurrence.service_point_id)
    person = locks.hold(person)
    held = hold(occurrence)
    known = held.registrations.filter(person=person, status__in=rules.ONE_EACH).first()
    if known is not None:
        return check_in(registration=known, by=by, at=at, source=source, came_at=came_at)
    if held.programme.is_nameless:
        raise RegistrationRefused(Reason("come_as_you_are", overridable=False))
    if held.state != State.PUBLISHED:
        raise RegistrationRefused(Reason("not_offered", overridable=False))
    if not _has_room(held, 1, moment):
        raise RegistrationRefused(Reason("no_seat", overridable=False))
    registration = Registration(
        occurrence=held, person=person, status=Status.CONFIRMED, made_at=at, made_by=by.account_id, came_at=moment
    )
    registration.participation = noted(held, person, 1, began_at=moment, by=by, at=at, source=source)
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
    noted(held, None, number, began_at=at, by=by, at=at, source=source, method=method)


@transaction.atomic
def tally(
    *,
    occurrence: Occurrence,
    counter: str,
    numbers: Mapping[Band, int],
    by: Actor,
    at: datetime,
    source: Source,
    counted_at: datetime | None = None,
) -> None:
    """What one counter has counted so far, by band: the newest word of each counter stands, and all are added up."""
    permissions.may_host(by, occurrence.service_point_id)
    held = hold(occurrence)
    if held.state != State.PUBLISHED:
        raise RegistrationRefused(Reason("not_offered", overridable=False))
    known = {row.band: row for row in held.tallies.filter(counter=counter).select_related("participation")}
    fact_of = partial(noted, held, None, began_at=counted_at or at, by=by, at=at, source=source)
    for band in Band:
        number, row = numbers.get(band, 0), known.get(band)
        if row is None and number:
            fact = fact_of(number, band=band)
            Tally.objects.create(occurrence=held, counter=counter, band=band, participation=fact)
        elif row is not None and number != row.participation.number:
            _counted_on(row, number, by=by, at=at)


def _counted_on(row: Tally, number: int, *, by: Actor, at: datetime) -> None:
    because = gettext("counted on")
    standing = participation.correct(row=row.participation, number=number or None, because=because, by=by, at=at)
    if standing is None:
        row.delete()
    else:
        row.participation = standing
        row.save(update_fields=["participation"])


@transaction.atomic
def report(*, occurrence: Occurrence, by: Actor, at: datetime) -> Occurrence:
    """Close a date for good: who was registered and did not come is noted so; nobody may have come."""
    permissions.may_host(by, occurrence.service_point_id)
    held = hold(occurrence)
    if held.state != State.PUBLISHED:
        raise PlanRefused(Reason("over_already", overridable=False))
    if at < held.starts_at:
        raise RegistrationRefused(Reason("not_begun", overridable=False))
    let_go(held.registrations.all(), at)
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
