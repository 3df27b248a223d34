"""Book, move, begin and cancel."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people import queries as members
from pustakota.contexts.spaces import permissions, queries, rules
from pustakota.contexts.spaces.actions.claiming import claim, hold_leaves, release, things_of
from pustakota.contexts.spaces.errors import BookingRefused
from pustakota.contexts.spaces.events import BookingChanged, BookingMade
from pustakota.contexts.spaces.models import Booking, Kind, Mode, State
from pustakota.contexts.spaces.rules import News, Span
from pustakota.foundation import locks, outbox, periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pustakota.contexts.forms.models import Version
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Layout, Resource
    from pustakota.foundation.actors import Actor


@transaction.atomic
def book(
    *,
    resource: Resource,
    patron: Patron | None,
    span: Span,
    by: Actor,
    at: datetime,
    purpose: str = "",
    people: int | None = None,
    layout: Layout | None = None,
    along: Sequence[Resource] = (),
    form_version: Version | None = None,
    answers: Sequence[tuple[str, str, str]] = (),
) -> Booking:
    """Book a time for a member, or (without one) for the library itself; on request where staff decide.

    ``along``: what is needed with it (a technician, a kit of microphones); all is had, or nothing.
    Staff may go beyond the terms, opening hours and a member's own limits by saying what for; nobody has what is taken.
    Where the room is set up in several ways and none is named, the number of ``people`` chooses.
    """
    point_id = resource.service_point_id
    permissions.may_act_for(by, patron, point_id)
    is_staff, what_for = by.may(permissions.BOOK, point_id), purpose.strip()
    patron = locks.hold(patron) if patron else None
    things = (resource, *along)
    hold_leaves(*things)
    layouts = queries.layouts(resource)
    layout = layout or rules.layout_for(people, layouts)
    reasons = [
        *(reason for thing in things for reason in _of_resource(thing, is_staff=is_staff)),
        *queries.reasons_not_free(resource, span, at=at, layout=layout),
        *_of_things_along(along, span),
        *_of_party(resource, layout, people, layouts),
        *(of_member(resource, patron, span, at) if patron else _of_library(what_for)),
        *(reason for thing in things if patron for reason in queries.reasons_of_licence(thing, patron.person, span)),
        *_of_form(resource, form_version, is_staff=is_staff),
    ]
    if refused := _in_the_way(reasons, is_staff=is_staff, what_for=what_for):
        raise BookingRefused(*refused)
    is_request = any(thing.mode == Mode.APPROVAL for thing in things) and not is_staff
    booking = Booking.objects.create(
        resource=resource,
        person_id=patron.person_id if patron else None,
        starts_at=span.start,
        ends_at=span.end,
        state=State.REQUESTED if is_request else State.CONFIRMED,
        purpose=what_for,
        people=people,
        layout=layout,
        form_version=form_version,
        answers=[list(answer) for answer in answers],
        answer_by=queries.answer_by(resource, at) if is_request else None,
        made_at=at,
        made_by=by.account_id,
        is_beyond_hours=any(reason.code == "closed_then" for reason in reasons),
    )
    booking.along.add(*along)
    claim(booking, things, span, blocking=not is_request)
    outbox.announce(BookingMade(booking_id=booking.pk, resource_id=resource.pk, state=booking.state), at=at)
    return booking


def _in_the_way(reasons: list[Reason], *, is_staff: bool, what_for: str) -> list[Reason]:
    """All reasons; for staff only those against which nobody may act, unless they have not said what for."""
    if not is_staff or not reasons:
        return reasons
    fixed = [reason for reason in reasons if not reason.overridable]
    if len(fixed) < len(reasons) and not what_for:
        return [*reasons, Reason("say_what_for", overridable=False)]
    return fixed


def _of_library(what_for: str) -> Iterator[Reason]:
    if not what_for:
        yield Reason("purpose_missing", overridable=False)


def _of_things_along(along: Sequence[Resource], span: Span) -> Iterator[Reason]:
    """What is taken of it; its own terms do not bind what is booked with something else."""
    if span.end > span.start:
        for thing in along:
            if queries.is_taken(thing, span):
                yield Reason("taken_along", {"name": thing.name}, overridable=False)


def _of_resource(resource: Resource, *, is_staff: bool) -> Iterator[Reason]:
    if not resource.is_active:
        yield Reason("not_in_service", overridable=False)
    if resource.mode == Mode.STAFF and not is_staff:
        yield Reason("staff_book_it", overridable=False)


def _of_party(
    resource: Resource, layout: Layout | None, people: int | None, layouts: Sequence[Layout]
) -> Iterator[Reason]:
    if layout is not None and layout.resource_id != resource.pk:
        yield Reason("layout_elsewhere", overridable=False)
    largest = max((each.seats for each in layouts), default=resource.seats)
    seats = layout.seats if layout else largest
    yield from rules.reasons_of_party(people, terms=resource.policy.terms, seats=seats)


def _of_form(resource: Resource, answered: Version | None, *, is_staff: bool) -> Iterator[Reason]:
    asked = resource.policy.form_id
    if asked is not None and not is_staff and (answered is None or answered.form_id != asked):
        yield Reason("form_missing", overridable=False)


def of_member(
    resource: Resource, patron: Patron, span: Span, at: datetime, *, besides: int | None = None
) -> Iterator[Reason]:
    """Why this member cannot have it then, but for one booking of theirs."""
    zone, terms, person_id = resource.service_point.zone, resource.policy.terms, patron.person_id
    if patron.status == "blocked":
        yield Reason("card_blocked")
    if patron.expires_on < periods.local_day(at, zone):
        yield Reason("card_expired")
    if span.end <= span.start:
        return
    day = periods.local_day(span.start, zone)
    if terms.is_for_some_ages:
        yield from rules.reasons_of_age(members.age_on(patron.person, day), terms=terms)
    start = periods.start_of_day(day, zone)
    of_that_day = Span(start, start + timedelta(days=1))
    had = rules.OfPerson(
        ahead=len(queries.own_spans(person_id, at=at, besides=besides)),
        elsewhere=queries.spans_elsewhere(person_id, resource, span, besides=besides),
        on_that_day=queries.time_on(person_id, resource, of_that_day, besides=besides),
        near=queries.near(person_id, resource, span.widened(terms.gap, terms.gap), besides=besides),
    )
    used = queries.used(person_id, resource, span.start, besides=besides)
    yield from rules.reasons_of_person(span, terms=terms, had=had, used=used)


@transaction.atomic
def move(
    *, booking: Booking, span: Span, by: Actor, at: datetime, because: str = "", to: Resource | None = None
) -> Booking:
    """Another time for the same booking, by the check of a new one; all of it moves or nothing.

    What is under way keeps its beginning. Staff may go beyond the terms by saying why, as with a new one.
    ``to``: something else in its place, by staff only.
    """
    permissions.may_act_for(by, _patron(booking), booking.resource.service_point_id)
    if to is not None and to.pk != booking.resource_id:
        permissions.may_book(by, to.service_point_id)
    return moved(booking=booking, to=to or booking.resource, span=span, because=because, by=by, at=at)


@transaction.atomic
def moved(
    *,
    booking: Booking,
    to: Resource,
    span: Span,
    by: Actor,
    at: datetime,
    because: str = "",
    news: str = News.MOVED,
) -> Booking:
    """Move a booking for somebody who may, by the check of a new one. ``news``: what whoever booked is told."""
    patron, resource = _patron(booking), to
    patron = locks.hold(patron) if patron else None
    things = [resource, *things_of(booking)[1:]]
    hold_leaves(*things)
    held = still_open(booking)
    layout = held.layout if resource.pk == held.resource_id else None
    reasons = [
        *_of_time(held, resource, span, at),
        *_not_movable(held, things, span),
        *(of_member(resource, patron, span, at, besides=held.pk) if patron else ()),
    ]
    is_staff = by.may(permissions.BOOK, resource.service_point_id)
    if refused := _in_the_way(reasons, is_staff=is_staff, what_for=because.strip() or held.purpose):
        raise BookingRefused(*refused)
    release(held)
    held.resource, held.layout, held.because = resource, layout, because.strip()
    held.starts_at, held.ends_at, held.reminded_at = span.start, span.end, None
    held.is_beyond_hours = any(reason.code == "closed_then" for reason in reasons)
    held.first_yes_at = held.first_yes_by = None  # it was said to the old time
    held.revision += 1
    held.save(update_fields=MOVED)
    claim(held, things, span, blocking=held.state in rules.HOLDS)
    changed(held, at, news)
    return held


def _not_movable(held: Booking, things: Sequence[Resource], span: Span) -> Iterator[Reason]:
    """What is booked with it, and licences that have run out by then."""
    if span.end <= span.start:
        return
    for thing in things[1:]:
        if queries.is_taken(thing, span, besides=held.pk):
            yield Reason("taken_along", {"name": thing.name}, overridable=False)
    if held.person is not None:
        for thing in things:
            yield from queries.reasons_of_licence(thing, held.person, span)


@transaction.atomic
def extend(*, booking: Booking, until: datetime, by: Actor, at: datetime, because: str = "") -> Booking:
    """Stay longer: the beginning stays, and whoever comes next keeps what is theirs."""
    if until <= booking.ends_at:
        raise BookingRefused(Reason("not_longer", overridable=False))
    return move(booking=booking, span=Span(booking.starts_at, until), by=by, at=at, because=because)


MOVED = (
    *("resource", "layout", "because", "starts_at", "ends_at", "reminded_at", "is_beyond_hours", "revision"),
    *("first_yes_at", "first_yes_by"),
)
MOOT = frozenset({"begun_already", "too_soon", "too_far"})
"""What is not asked again where the beginning stays."""


def _of_time(held: Booking, resource: Resource, span: Span, at: datetime) -> Iterator[Reason]:
    is_same_start = span.start == held.starts_at
    if resource.pk != held.resource_id and queries.has_open_hand_out(held):
        yield Reason("still_out", overridable=False)
    if held.state == State.CHECKED_IN and not is_same_start:
        yield Reason("under_way", overridable=False)
    if span.end > span.start and span.end <= at:
        yield Reason("already_over", overridable=False)
    layout = held.layout if resource.pk == held.resource_id else None
    for reason in queries.reasons_not_free(resource, span, at=at, layout=layout, besides=held.pk):
        if not (is_same_start and reason.code in MOOT):
            yield reason


@transaction.atomic
def cancel(*, booking: Booking, by: Actor, at: datetime, because: str = "") -> Booking:
    """Give a time back: the member until the time that the terms say, staff at any time."""
    resource = booking.resource
    permissions.may_act_for(by, _patron(booking), resource.service_point_id)
    held = still_open(booking)
    if queries.has_open_hand_out(held):
        raise BookingRefused(Reason("still_out", overridable=False))
    is_staff = by.may(permissions.BOOK, resource.service_point_id)
    if not is_staff and at > held.starts_at - resource.policy.terms.cancel_until:
        raise BookingRefused(Reason("too_late", overridable=False))
    return ended(held, State.CANCELLED, because, at, "" if _is_own(held, by) else News.CANCELLED)


@transaction.atomic
def check_in(*, booking: Booking, by: Actor, at: datetime) -> Booking:
    """Somebody came: the time stays theirs. A recording does not begin before those who are recorded agreed."""
    permissions.may_act_for(by, _patron(booking), booking.resource.service_point_id)
    held = still_open(booking)
    if held.state == State.REQUESTED:
        raise BookingRefused(Reason("not_requested", overridable=False))
    if held.resource.kind == Kind.EQUIPMENT and held.person_id is not None:
        raise BookingRefused(Reason("handed_out_at_desk", overridable=False))
    if reasons := tuple(queries.reasons_not_to_begin(held)):
        raise BookingRefused(*reasons)
    if at < held.starts_at - rules.EARLIEST_ARRIVAL and not by.may(permissions.BOOK, held.resource.service_point_id):
        minutes = rules.minutes(rules.EARLIEST_ARRIVAL)
        raise BookingRefused(Reason("too_early_to_come", {"minutes": minutes}, overridable=False))
    held.state, held.came_at = State.CHECKED_IN, held.came_at or at
    held.save(update_fields=["state", "came_at"])
    changed(held, at)
    return held


def ended(held: Booking, state: State, because: str, at: datetime, news: str = "") -> Booking:
    """A booking is over in this way, and its time is free."""
    held.state, held.because, held.ended_at = state, because.strip(), at
    held.revision += 1
    held.save(update_fields=["state", "because", "ended_at", "revision"])
    release(held)
    changed(held, at, news or rules.NEWS_OF_END.get(rules.State(state), ""))
    return held


def _is_own(held: Booking, by: Actor) -> bool:
    return held.person_id is not None and by.acts_for(held.person_id)


WITH = ("resource__policy", "resource__service_point", "layout")


def still_open(booking: Booking) -> Booking:
    """The booking, read again and held; refused where it is over."""
    held = Booking.objects.select_for_update(of=("self",)).select_related(*WITH).get(pk=booking.pk)
    if held.state not in rules.OPEN:
        raise BookingRefused(Reason("already_over", overridable=False))
    return held


def _patron(booking: Booking) -> Patron | None:
    return members.patron_of_person(booking.person_id) if booking.person_id else None


def changed(held: Booking, at: datetime, news: str = "") -> None:
    """Others learn of it; ``news``: what whoever booked is told."""
    fact = BookingChanged(booking_id=held.pk, resource_id=held.resource_id, state=held.state, news=news)
    outbox.announce(fact, at=at)
