"""How what is left of a time is offered on. Plain Python."""

from datetime import datetime, timedelta

from pustakota.contexts.spaces.rules.bookings import Span

FOR_A_REST = frozenset({"begun_already", "too_soon", "too_short", "off_the_grid"})
"""Reasons that do not count where what is left of a time is offered on."""
LEAST_REST = timedelta(minutes=15)
"""Less than this is not worth coming for."""
SHORTEST_OFFER, LONGEST_OFFER = timedelta(minutes=15), timedelta(days=1)


EARLIEST_ARRIVAL = timedelta(minutes=30)
"""How long before it begins a member may say that they are here."""


def offer_lasts(rest: Span, at: datetime) -> timedelta:
    """How long somebody may think about an offer: a quarter of the time until it begins, at most a day."""
    return min(max((rest.start - at) / 4, SHORTEST_OFFER), LONGEST_OFFER, rest.end - at)
