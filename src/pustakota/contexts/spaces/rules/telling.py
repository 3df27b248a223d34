"""What is told about a booking, and when somebody is reminded of it. Plain Python."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pustakota.contexts.spaces.rules.bookings import State


class News(StrEnum):
    """What is told about a booking to whoever booked."""

    CONFIRMED = "confirmed"
    REQUESTED = "requested"
    APPROVED = "approved"
    DENIED = "denied"
    MOVED = "moved"
    CANCELLED = "cancelled"
    MISSED = "missed"
    EXPIRED = "expired"
    OUT_OF_ORDER = "out_of_order"
    WORKS_AGAIN = "works_again"
    SEASON = "season"
    NO_SEASON = "no_season"


NEWS_OF_END = {State.DENIED: News.DENIED, State.NO_SHOW: News.MISSED, State.EXPIRED: News.EXPIRED}
"""Ends that nobody chose who booked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """What decides a reminder of a booking."""

    starts_at: datetime
    made_at: datetime
    before: timedelta | None


def is_to_remind(booking: Reminded, at: datetime) -> bool:
    """True from the moment that the terms name."""
    return booking.before is not None and booking.starts_at - booking.before <= at


def was_booked_before_reminder(booking: Reminded) -> bool:
    """False where the confirmation came later than the reminder would have: it says the same."""
    return booking.before is not None and booking.made_at < booking.starts_at - booking.before
