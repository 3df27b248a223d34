"""Which notices exist, how each may be told, and when. Plain Python."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import quote

from pustakota.foundation.reasons import Reason


class Channel(StrEnum):
    """The ways in which a notice reaches somebody."""

    INBOX = "inbox"
    EMAIL = "email"
    PUSH = "push"
    WHATSAPP = "whatsapp"
    PRINT = "print"


AUTOMATIC = (Channel.EMAIL, Channel.PUSH)
"""What the worker carries by itself."""
BY_HAND = (Channel.WHATSAPP, Channel.PRINT)
"""What waits for a person behind the desk."""
CHOOSABLE = (Channel.EMAIL, Channel.PUSH, Channel.WHATSAPP)
"""What a member can switch on and off; the inbox always has everything, and paper is the last way."""


class Kind(StrEnum):
    """What notices are about; a template is named after its kind."""

    HOLD_READY = "hold_ready"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    RENEWED = "renewed"
    CARD_EXPIRING = "card_expiring"
    WELCOME = "welcome"
    ANSWERED = "answered"
    NEWS = "news"
    NEW_TITLES = "new_titles"
    BREACH = "breach"
    BOOKING = "booking"
    BOOKING_REMINDER = "booking_reminder"
    BOOKING_OFFER = "booking_offer"
    PRINT_JOB = "print_job"
    EQUIPMENT_LATE = "equipment_late"
    EVENT = "event"
    EVENT_REMINDER = "event_reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How notices of a kind are told. ``channels``: the ways besides the inbox, unless somebody chooses otherwise.

    ``on_paper``: worth a line on the list of the unreached. ``at_once``: of no use tomorrow, so that it goes however
    many letters went today.
    """

    channels: frozenset[Channel]
    on_paper: bool = False
    at_once: bool = False


MANNERS: Mapping[Kind, Manner] = MappingProxyType(
    {
        Kind.HOLD_READY: Manner(channels=frozenset(CHOOSABLE), on_paper=True),
        Kind.DUE_SOON: Manner(channels=frozenset(CHOOSABLE)),
        Kind.OVERDUE: Manner(channels=frozenset(CHOOSABLE), on_paper=True),
        Kind.RENEWED: Manner(channels=frozenset()),
        Kind.CARD_EXPIRING: Manner(channels=frozenset({Channel.EMAIL, Channel.PUSH})),
        Kind.WELCOME: Manner(channels=frozenset({Channel.EMAIL})),
        Kind.ANSWERED: Manner(channels=frozenset(CHOOSABLE)),
        Kind.NEWS: Manner(channels=frozenset({Channel.EMAIL, Channel.PUSH})),
        Kind.NEW_TITLES: Manner(channels=frozenset({Channel.EMAIL, Channel.PUSH})),
        Kind.BREACH: Manner(channels=frozenset(AUTOMATIC), on_paper=True),
        Kind.BOOKING: Manner(channels=frozenset(CHOOSABLE), at_once=True),
        Kind.BOOKING_REMINDER: Manner(channels=frozenset(AUTOMATIC), at_once=True),
        Kind.BOOKING_OFFER: Manner(channels=frozenset(CHOOSABLE), at_once=True),
        Kind.PRINT_JOB: Manner(channels=frozenset(CHOOSABLE)),
        Kind.EQUIPMENT_LATE: Manner(channels=frozenset(CHOOSABLE), on_paper=True),
        Kind.EVENT: Manner(channels=frozenset(CHOOSABLE), at_once=True),
        Kind.EVENT_REMINDER: Manner(channels=frozenset(AUTOMATIC), at_once=True),
    }
)

DUTIES = frozenset({Kind.BREACH})
"""Kinds that the law has the library tell, whatever somebody chose, by every way that leads to them."""
ENDED_ALONE = frozenset({Kind.NEW_TITLES})
"""Kinds that somebody asked for by themselves: a letter that holds nothing else ends the kind, not its way."""


