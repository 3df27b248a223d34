"""Seats held while a form is filled in: for how long, and how often. Plain Python."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pustakota.contexts.programmes.rules.seats import Asked, Status, outcome

MOST_UNSENT = 3
"""So many forms for one date somebody may leave unsent within a day; after that no seat is held for them."""
MOST_DATES_AT_ONCE = 3
"""At so many dates seats may be held for the same account at the same time."""
REMEMBERED = timedelta(days=1)
"""How long a form that was not sent is remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What decides whether seats are held beside what decides a registration.

    ``lasts``: as the programme has it, nothing: none are held; ``unsent``: how often seats of this date were held for
    the same person or account and not taken; ``elsewhere``: other dates on which the account holds seats now.
    """

    lasts: timedelta
    unsent: int = 0
    elsewhere: int = 0


def held_until(asked: Asked, keeping: Keeping) -> datetime | None:
    """Until when the seats of a party are held; empty: none are, and the form can be sent all the same."""
    if not keeping.lasts or asked.free is None or outcome(asked) is not Status.CONFIRMED:
        return None
    if keeping.unsent >= MOST_UNSENT or keeping.elsewhere >= MOST_DATES_AT_ONCE:
        return None
    return end_of_hold(asked.at, keeping.lasts, starts_at=asked.starts_at, closes_at=asked.closes_at)


def end_of_hold(at: datetime, lasts: timedelta, *, starts_at: datetime, closes_at: datetime | None) -> datetime:
    """Never longer than somebody can register."""
    ends = (at + lasts, starts_at, closes_at)
    return min(each for each in ends if each is not None)
