"""Answer a request: the one that is approved has the time, those that collide with it are declined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.spaces import permissions, queries
from pustakota.contexts.spaces.actions.booking import changed, ended, still_open
from pustakota.contexts.spaces.actions.claiming import TAKEN, claim, hold_leaves, release, things_of
from pustakota.contexts.spaces.errors import BookingRefused
from pustakota.contexts.spaces.models import Booking, State
from pustakota.contexts.spaces.rules import News
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.foundation.actors import Actor


@transaction.atomic
def approve(*, booking: Booking, by: Actor, at: datetime, to_rivals: str = "") -> Booking:
    """Say yes: the time is theirs, and other requests for it are declined, with these words or a sentence of ours.

    Where the terms want two to say yes, the first one is noted and nobody has the time yet; the head says both at once.
    """
    point_id = booking.resource.service_point_id
    permissions.may_book(by, point_id)
    things = things_of(booking)
    hold_leaves(*things)
    held = _requested(booking)
    if any(queries.is_taken(thing, held.span, layout=held.layout_of(thing)) for thing in things):
        raise BookingRefused(TAKEN)
    if held.resource.policy.steps > 1 and not by.may(permissions.APPROVE, point_id):
        return _first_yes(held, by, at)
    losers = list(queries.colliding(held).select_for_update(of=("self",)))
    release(held)
    claim(held, things, held.span, blocking=True)
    held.state = State.CONFIRMED
    held.revision += 1
    held.save(update_fields=["state", "revision"])
    changed(held, at, News.APPROVED)
    for other in losers:
        ended(other, State.DENIED, to_rivals, at)
    return held


@transaction.atomic
def keep(*, booking: Booking, by: Actor, at: datetime) -> Booking:
    """An event stands on this booking: a request is approved, and nobody need check in at the door to keep the time."""
    permissions.may_book(by, booking.resource.service_point_id)
    if booking.state == State.REQUESTED:
        booking = approve(booking=booking, by=by, at=at)
    if booking.state == State.REQUESTED:
        raise BookingRefused(Reason("second_yes_missing", overridable=False))
    held = still_open(booking)
    held.is_kept = True
    held.save(update_fields=["is_kept"])
    return held


def _first_yes(held: Booking, by: Actor, at: datetime) -> Booking:
    if held.first_yes_at is not None:
        raise NotAllowed(permissions.APPROVE)
    held.first_yes_at, held.first_yes_by = at, by.account_id
    held.save(update_fields=["first_yes_at", "first_yes_by"])
    return held


@transaction.atomic
def deny(*, booking: Booking, because: str, by: Actor, at: datetime) -> Booking:
    """Decline a request; whoever asked reads why."""
    permissions.may_book(by, booking.resource.service_point_id)
    held = _requested(booking)
    if not because.strip():
        raise BookingRefused(Reason("reason_missing", overridable=False))
    return ended(held, State.DENIED, because, at)


def _requested(booking: Booking) -> Booking:
    held = Booking.objects.select_for_update(of=("self",)).select_related("resource__policy").get(pk=booking.pk)
    if held.state != State.REQUESTED:
        raise BookingRefused(Reason("not_requested", overridable=False))
    return held