def kind_of(template: str) -> Kind:
    """``circulation/hold_ready`` is of the kind ``hold_ready``."""
    return Kind(template.rpartition("/")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The ways that lead to somebody now, and what they chose: kind and channel → wanted or not.

    ``known_ways``: automatic ways that lead to them, agreed to or not.
    """

    open_ways: frozenset[Channel]
    known_ways: frozenset[Channel] = frozenset()
    preferred: str = ""
    choices: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    agrees_to_news: bool = False


NOT_AT_ALL = "none"
"""The wish to be told by the inbox alone."""


def is_wanted(kind: Kind, channel: Channel, reach: Reach) -> bool:
    """True where a way is open and nothing was chosen against it; a duty needs no more than the way."""
    if kind in DUTIES:
        return channel in reach.known_ways
    if channel not in reach.open_ways or reach.preferred == NOT_AT_ALL:
        return False
    if kind is Kind.NEWS and not reach.agrees_to_news:
        return False
    return reach.choices.get((kind, channel), channel in MANNERS[kind].channels)


def ways(kind: Kind, reach: Reach, *, tried: Collection[str] = ()) -> tuple[Channel, ...]:
    """The ways besides the inbox by which a notice goes now, without those that were tried in vain.

    All automatic ways that are wanted; where there is none, or WhatsApp is preferred, staff send it by hand; paper is
    for what matters and reaches somebody no other way.
    """
    wanted = [way for way in CHOOSABLE if way not in tried and is_wanted(kind, way, reach)]
    if Channel.WHATSAPP in wanted and reach.preferred == Channel.WHATSAPP:
        return (Channel.WHATSAPP,)
    if automatic := tuple(way for way in wanted if way in AUTOMATIC):
        return automatic
    if wanted:
        return (Channel.WHATSAPP,)
    on_paper = MANNERS[kind].on_paper and (reach.preferred != NOT_AT_ALL or kind in DUTIES)
    return (Channel.PRINT,) if on_paper and Channel.PRINT not in tried else ()


EVENING, LATE_EVENING, MORNING = time(20), time(21), time(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """When notices of a kind are told, at a point or any, to members of a kind or any.

    ``days``: before the day that counts (due soon, membership ends) or after it (overdue); each is told once. Nobody is
    disturbed from ``quiet_from`` until ``quiet_until``. ``is_told``: whether the kind is told at all.
    """

    kind: Kind
    service_point_id: int | None = None
    patron_type_id: int | None = None
    is_told: bool = True
    days: tuple[int, ...] = ()
    quiet_from: time = EVENING
    quiet_until: time = MORNING

    @property
    def rank(self) -> tuple[bool, bool]:
        """A point beats any, then a kind of membership."""
        return self.service_point_id is not None, self.patron_type_id is not None

    def covers(self, point_id: int, patron_type_id: int | None) -> bool:
        """True where it holds for somebody of this kind at this point."""
        own = (self.service_point_id, self.patron_type_id)
        return all(mine is None or mine == given for mine, given in zip(own, (point_id, patron_type_id), strict=True))


FIRST_DAYS: Mapping[Kind, tuple[int, ...]] = MappingProxyType(
    {Kind.DUE_SOON: (3, 0), Kind.OVERDUE: (3, 7, 14, 30, 60, 90), Kind.CARD_EXPIRING: (30, 7)}
)
"""The kinds that are told on certain days, and the days with which a library begins."""
LONGEST_BEFORE, LONGEST_AFTER = 60, 365


def first_timetable(kind: Kind) -> Timetable:
    """What holds for a kind where no row says anything."""
    late = LATE_EVENING if kind is Kind.HOLD_READY else EVENING
    return Timetable(kind=kind, days=FIRST_DAYS.get(kind, ()), quiet_from=late)


class Timetables:
    """All rows at once; the one that names the case most closely wins."""

    def __init__(self, rows: Iterable[Timetable]) -> None:
        self.rows = sorted(rows, key=lambda row: row.rank, reverse=True)

    def of(self, kind: Kind, point_id: int, patron_type_id: int | None) -> Timetable:
        """What holds for a kind, somebody's point and kind of membership."""
        fitting = (row for row in self.rows if row.kind == kind and row.covers(point_id, patron_type_id))
        return next(fitting, None) or first_timetable(kind)

    def longest(self, kind: Kind) -> int:
        """The most days that any row of a kind names."""
        named = [day for row in self.rows if row.kind == kind for day in row.days]
        return max([*named, *first_timetable(kind).days], default=0)


def step_before(left: int, days: Collection[int]) -> int | None:
    """Of the days before something the latest that has come; nothing when it is over, or still far."""
    return None if left < 0 else min((day for day in days if day >= left), default=None)


def step_after(late: int, days: Collection[int]) -> int | None:
    """Of the days after something the latest that has come; a worker that slept makes up for it with one notice."""
    return max((day for day in days if day <= late), default=None)


def reasons_against_timetable(table: Timetable) -> tuple[Reason, ...]:
    """Every reason against a row: its days must fit its kind, and some of the day must be left for telling."""
    return tuple(_against_timetable(table))


def _against_timetable(table: Timetable) -> Iterator[Reason]:
    longest = LONGEST_AFTER if table.kind is Kind.OVERDUE else LONGEST_BEFORE
    first = int(table.kind is not Kind.DUE_SOON)
    if table.kind in FIRST_DAYS and not all(first <= day <= longest for day in table.days):
        yield Reason("days_wrong", {"first": first, "longest": longest}, overridable=False)
    if table.kind in FIRST_DAYS and table.is_told and not table.days:
        yield Reason("days_missing", overridable=False)
    if table.kind not in FIRST_DAYS and table.days:
        yield Reason("days_unused", overridable=False)
    if table.quiet_until >= table.quiet_from:
        yield Reason("always_quiet", overridable=False)


def is_quiet(table: Timetable, local: datetime) -> bool:
    """True in the hours in which nobody is disturbed about this; ``local``: as clocks at the member's point show it."""
    return not table.quiet_until <= local.time() < table.quiet_from


def next_morning(table: Timetable, local: datetime) -> datetime:
    """The next end of the quiet hours."""
    day = local.date() if local.time() < table.quiet_until else local.date() + timedelta(days=1)
    return datetime.combine(day, table.quiet_until, local.tzinfo)


MOST_LETTERS = 5
"""The most letters a day by one way that a library may allow itself."""


WAITS = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))
"""How long to wait after each failed attempt; after the last, this way is given up."""


