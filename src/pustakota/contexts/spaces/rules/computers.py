"""How long somebody may sit at a public computer, and why not. Plain Python."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pustakota.foundation.reasons import Reason

SHORTEST_SITTING = timedelta(minutes=5)
"""Nobody sits down for less."""
CALLED_FOR = timedelta(minutes=5)
"""How long a computer is kept for the turn that was called."""
HEARD_EVERY = timedelta(seconds=30)
"""How often the program on a computer asks."""
UNHEARD_AFTER = timedelta(minutes=3)
"""A paired computer that was not heard from for this long is shown as silent."""


PASS_LETTERS, PASS_LENGTH = "ACDEFGHJKMNPQRTUVWXY3479", 6
"""Letters and digits that nobody mistakes for one another, for codes that are told at the desk."""


def hash_of_pass(code: str) -> str:
    """What is kept of the code of a pass, however it was typed."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


class How(StrEnum):
    """How a session ended."""

    SIGNED_OUT = "signed_out"
    TIME = "time"
    CLOSING = "closing"
    IDLE = "idle"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingTerms:
    """``day``, ``session``: the most on a day and at a time; ``more``: by how much it is made longer.

    ``warning``: how long before the end that is told, and the earliest to ask for more. ``idle``: ends when nobody
    touched anything for so long. ``before_closing``: how long before closing everything ends.
    """

    day: timedelta = timedelta(minutes=120)
    session: timedelta = timedelta(minutes=60)
    more: timedelta = timedelta(minutes=30)
    warning: timedelta = timedelta(minutes=5)
    idle: timedelta | None = timedelta(minutes=10)
    before_closing: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What ends a session whatever somebody wishes. ``closing``: the last moment before closing, nothing while closed;
    ``taken``: when somebody else has the computer; ``left``: what is left of the day's time.
    """

    closing: datetime | None
    taken: datetime | None
    left: timedelta

    def without_day(self) -> "Limits":
        """For staff, who may go beyond the day's time."""
        return replace(self, left=timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """What is to be known of a computer and of who wants to sit there. ``age``: nothing where it is not known.

    ``kept_for``: the number of a turn that was called to it and is another's.
    """

    is_out: bool = False
    in_use: bool = False
    kept_for: int | None = None
    sits_elsewhere: bool = False
    age: int | None = None
    youngest: int | None = None
    oldest: int | None = None


def suits(age: int | None, youngest: int | None, oldest: int | None) -> bool:
    """Whether a computer is for somebody of that age; who is not asked counts as grown up."""
    years = 18 if age is None else age
    return (youngest is None or years >= youngest) and (oldest is None or years <= oldest)


def last_moment(at: datetime, length: timedelta, limits: Limits) -> datetime:
    """When a session ends that should last so long."""
    ends = [at + min(length, limits.left)]
    ends += [moment for moment in (limits.closing, limits.taken) if moment is not None]
    return max(at, min(ends))


def reasons_not_to_sit(at: datetime, terms: SittingTerms, seat: Seat, limits: Limits) -> tuple[Reason, ...]:
    """Every reason why a session cannot begin now; staff may go beyond age and the day's time."""
    return tuple(_against_sitting(at, terms, seat, limits))


def _against_sitting(at: datetime, terms: SittingTerms, seat: Seat, limits: Limits) -> Iterator[Reason]:
    if seat.is_out:
        yield Reason("computer_out", overridable=False)
    if seat.in_use:
        yield Reason("in_use", overridable=False)
    if seat.kept_for is not None:
        yield Reason("kept_for_number", {"number": seat.kept_for})
    if seat.sits_elsewhere:
        yield Reason("sits_elsewhere", overridable=False)
    if not suits(seat.age, seat.youngest, seat.oldest):
        yield _wrong_age(seat)
    yield from _too_little(at, at, limits)
    if limits.left < SHORTEST_SITTING:
        yield Reason("day_used_up", {"minutes": terms.day // timedelta(minutes=1)})


def _wrong_age(seat: Seat) -> Reason:
    if seat.oldest is not None and seat.youngest is None:
        return Reason("for_younger", {"years": seat.oldest})
    if seat.youngest is not None and seat.oldest is None:
        return Reason("for_older", {"years": seat.youngest})
    return Reason("for_between", {"youngest": seat.youngest, "oldest": seat.oldest})


def _too_little(at: datetime, since: datetime, limits: Limits) -> Iterator[Reason]:
    """Where nothing is left after ``since`` that anybody could give."""
    if limits.closing is None:
        yield Reason("closed_now", overridable=False)
    elif limits.closing < since + SHORTEST_SITTING:
        yield Reason("closing_soon", overridable=False)
    if limits.taken is not None and limits.taken < since + SHORTEST_SITTING and limits.taken > at:
        yield Reason("booked_soon", overridable=False)


def reasons_not_to_stay_longer(
    at: datetime, ends_at: datetime, terms: SittingTerms, limits: Limits, *, waiting: int
) -> tuple[Reason, ...]:
    """Every reason why a session cannot last longer; ``limits.left`` counts from now. Staff may go beyond some."""
    return tuple(_against_staying(at, ends_at, terms, limits, waiting))


def _against_staying(
    at: datetime, ends_at: datetime, terms: SittingTerms, limits: Limits, waiting: int
) -> Iterator[Reason]:
    if ends_at - at > terms.warning:
        yield Reason("too_early", {"minutes": terms.warning // timedelta(minutes=1)})
    if waiting:
        yield Reason("others_wait", {"count": waiting})
    if limits.left < ends_at - at + SHORTEST_SITTING:
        yield Reason("day_used_up", {"minutes": terms.day // timedelta(minutes=1)})
    yield from _too_little(at, ends_at, limits)


def how_it_ends(at: datetime, ends_at: datetime, closing: datetime | None) -> How | None:
    """How a session that nobody ends is over now; nothing while it goes on."""
    if closing is None or closing <= at:
        return How.CLOSING
    return How.TIME if ends_at <= at else None
