"""When something can be booked: one answer for the list of free times and for the booking itself. Plain Python."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypedDict, Unpack

from pustakota.foundation.reasons import Reason


class State(StrEnum):
    """Where a booking stands; see ``HOLDS`` for those that keep their time."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    DENIED = "denied"
    NO_SHOW = "no_show"
    EXPIRED = "expired"


HOLDS = frozenset({State.CONFIRMED, State.CHECKED_IN})
"""States in which nobody else can have the time."""
OPEN = frozenset({State.REQUESTED, *HOLDS})
COUNTED = frozenset({*OPEN, State.COMPLETED, State.NO_SHOW})
"""States that count towards what one person may have."""


TAKEN = Reason("taken", overridable=False)


class Mode(StrEnum):
    """Who decides: nobody (the booking stands at once), staff on a request, or staff book themselves."""

    INSTANT = "instant"
    APPROVAL = "approval"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From ``start`` until before ``end``."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def rest_from(self, at: datetime) -> "Span":
        """What is left of it, by the minute; all of it while it has not begun."""
        return Span(max(self.start, at.replace(second=0, microsecond=0)), self.end)

    def widened(self, before: timedelta, after: timedelta) -> "Span":
        return Span(self.start - before, self.end + after)


@dataclass(frozen=True, slots=True)
class Blackout:
    """A time that is given to nobody, with the words that say why.

    ``is_of_point``: of everything at a point, so that what is away over night meets it only as it goes and comes.
    """

    span: Span
    words: str
    is_of_point: bool = False

    def meets(self, wanted: Span, *, is_away: bool) -> bool:
        """True where this stands in the way of a time."""
        if is_away and self.is_of_point:
            return self.span.start <= wanted.start < self.span.end or self.span.start < wanted.end <= self.span.end
        return self.span.overlaps(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a booking must keep to. ``step``: the grid from opening; ``lead``: how long before; ``window``: how far.

    ``before`` and ``after`` are kept free around it. ``most_open``: bookings that one person may have ahead;
    ``most_a_day``: time that one person may have on a day. ``release_after``: when nobody came, the time is free again.
    ``remind_before``: how long before it whoever booked is reminded; None: not at all.
    ``most_days``: for how many days it is taken home; None: it stays here, and a time lies in one opening.
    """

    step: timedelta = timedelta(minutes=30)
    shortest: timedelta = timedelta(hours=1)
    longest: timedelta = timedelta(hours=3)
    lead: timedelta = timedelta(0)
    window: timedelta = timedelta(days=30)
    before: timedelta = timedelta(0)
    after: timedelta = timedelta(0)
    most_open: int | None = 3
    most_a_day: timedelta | None = None
    cancel_until: timedelta = timedelta(0)
    release_after: timedelta | None = timedelta(minutes=15)
    remind_before: timedelta | None = timedelta(days=1)
    gap: timedelta = timedelta(0)
    fewest_people: int | None = None
    youngest: int | None = None
    oldest: int | None = None
    most_days: int | None = None

    @property
    def most(self) -> timedelta:
        """The longest time of all, with the days for which it may be taken home."""
        return max(self.longest, timedelta(days=self.most_days or 0))

    @property
    def is_for_some_ages(self) -> bool:
        return self.youngest is not None or self.oldest is not None

    def around(self, span: Span) -> Span:
        """A time with what is kept free before and after it."""
        return span.widened(self.before, self.after)


def minutes(of: timedelta) -> int:
    return int(of.total_seconds() // 60)


def reasons_not_free(
    wanted: Span,
    *,
    terms: Terms,
    opened: Sequence[Span],
    claimed: Iterable[Span],
    at: datetime,
    units: Sequence[Sequence[Span]] = (),
    blackouts: Iterable[Blackout] = (),
) -> tuple[Reason, ...]:
    """Every reason why this time cannot be had now; ``claimed`` with what is kept free around.

    ``units``: of a pool, what is claimed of each; one that is free is enough.
    Staff may go beyond the terms and the opening hours, never beyond what somebody else has.
    """
    if wanted.end <= wanted.start:
        return (Reason("ends_before_it_begins", overridable=False),)
    is_away = bool(terms.most_days) and is_over_days(wanted, terms, opened)
    given_up = [each for each in blackouts if each.meets(wanted, is_away=is_away)]
    return (
        *_against_terms(wanted, terms, opened, at),
        *(Reason("not_given_then", {"words": words}) for words in dict.fromkeys(each.words for each in given_up)),
        *([TAKEN] if is_taken(terms.around(wanted), claimed, units) else ()),
    )


def is_taken(kept: Span, claimed: Iterable[Span], units: Sequence[Sequence[Span]]) -> bool:
    """True where somebody has it then: of a pool, where somebody has each of its units."""

    def has(spans: Iterable[Span]) -> bool:
        return any(kept.overlaps(span) for span in spans)

    return has(claimed) or (bool(units) and all(has(spans) for spans in units))


def _against_terms(wanted: Span, terms: Terms, opened: Sequence[Span], at: datetime) -> Iterator[Reason]:
    if wanted.start < at:
        yield Reason("begun_already")
    elif wanted.start < at + terms.lead:
        yield Reason("too_soon", {"minutes": minutes(terms.lead)})
    if wanted.start > at + terms.window:
        yield Reason("too_far", {"days": terms.window.days})
    if wanted.length < terms.shortest:
        yield Reason("too_short", {"minutes": minutes(terms.shortest)})
    if wanted.length > terms.most and terms.most_days:
        yield Reason("too_many_days", {"days": terms.most_days})
    elif wanted.length > terms.most:
        yield Reason("too_long", {"minutes": minutes(terms.most)})
    openings = openings_of(wanted, terms, opened)
    if openings is None:
        yield Reason("closed_then")
        return
    goes, comes = openings
    if (wanted.start - goes.start) % terms.step or (wanted.end - comes.start) % terms.step:
        yield Reason("off_the_grid", {"minutes": minutes(terms.step)})


def openings_of(wanted: Span, terms: Terms, opened: Sequence[Span]) -> tuple[Span, Span] | None:
    """The opening that a time lies in, twice; of what is taken home, when it goes and when it comes back."""
    around = next((span for span in opened if span.holds(wanted)), None)
    if around is not None:
        return around, around
    goes = next((span for span in opened if span.start <= wanted.start < span.end), None)
    comes = next((span for span in opened if span.start <= wanted.end <= span.end), None)
    return (goes, comes) if terms.most_days and goes and comes else None


def is_over_days(wanted: Span, terms: Terms, opened: Sequence[Span]) -> bool:
    """True where something goes in one opening and comes back in another."""
    openings = openings_of(wanted, terms, opened)
    return openings is not None and openings[0] != openings[1]


class Facts(TypedDict):
    """What days look like to whoever wants something on them."""

    terms: Terms
    opened: Sequence[Span]
    claimed: Sequence[Span]
    units: Sequence[Sequence[Span]]
    blackouts: Sequence[Blackout]
    at: datetime


def slots(**facts: Unpack[Facts]) -> list[Span]:
    """The times of the shortest length that can be had, one after the other, by the very check of a booking."""
    terms = facts["terms"]
    return [
        slot
        for opening in facts["opened"]
        for near in [_near(opening, facts)]
        for slot in _grid(opening, terms.shortest)
        if not reasons_not_free(slot, **near)
    ]


def _near(opening: Span, facts: Facts) -> Facts:
    """The same with what can matter to one opening only: a week is asked day by day."""
    kept = facts["terms"].around(opening)
    near = facts.copy()
    near["opened"] = [opening]
    near["claimed"] = [span for span in facts["claimed"] if kept.overlaps(span)]
    near["units"] = [[span for span in unit if kept.overlaps(span)] for unit in facts.get("units", ())]
    return near


@dataclass(frozen=True, slots=True)
class Cell:
    """A step of a day's grid. ``until``: as late as a booking may end that begins here; none where none may begin."""

    span: Span
    until: datetime | None
    is_free: bool


def strip(shown: Sequence[Span], **facts: Unpack[Facts]) -> list[Cell]:
    """Openings step by step, each by the very check of a booking."""
    terms, at = facts["terms"], facts["at"]
    taken = [*facts["claimed"], *(each.span for each in facts["blackouts"])]

    def until(start: datetime) -> datetime | None:
        ends = (start + length for length in lengths(terms))
        return max((end for end in ends if not reasons_not_free(Span(start, end), **facts)), default=None)

    return [
        Cell(each, until(each.start), is_free=each.start >= at and not is_taken(each, taken, facts["units"]))
        for opening in shown
        for each in _grid(opening, terms.step)
    ]


def lengths(terms: Terms) -> list[timedelta]:
    """How long a booking may be: on the grid, and for so many days where it is taken home."""
    steps = range(-(-terms.shortest // terms.step), terms.longest // terms.step + 1)
    days = (timedelta(days=n) for n in range(1, (terms.most_days or 0) + 1))
    return [*(n * terms.step for n in steps), *(each for each in days if each > terms.longest)]


def _grid(opening: Span, length: timedelta) -> Iterator[Span]:
    start = opening.start
    while start + length <= opening.end:
        yield Span(start, start + length)
        start += length