def wait_after(attempts: int) -> timedelta | None:
    """How long until the next attempt after so many failed ones; nothing: give up."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def letter_id(channel: str, person_id: int, keys: Iterable[str]) -> str:
    """The name of a letter, the same whenever it is made from the same reasons: receivers know a repetition by it."""
    named = "\n".join((channel, str(person_id), *sorted(keys)))
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def wa_link(phone: str, text: str) -> str:
    """Opens WhatsApp with a message that only has to be sent; the number as ``+62…``."""
    return f"https://wa.me/{phone.lstrip('+')}?text={quote(text)}"


def is_push_service(scheme: str, host: str, services: Collection[str]) -> bool:
    """True for an address of one of these services; a service that begins with a dot stands for all its hosts."""
    known = any(host == service or (service.startswith(".") and host.endswith(service)) for service in services)
    return known and (scheme == "https" or host in {"127.0.0.1", "localhost"})


# What is handed to a carrier, and what it answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A letter in its reader's language. ``lines``: what there is to tell; ``stop``: how to end it, and its address.

    ``closing``: a line in the library's own tone; ``colour``: its own, readable on white.
    """

    library: str
    subject: str
    greeting: str
    lines: tuple[str, ...]
    more: str
    account_address: str
    stop: str
    stop_address: str
    language: str
    closing: str = ""
    colour: str = "#1f4e79"

    def as_mail(self) -> str:
        """The text of an e-mail."""
        parts = (self.greeting, "\n".join(self.lines), self.more, self.closing, self.library, "-- \n" + self.ending)
        return "\n\n".join(part for part in parts if part) + "\n"

    @property
    def ending(self) -> str:
        """How to end it, with the address that does."""
        return self.stop % {"address": self.stop_address} if "%(" in self.stop else self.stop

    def as_message(self) -> str:
        """The text of a message on a telephone; the library's name stands first."""
        return "\n".join((f"*{self.library}*", self.greeting, *self.lines, self.more, self.stop))


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """Where push messages for a browser go, and the keys they are closed with."""

    number: int
    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A letter ready to be carried. ``message_id``: receivers know a repetition by it; ``calendar``: a file with it."""

    message_id: str
    words: Words
    email: str = ""
    browsers: tuple[Browser, ...] = ()
    calendar: str = ""


class Answer(StrEnum):
    """What became of a parcel: taken, failed for now, refused for good, or nothing was tried as no server was there."""

    TAKEN = "taken"
    FAILED = "failed"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A carrier's answer, in the other side's words; ``gone``: numbers of the browsers that exist no more."""

    answer: Answer
    said: str = ""
    gone: tuple[int, ...] = ()
