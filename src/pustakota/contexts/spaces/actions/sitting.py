"""Sit down at a public computer, stay longer, get up; nothing of it leads to anybody afterwards."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.participation import actions as participation
from pustakota.contexts.spaces import permissions, queries, rules
from pustakota.contexts.spaces.actions.booking import ended
from pustakota.contexts.spaces.actions.claiming import claim, hold_leaves, release
from pustakota.contexts.spaces.actions.queueing import call_next
from pustakota.contexts.spaces.errors import SittingRefused
from pustakota.contexts.spaces.events import SittingBegan, SittingEnded
from pustakota.contexts.spaces.models import Booking, DaySecret, GuestPass, HowEnded, Sitting, State, TurnState
from pustakota.contexts.spaces.queries import Sitter
from pustakota.contexts.spaces.rules import How, Span
from pustakota.foundation import locks, outbox, periods
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Computer, Resource
    from pustakota.foundation.actors import Actor

OF_TERMS = frozenset({"too_soon", "too_far", "too_short", "too_long", "off_the_grid", "closed_then"})
"""Reasons of booking ahead; who comes by keeps to the terms of sitting instead, hours among them."""
MOMENT = timedelta(seconds=1)


@transaction.atomic
def sit_down(
    *,
    computer: Computer,
    by: Actor,
    at: datetime,
    patron: Patron | None = None,
    guest_pass: GuestPass | None = None,
) -> Sitting:
    """Begin a session for a card or a pass, for as long as it can last; on one's own booking, until that ends."""
    point = computer.resource.service_point
    permissions.may_sit(by, point.pk)
    patron = locks.hold(patron) if patron else None
    if guest_pass is not None:
        guest_pass = GuestPass.objects.select_for_update(of=("self",)).select_related("person").get(pk=guest_pass.pk)
    hold_leaves(computer.resource)
    on, sitter = periods.local_day(at, point.zone), Sitter.of(patron=patron, guest_pass=guest_pass)
    booked, holder = _booked(computer.resource, sitter, at), _holder(sitter, on)
    limits = queries.limits_of(computer, holder=holder, besides=booked.pk if booked else None, at=at)
    terms = computer.policy.terms
    length = booked.ends_at - at if booked else terms.session
    ends_at = rules.last_moment(at, length, limits)
    seat = queries.seat_of(computer, sitter, at=at)
    reasons = [*_of_card(patron, on), *rules.reasons_not_to_sit(at, terms, seat, limits)]
    if by.may(permissions.BOOK, point.pk):
        reasons = [reason for reason in reasons if not reason.overridable]
        ends_at = rules.last_moment(at, length, limits.without_day())
    span = Span(at, max(ends_at, at + MOMENT))
    reasons += _of_licence(computer.resource, sitter, span)
    reasons += _not_free(computer.resource, span, booked, at=at) if not reasons else []
    if reasons:
        raise SittingRefused(*reasons)
    booking = _kept(booked, computer.resource, span, by=by, at=at)
    sitting = Sitting.objects.create(
        computer=computer,
        booking=booking,
        person=sitter.person,
        guest_pass=guest_pass,
        holder=holder,
        on=on,
        began_at=at,
        ends_at=ends_at,
    )
    _seat(sitter, sitting)
    outbox.announce(SittingBegan(sitting_id=sitting.pk, resource_id=computer.pk), at=at)
    return sitting


def _of_card(patron: Patron | None, on: date) -> Iterator[Reason]:
    if patron is not None and patron.status == "blocked":
        yield Reason("card_blocked")
    if patron is not None and patron.expires_on < on:
        yield Reason("card_expired")


def _of_licence(resource: Resource, sitter: Sitter, span: Span) -> Iterator[Reason]:
    """Some computers want a licence as machines do; a pass without a name has none."""
    if sitter.person is not None:
        yield from queries.reasons_of_licence(resource, sitter.person, span)
    elif resource.licence is not None:
        yield Reason("card_needed", overridable=False)


def _not_free(resource: Resource, span: Span, booked: Booking | None, *, at: datetime) -> list[Reason]:
    """What the check of every booking has against it, in one word."""
    against = queries.reasons_not_free(resource, span, at=at, besides=booked.pk if booked else None)
    is_free = all(reason.code in OF_TERMS for reason in against)
    return [] if is_free else [Reason("not_free", overridable=False)]


def _booked(resource: Resource, sitter: Sitter, at: datetime) -> Booking | None:
    """The booking of one's own that begins now or has begun."""
    if sitter.person is None:
        return None
    early = at + timedelta(minutes=15)
    rows = Booking.objects.filter(resource=resource, person=sitter.person, state__in=rules.HOLDS)
    return rows.filter(starts_at__lte=early, ends_at__gt=at, sitting=None).order_by("starts_at").first()


def _holder(sitter: Sitter, on: date) -> str:
    """The key of who sits there, by the day's secret, which is made when the first sits down."""
    DaySecret.objects.get_or_create(on=on, defaults={"secret": secrets.token_hex(32)})
    return queries.holder_key(sitter.mark, on)


def _kept(booked: Booking | None, resource: Resource, span: Span, *, by: Actor, at: datetime) -> Booking:
    """What claims the computer's time: one's own booking, or one of nobody for who came by."""
    if booked is None:
        booking = Booking.objects.create(
            resource=resource,
            starts_at=span.start,
            ends_at=span.end,
            state=State.CHECKED_IN,
            made_at=at,
            made_by=by.account_id if by.is_staff else None,
            came_at=at,
        )
    else:
        booking = booked
        release(booking)
        booking.state, booking.came_at = State.CHECKED_IN, at
        booking.starts_at, booking.ends_at = span.start, span.end
        booking.save(update_fields=["state", "came_at", "starts_at", "ends_at"])
    claim(booking, [resource], span, blocking=True)
    return booking


