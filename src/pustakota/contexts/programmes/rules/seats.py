"""Seats and the waiting list: who has one, who is next, and why somebody cannot register. Plain Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pustakota.foundation.reasons import Reason


class Status(StrEnum):
    """Where a registration stands. ``OFFERED``: a seat is kept until somebody says yes, or the time is over.

    ``HELD``: seats are kept while somebody fills in the form; ``LEFT``: the form was not sent.
    """

    HELD = "held"
    LEFT = "left"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    REJECTED = "rejected"


HAS_SEAT = frozenset({Status.CONFIRMED, Status.OFFERED, Status.ATTENDED})
"""States in which somebody is registered and has a seat."""
TAKES_SEAT = HAS_SEAT | {Status.HELD}
"""States in which nobody else can have the seats."""
LIVE = frozenset({Status.PENDING, Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED, Status.ATTENDED})
"""States in which somebody is registered."""
ONE_EACH = LIVE | {Status.HELD}
"""States of which a person has at most one for each occurrence."""


class Mode(StrEnum):
    """How one comes in: as one likes (counted), at once, after an answer, by lot, by invitation, or elsewhere."""

    NONE = "none"
    OPEN = "open"
    APPROVAL = "approval"
    LOTTERY = "lottery"
    INVITATION = "invitation"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTerms:
    """What happens when a seat is free.

    More than ``offer_before`` ahead it is offered for ``offer_lasts``; later it is given at once; nothing is given by
    itself within ``nothing_within`` of the beginning. ``fills``: where a party does not fit, a later one that does may
    go first; else everybody waits behind it.
    """

    offer_before: timedelta = timedelta(hours=48)
    offer_lasts: timedelta = timedelta(hours=24)
    nothing_within: timedelta = timedelta(hours=6)
    fills: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A party that waits: how many, since when, and whether staff put it before others."""

    key: int
    party: int
    since: datetime
    priority: int = 0

    @property
    def place(self) -> tuple[int, datetime, int]:
        """The lower, the earlier: staff's word first, then the moment of waiting (never that of the row)."""
        return (-self.priority, self.since, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """Who gets seats now; ``offered_until`` is empty where they have them without being asked."""

    key: int
    party: int
    offered_until: datetime | None


def promotions(
    queue: Iterable[Waiting], *, free: int | None, starts_at: datetime, at: datetime, terms: WaitingTerms
) -> list[Promotion]:
    """Who of those waiting gets seats now, the first first; ``free`` is empty where seats have no end."""
    ahead = starts_at - at
    if ahead < terms.nothing_within:
        return []
    until = at + terms.offer_lasts if ahead > terms.offer_before else None
    return [Promotion(key=each.key, party=each.party, offered_until=until) for each in _fitting(queue, free, terms)]


def _fitting(queue: Iterable[Waiting], free: int | None, terms: WaitingTerms) -> Iterator[Waiting]:
    for each in sorted(queue, key=lambda waiting: waiting.place):
        if free is None or each.party <= free:
            free = None if free is None else free - each.party
            yield each
        elif not terms.fills:
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Everything that decides whether a party may register, and what becomes of it.

    ``free``: seats that nobody has, empty where they have no end; ``waiting``: parties that wait already,
    ``smallest_waiting`` the smallest of them; ``fills``: see ``WaitingTerms``; ``age``: of the person on that day,
    empty where it is not known. ``missed``: dates that whoever registers stayed away from lately, without an excuse;
    ``most_missed``: how many change nothing yet, empty where any number does. ``held``: of the free seats those that
    are held for this person while they fill in the form; ``holds_over``: holds whose time is over and whose seats are
    not given on yet. ``residents_at``: from when residents register, before ``opens_at``; ``household``: seats that
    others of the same household have, asked for or wait for, with ``most_in_household`` at most in all.
    """

    mode: Mode
    is_published: bool
    at: datetime
    starts_at: datetime
    opens_at: datetime | None = None
    residents_at: datetime | None = None
    closes_at: datetime | None = None
    is_resident: bool = False
    household: int = 0
    most_in_household: int | None = None
    party: int = 1
    most_in_party: int = 1
    free: int | None = None
    waiting: int = 0
    smallest_waiting: int | None = None
    fills: bool = False
    most_waiting: int | None = None
    is_registered: bool = False
    age: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    by_staff: bool = False
    missed: int = 0
    most_missed: int | None = None
    held: int = 0
    holds_over: int = 0


def reasons_not_to_register(asked: Asked) -> tuple[Reason, ...]:
    """Every reason at once; none: ``outcome`` says what becomes of it."""
    return tuple(_against(asked))


def _against(asked: Asked) -> Iterator[Reason]:
    if not asked.is_published:
        yield Reason("not_offered", overridable=False)
    yield from _against_mode(asked)
    yield from _against_time(asked)
    if asked.is_registered:
        yield Reason("already_registered", overridable=False)
    if not 1 <= asked.party <= asked.most_in_party:
        yield Reason("party_too_large", {"most": asked.most_in_party}, overridable=False)
    most = asked.most_in_household
    if most is not None and asked.household + asked.party > most and not asked.by_staff:
        yield Reason("household_full", {"most": most}, overridable=False)
    yield from _against_age(asked)
    if asked.most_waiting is not None and _must_wait(asked) and asked.waiting >= asked.most_waiting:
        yield Reason("full", overridable=False)


def _against_mode(asked: Asked) -> Iterator[Reason]:
    if asked.mode is Mode.NONE:
        yield Reason("come_as_you_are", overridable=False)
    if asked.mode is Mode.EXTERNAL:
        yield Reason("elsewhere", overridable=False)
    if asked.mode is Mode.INVITATION and not asked.by_staff:
        yield Reason("by_invitation", overridable=False)


def _against_time(asked: Asked) -> Iterator[Reason]:
    """Staff still take somebody in who stands at the door."""
    if asked.by_staff:
        return
    if asked.at >= asked.starts_at:
        yield Reason("begun", overridable=False)
    elif asked.closes_at is not None and asked.at >= asked.closes_at:
        yield Reason("closed", overridable=False)
    yield from _against_early(asked)


def _against_early(asked: Asked) -> Iterator[Reason]:
    if asked.opens_at is None or asked.at >= asked.opens_at:
        return
    first = asked.residents_at
    if first is not None and asked.at >= first:
        if not asked.is_resident:
            yield Reason("residents_first", {"opens_at": asked.opens_at}, overridable=False)
    else:
        own = first if first is not None and asked.is_resident else asked.opens_at
        yield Reason("not_open_yet", {"opens_at": own}, overridable=False)


def _against_age(asked: Asked) -> Iterator[Reason]:
    if asked.age is None or asked.by_staff:
        return
    if asked.age_from is not None and asked.age < asked.age_from:
        yield Reason("too_young", {"years": asked.age_from}, overridable=False)
    if asked.age_to is not None and asked.age > asked.age_to:
        yield Reason("too_old", {"years": asked.age_to}, overridable=False)


def _must_wait(asked: Asked) -> bool:
    """Nobody passes those who wait, also where a seat is free, but where parties fill gaps, those that do not fit.

    Whoever holds seats came before those who wait.
    """
    if asked.free is None or asked.party <= asked.held:
        return False
    if asked.fills:
        passed = asked.smallest_waiting is not None and asked.smallest_waiting <= asked.free
    else:
        passed = asked.waiting > 0
    return passed or asked.party > asked.free


def outcome(asked: Asked) -> Status:
    """What becomes of a registration against which nothing stands."""
    stayed_away = asked.most_missed is not None and asked.missed > asked.most_missed
    if (stayed_away or asked.mode in (Mode.APPROVAL, Mode.LOTTERY)) and not asked.by_staff:
        return Status.PENDING
    return Status.WAITLISTED if _must_wait(asked) else Status.CONFIRMED


def is_late(at: datetime, *, starts_at: datetime, cancel_until: timedelta) -> bool:
    """Whether a seat given back now comes back too late to be of use."""
    return at > starts_at - cancel_until
