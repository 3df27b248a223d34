"""Close a point for a day, and settle each booking that this touches: moved, cancelled with a message, or left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.contexts.organisation import actions as organisation
from pustakota.contexts.spaces import permissions, queries
from pustakota.contexts.spaces.actions.booking import cancel, move
from pustakota.contexts.spaces.errors import BookingRefused
from pustakota.foundation.errors import Refusal
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Booking, Resource
    from pustakota.contexts.spaces.rules import Span
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.errors import WordedReason


@dataclass(frozen=True, slots=True)
class Wish:
    """What staff ticked for a booking: another time or thing; without one it is cancelled."""

    to: Resource | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a booking; with ``reasons`` it stands as it stood."""

    booking: Booking
    is_moved: bool = False
    reasons: Sequence[WordedReason] = ()


def close_day(
    *, point: ServicePoint, on: date, because: str, wishes: Mapping[str, Wish], by: Actor, at: datetime
) -> list[Settled]:
    """No opening hours on that day, and each booking that staff said something about (by its code) settled.

    First the day closes, so that nobody books it meanwhile; then each booking is moved or cancelled, or nothing of it.
    """
    permissions.may_book(by, point.pk)
    if not because.strip():
        raise BookingRefused(Reason("reason_missing", overridable=False))
    organisation.set_date(point=point, on=on, intervals=[], reason=because.strip(), by=by, at=at)
    touched = queries.bookings_of_day(point, on, at=at)
    return settle_all(bookings=touched, because=because, wishes=wishes, by=by, at=at)


def settle_all(
    *, bookings: Sequence[Booking], because: str, wishes: Mapping[str, Wish], by: Actor, at: datetime
) -> list[Settled]:
    """Each in a transaction of its own; what could not be moved comes back with its reasons."""
    return [_settled(booking, wishes[booking.code], because, by, at) for booking in bookings if booking.code in wishes]


def _settled(booking: Booking, wish: Wish, because: str, by: Actor, at: datetime) -> Settled:
    try:
        if wish.span is None:
            return Settled(cancel(booking=booking, because=because, by=by, at=at))
        moved = move(booking=booking, span=wish.span, to=wish.to, because=because, by=by, at=at)
        return Settled(moved, is_moved=True)
    except Refusal as refusal:
        return Settled(booking, reasons=refusal.worded())