def _seat(sitter: Sitter, sitting: Sitting) -> None:
    """Whoever had a number has no need of it any more."""
    turn = queries.turn_of(sitter)
    if turn is not None:
        turn.state, turn.person, turn.computer = TurnState.SEATED, None, sitting.computer
        turn.save(update_fields=["state", "person", "computer"])


@transaction.atomic
def stay_longer(*, sitting: Sitting, by: Actor, at: datetime, minutes: int | None = None) -> Sitting:
    """Let a session last longer: whoever sits there by the terms and while nobody waits, staff as they say."""
    computer, point = sitting.computer, sitting.computer.resource.service_point
    permissions.may_sit(by, point.pk)
    hold_leaves(computer.resource)
    held = _going_on(sitting)
    terms = computer.policy.terms
    limits = queries.limits_of(computer, holder=held.holder, besides=held.booking_id, at=at)
    is_staff = by.may(permissions.BOOK, point.pk)
    waiting = queries.turns_for(computer, queries.turns_waiting(point, periods.local_day(at, point.zone)))
    reasons = rules.reasons_not_to_stay_longer(at, held.ends_at, terms, limits, waiting=len(waiting))
    if refused := [reason for reason in reasons if not (is_staff and reason.overridable)]:
        raise SittingRefused(*refused)
    more = timedelta(minutes=minutes) if minutes is not None and is_staff else terms.more
    limits = limits.without_day() if is_staff else limits
    ends_at = max(held.ends_at, rules.last_moment(at, held.ends_at - at + more, limits))
    span = Span(held.booking.starts_at, ends_at)
    release(held.booking)
    _last_until(held, ends_at)
    claim(held.booking, [computer.resource], span, blocking=True)
    return held


def _last_until(held: Sitting, ends_at: datetime) -> None:
    held.ends_at = held.booking.ends_at = ends_at
    held.save(update_fields=["ends_at"])
    held.booking.save(update_fields=["ends_at"])


@transaction.atomic
def get_up(*, sitting: Sitting, by: Actor, at: datetime, how: How = How.SIGNED_OUT) -> Sitting:
    """End a session, count it once, and call who waits. From now on nothing leads to who sat there."""
    computer, point = sitting.computer, sitting.computer.resource.service_point
    permissions.may_sit(by, point.pk)
    hold_leaves(computer.resource)
    held = _going_on(sitting)
    over_at = max(min(at, held.ends_at), held.began_at)
    held.ended_at, held.how, held.person = over_at, HowEnded(how.value), None
    held.save(update_fields=["ended_at", "how", "person"])
    _free(held.booking, over_at, at=at)
    _count(held, point, at=at)
    outbox.announce(SittingEnded(sitting_id=held.pk, resource_id=computer.pk, how=held.how), at=at)
    call_next(computer=computer, by=by, at=at)
    return held


def _free(booking: Booking, over_at: datetime, *, at: datetime) -> None:
    booking.person, booking.purpose = None, ""
    booking.ends_at = max(over_at, booking.starts_at + MOMENT)
    booking.save(update_fields=["person", "purpose", "ends_at"])
    if booking.state in rules.OPEN:
        ended(booking, State.COMPLETED, "", at)


def _count(held: Sitting, point: ServicePoint, *, at: datetime) -> None:
    """One user of the computers for each session, without a person: that is all the figures need."""
    participation.record(
        kind=participation.ActivityKind.COMPUTER,
        ref=f"sitting:{held.pk}",
        at_point=point,
        began_at=held.began_at,
        method=participation.Method.COUNT,
        source=participation.Source.API,
        by=SYSTEM,
        at=at,
        minutes=((held.ended_at or at) - held.began_at) // timedelta(minutes=1),
    )


def _going_on(sitting: Sitting) -> Sitting:
    rows = Sitting.objects.select_for_update(of=("self",)).select_related(
        "booking", "computer__policy", "computer__resource__service_point", "computer__resource__policy"
    )
    held = rows.get(pk=sitting.pk)
    if held.ended_at is not None:
        raise SittingRefused(Reason("nobody_sits", overridable=False))
    return held


def end_sittings(*, at: datetime) -> int:
    """End what is over by time or before closing, each in a transaction of its own; how many."""
    closings: dict[int, datetime | None] = {}
    over = 0
    for sitting in queries.open_sittings():
        point = sitting.computer.resource.service_point
        if point.pk not in closings:
            closings[point.pk] = queries.closing_of(point, at)
        closes = closings[point.pk]
        closing = closes - sitting.computer.policy.terms.before_closing if closes else None
        how = rules.how_it_ends(at, sitting.ends_at, closing)
        if how is not None:
            over += _end(sitting, how, at=at)
    return over


def _end(sitting: Sitting, how: How, *, at: datetime) -> int:
    try:
        get_up(sitting=sitting, by=SYSTEM, at=at, how=how)
    except SittingRefused:  # ended by somebody in this very moment
        return 0
    return 1


@transaction.atomic
def note_heard(*, computer: Computer, by: Actor, at: datetime, idle: timedelta | None = None) -> Sitting | None:
    """The program on a computer lives; where it says that nobody touched anything for long, the session ends."""
    permissions.may_sit(by, computer.resource.service_point_id)
    type(computer).objects.filter(pk=computer.pk).update(heard_at=at)
    sitting = queries.sitting_at(computer)
    limit = computer.policy.terms.idle
    if sitting is None or idle is None or limit is None or idle < limit:
        return sitting
    get_up(sitting=sitting, by=by, at=at, how=How.IDLE)
    return None
