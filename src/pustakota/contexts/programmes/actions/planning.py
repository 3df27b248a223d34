"""Say what is offered, on which dates, and change it; whoever registered is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from django.db import transaction

from pustakota.contexts.programmes import permissions, queries, rules
from pustakota.contexts.programmes.actions.needing import claim_needs, free_needs, move_needs, name_staff
from pustakota.contexts.programmes.actions.waiting import fill, hold, let_go
from pustakota.contexts.programmes.errors import PlanRefused
from pustakota.contexts.programmes.events import OccurrenceChanged, ProgrammeChanged
from pustakota.contexts.programmes.models import Kind, Mode, Occurrence, Programme, Residents, Series, State, Status
from pustakota.contexts.spaces import actions as spaces
from pustakota.contexts.spaces import queries as resources
from pustakota.foundation import outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, time

    from pustakota.contexts.organisation.models import Library, ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.contexts.spaces.queries import Resource
    from pustakota.foundation.actors import Actor

Scope = Literal["this", "following", "all"]
OPEN_STATES = (State.DRAFT, State.PUBLISHED, State.POSTPONED)


@transaction.atomic
def add_programme(
    *,
    service_point: ServicePoint,
    title: str,
    by: Actor,
    at: datetime,
    kind: Kind = Kind.OTHER,
    registration: Mode = Mode.OPEN,
    **given: Any,
) -> Programme:
    """Something that is offered from now on."""
    permissions.may_plan(by, service_point.pk)
    programme = Programme(
        service_point=service_point, title=title.strip(), kind=kind, registration=registration, **given
    )
    _sound(programme)
    programme.save()
    outbox.announce(ProgrammeChanged(programme_id=programme.pk), at=at)
    return programme


@transaction.atomic
def change_programme(*, programme: Programme, by: Actor, at: datetime, **given: Any) -> Programme:
    """Other words or other terms; dates that stand keep their own numbers."""
    permissions.may_plan(by, programme.service_point_id)
    for name, value in given.items():
        setattr(programme, name, value)
    _sound(programme)
    programme.save()
    outbox.announce(ProgrammeChanged(programme_id=programme.pk), at=at)
    return programme


def _sound(programme: Programme) -> None:
    crossed = None not in (programme.age_from, programme.age_to) and programme.age_from > programme.age_to  # type: ignore[operator]
    named = programme.is_nameless and programme.registration not in (Mode.NONE, Mode.EXTERNAL)
    early = bool(programme.residents_before) and programme.opens_before is None
    checks = (
        ("title_missing", not programme.title),
        ("ages_crossed", crossed),
        ("nameless_takes_no_names", named),
        ("residents_not_first", early),
    )
    reasons = [Reason(code, overridable=False) for code, is_wrong in checks if is_wrong]
    asked = rules.CertificateAsks(programme.certificate)
    reasons += rules.reasons_against_rule_of_certificates(asked, programme.certificate_least)
    if reasons:
        raise PlanRefused(*reasons)


@transaction.atomic
def plan(
    *,
    programme: Programme,
    starts_at: datetime,
    by: Actor,
    at: datetime,
    ends_at: datetime | None = None,
    service_point: ServicePoint | None = None,
    room: Resource | None = None,
    is_draft: bool = False,
    staff: Collection[Person] | None = None,
    least_staff: int = 0,
    **given: Any,
) -> Occurrence:
    """One date. ``room``: claimed for it like any booking, and refused where somebody else has it.

    ``staff``: who is there, and then it is announced only with all that it needs; empty: nothing is said about them.
    """
    point = service_point or programme.service_point
    permissions.may_plan(by, point.pk)
    occurrence = _new(programme, starts_at, point, **(given if ends_at is None else given | {"ends_at": ends_at}))
    if occurrence.ends_at <= occurrence.starts_at:
        raise PlanRefused(Reason("ends_before_it_begins", overridable=False))
    if occurrence.registration not in (Mode.NONE, Mode.EXTERNAL) and programme.is_nameless:
        raise PlanRefused(Reason("nameless_takes_no_names", overridable=False))
    occurrence.booking = occurrence.booking or _booked(room, occurrence, by, at)
    occurrence.state = State.DRAFT if is_draft else State.PUBLISHED
    occurrence.planned_by = by.account_id
    occurrence.save()
    _staff([occurrence], staff, least_staff)
    changed(occurrence, at)
    return occurrence


def _new(programme: Programme, starts_at: datetime, point: ServicePoint, **given: Any) -> Occurrence:
    """What is not said is as the programme has it."""
    own = {
        "registration": programme.registration,
        "capacity": programme.capacity,
        "ends_at": starts_at + timedelta(minutes=programme.minutes),
        **_window(programme, starts_at),
    }
    return Occurrence(programme=programme, service_point=point, starts_at=starts_at, **(own | given))


def _window(programme: Programme, starts_at: datetime) -> dict[str, datetime]:
    """When one registers, counted back from the beginning."""
    window = {}
    if programme.opens_before is not None:
        window["opens_at"] = starts_at - timedelta(days=programme.opens_before)
        if programme.residents_before:
            window["residents_at"] = window["opens_at"] - timedelta(days=programme.residents_before)
    if programme.closes_before is not None:
        window["closes_at"] = starts_at - timedelta(minutes=programme.closes_before)
    return window


def _booked(room: Resource | None, occurrence: Occurrence, by: Actor, at: datetime) -> Any:
    if room is None:
        return None
    span = resources.Span(occurrence.starts_at, occurrence.ends_at)
    return spaces.book(resource=room, patron=None, span=span, by=by, at=at, purpose=occurrence.name)


@transaction.atomic
def plan_series(
    *,
    programme: Programme,
    rule: str,
    first: date,
    last: date,
    starts: time,
    by: Actor,
    at: datetime,
    minutes: int | None = None,
    without: Collection[date] = (),
    room: Resource | None = None,
    is_draft: bool = False,
    staff: Collection[Person] | None = None,
    least_staff: int = 0,
) -> Series:
    """All dates of a rule, each a row of its own from now on; with a room, all are claimed or none.

    ``staff``: who is there on each; see ``plan``.
    """
    point = programme.service_point
    permissions.may_plan(by, point.pk)
    length = timedelta(minutes=programme.minutes if minutes is None else minutes)
    recurrence = rules.Recurrence(
        rule=rule, first=first, last=last, starts=starts, length=length, zone=point.zone, without=frozenset(without)
    )
    if reasons := rules.reasons_against_rule(recurrence):
        raise PlanRefused(*reasons)
    series = Series.objects.create(
        programme=programme,
        rule=rule,
        first=first,
        last=last,
        starts=starts,
        minutes=length // timedelta(minutes=1),
        without=sorted(day.isoformat() for day in without),
    )
    made = [_new(programme, start, point, ends_at=start + length, series=series) for start in rules.dates(recurrence)]
    for occurrence in made:
        occurrence.state = State.DRAFT if is_draft else State.PUBLISHED
        occurrence.booking = _booked(room, occurrence, by, at)
        occurrence.planned_by = by.account_id
    kept = Occurrence.objects.bulk_create(made)
    _staff(kept, staff, least_staff)
    for occurrence in kept:
        changed(occurrence, at)
    return series


def _staff(made: Sequence[Occurrence], staff: Collection[Person] | None, least_staff: int) -> None:
    """Name who is there, or refuse with all that is missing on any of these dates, each reason once."""
    if staff is None:
        return
    for each in made:
        name_staff(each, staff, least_staff)
    announced = (each for each in made if each.state == State.PUBLISHED)
    missing = [reason for each in announced for reason in rules.reasons_not_to_announce(queries.needed(each))]
    if missing:
        raise PlanRefused(*(reason for place, reason in enumerate(missing) if reason not in missing[:place]))


@transaction.atomic
def publish(*, occurrence: Occurrence, by: Actor, at: datetime) -> Occurrence:
    """Announce a draft: from now on it stands in the calendar, and people may register.

    What it needs is claimed with it; while a room, a machine or staff is missing it is refused, with all that is.
    """
    permissions.may_plan(by, occurrence.service_point_id)
    held = hold(occurrence)
    if held.state != State.DRAFT:
        raise PlanRefused(Reason("not_draft", overridable=False))
    claim_needs(held, by=by, at=at)
    held.state = State.PUBLISHED
    held.save(update_fields=["state"])
    changed(held, at)
    return held


@transaction.atomic
def set_capacity(*, occurrence: Occurrence, capacity: int | None, by: Actor, at: datetime) -> Occurrence:
    """More or fewer seats; never fewer than are taken. Those who wait get the new ones."""
    permissions.may_plan(by, occurrence.service_point_id)
    held = still_open(hold(occurrence))
    taken = queries.seats_taken(held)
    if capacity is not None and capacity < taken:
        raise PlanRefused(Reason("seats_taken", {"taken": taken}, overridable=False))
    held.capacity = capacity
    held.save(update_fields=["capacity"])
    fill(held, at)
    return held


@transaction.atomic
def move(
    *,
    occurrence: Occurrence,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    at: datetime,
    because: str = "",
    scope: Scope = "this",
) -> Sequence[Occurrence]:
    """Another time for this date, for this and the following of its series, or for all that are ahead.

    In a series every date moves by the same on the clock of the place; a date that was changed by itself stays. The
    room moves along, or nothing moves.
    """
    permissions.may_plan(by, occurrence.service_point_id)
    if ends_at <= starts_at:
        raise PlanRefused(Reason("ends_before_it_begins", overridable=False))
    still_open(occurrence)
    zone = ZoneInfo(occurrence.service_point.zone)
    shift = _clock(starts_at, zone) - _clock(occurrence.starts_at, zone)
    moved = []
    # The last first where all move to later, so that a series never stands in its own way.
    for each in _concerned(occurrence, scope, at)[:: -1 if shift > timedelta(0) else 1]:
        start = (_clock(each.starts_at, zone) + shift).replace(tzinfo=zone)
        moved.append(_moved(each, start, start + (ends_at - starts_at), because, by=by, at=at, alone=scope == "this"))
    return moved


def _clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the clock at a place shows, without its offset."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _concerned(occurrence: Occurrence, scope: Scope, at: datetime) -> list[Occurrence]:
    if scope == "this" or occurrence.series_id is None:
        return [occurrence]
    rows = queries.occurrences().filter(series=occurrence.series_id, state__in=OPEN_STATES, starts_at__gt=at)
    if scope == "following":
        rows = rows.filter(starts_at__gte=occurrence.starts_at)
    return [each for each in rows.order_by("starts_at", "pk") if each.pk == occurrence.pk or not each.own_changes]


def _moved(
    each: Occurrence, start: datetime, end: datetime, because: str, *, by: Actor, at: datetime, alone: bool
) -> Occurrence:
    held = hold(each)
    move_window(held, start - held.starts_at, at)
    held.starts_at, held.ends_at, held.because = start, end, because.strip()
    held.sequence += 1
    held.own_changes = held.own_changes or alone
    was_postponed = held.state == State.POSTPONED
    if was_postponed:
        held.state = State.PUBLISHED
    if held.booking is not None:
        spaces.move(booking=held.booking, span=resources.Span(start, end), by=by, at=at)
    if was_postponed:
        claim_needs(held, by=by, at=at)
    else:
        move_needs(held, by=by, at=at)
    held.save()
    if was_postponed:
        fill(held, at)  # seats given back meanwhile
    changed(held, at)
    return held


def move_window(held: Occurrence, by_how_much: timedelta, at: datetime) -> None:
    """What has opened stays open."""
    if held.closes_at is not None:
        held.closes_at += by_how_much
    if held.opens_at is not None and (held.residents_at or held.opens_at) > at:
        held.opens_at += by_how_much
        held.residents_at = held.residents_at and held.residents_at + by_how_much


@transaction.atomic
def set_window(
    *,
    occurrence: Occurrence,
    opens_at: datetime | None,
    residents_at: datetime | None,
    closes_at: datetime | None,
    by: Actor,
) -> Occurrence:
    """From when until when one registers for a date, and from when residents do; who is registered stays so."""
    permissions.may_plan(by, occurrence.service_point_id)
    held = still_open(hold(occurrence))
    window = rules.Window(opens_at=opens_at, residents_at=residents_at, closes_at=closes_at)
    if reasons := rules.reasons_against_window(window, starts_at=held.starts_at):
        raise PlanRefused(*reasons)
    held.opens_at, held.residents_at, held.closes_at = opens_at, residents_at, closes_at
    held.save(update_fields=["opens_at", "residents_at", "closes_at"])
    return held


@transaction.atomic
def say_residents(
    *, library: Library, at_point: ServicePoint, type_codes: Sequence[str], address_words: str, by: Actor
) -> Residents:
    """Whom a library counts as its residents."""
    permissions.may_plan(by, at_point.pk)
    said = {"type_codes": sorted(type_codes), "address_words": address_words.strip()}
    return Residents.objects.update_or_create(library=library, defaults=said)[0]


@transaction.atomic
def postpone(*, occurrence: Occurrence, because: str, by: Actor, at: datetime) -> Occurrence:
    """Not then, and nobody knows yet when: registrations stand, the room is free, everybody is told why."""
    permissions.may_plan(by, occurrence.service_point_id)
    held = still_open(hold(occurrence))
    if held.state != State.PUBLISHED:
        raise PlanRefused(Reason("not_announced", overridable=False))
    if not because.strip():
        raise PlanRefused(Reason("reason_missing", overridable=False))
    held.state, held.because = State.POSTPONED, because.strip()
    held.sequence += 1
    held.own_changes = True
    room, held.booking = held.booking, None
    held.save()
    if room is not None:
        spaces.cancel(booking=room, by=by, at=at, because=held.because)
    free_needs(held, by=by, at=at)
    changed(held, at)
    return held


@transaction.atomic
def call_off(*, occurrence: Occurrence, because: str, by: Actor, at: datetime) -> Occurrence:
    """Cancel a date: its room is free, everybody who registered is told why."""
    permissions.may_plan(by, occurrence.service_point_id)
    held = still_open(hold(occurrence))
    if held.state != State.DRAFT and not because.strip():
        raise PlanRefused(Reason("reason_missing", overridable=False))
    held.state, held.because = State.CANCELLED, because.strip()
    held.sequence += 1
    held.save()
    let_go(held.registrations.all(), at)
    live = held.registrations.filter(status__in=rules.LIVE)
    live.update(status=Status.WITHDRAWN, ended_at=at, because=held.because, offered_until=None)
    if held.booking is not None and held.booking.is_open:
        spaces.cancel(booking=held.booking, by=by, at=at, because=held.because)
    free_needs(held, by=by, at=at)
    changed(held, at)
    return held


def still_open(held: Occurrence) -> Occurrence:
    """The same, or a refusal where nothing about it changes any more."""
    if held.state not in OPEN_STATES:
        raise PlanRefused(Reason("over_already", overridable=False))
    return held


def changed(held: Occurrence, at: datetime) -> None:
    """Others learn of it."""
    fact = OccurrenceChanged(
        occurrence_id=held.pk, programme_id=held.programme_id, state=held.state, sequence=held.sequence
    )
    outbox.announce(fact, at=at)
