"""Which notices exist, how each may be told, and when. Plain Python."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import quote


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


EVENING, LATE_EVENING, MORNING = time(20), time(21), time(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How notices of a kind are told. ``channels``: the ways besides the inbox, unless somebody chooses otherwise.

    ``on_paper``: worth a line on the list of the unreached. ``quiet_from``: when its evening begins.
    """

    channels: frozenset[Channel]
    on_paper: bool = False
    quiet_from: time = EVENING


MANNERS: Mapping[Kind, Manner] = MappingProxyType(
    {
        Kind.HOLD_READY: Manner(channels=frozenset(CHOOSABLE), on_paper=True, quiet_from=LATE_EVENING),
        Kind.DUE_SOON: Manner(channels=frozenset(CHOOSABLE)),
        Kind.OVERDUE: Manner(channels=frozenset(CHOOSABLE), on_paper=True),
        Kind.RENEWED: Manner(channels=frozenset()),
        Kind.CARD_EXPIRING: Manner(channels=frozenset({Channel.EMAIL, Channel.PUSH})),
        Kind.WELCOME: Manner(channels=frozenset({Channel.EMAIL})),
    }
)


def kind_of(template: str) -> Kind:
    """``circulation/hold_ready`` is of the kind ``hold_ready``."""
    return Kind(template.rpartition("/")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The ways that lead to somebody now, and what they chose: kind and channel → wanted or not."""

    open_ways: frozenset[Channel]
    preferred: str = ""
    choices: Mapping[tuple[str, str], bool] = field(default_factory=dict)


NOT_AT_ALL = "none"
"""The wish to be told by the inbox alone."""


def is_wanted(kind: Kind, channel: Channel, reach: Reach) -> bool:
    """True where a way is open and nothing was chosen against it."""
    if channel not in reach.open_ways or reach.preferred == NOT_AT_ALL:
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
    on_paper = MANNERS[kind].on_paper and reach.preferred != NOT_AT_ALL
    return (Channel.PRINT,) if on_paper and Channel.PRINT not in tried else ()


def is_quiet(kind: Kind, local: datetime) -> bool:
    """True in the hours in which nobody is disturbed about this; ``local``: as clocks at the member's point show it."""
    return not MORNING <= local.time() < MANNERS[kind].quiet_from


def next_morning(local: datetime) -> datetime:
    """The next end of the quiet hours."""
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, local.tzinfo)


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
    """A letter in its reader's language. ``lines``: what there is to tell; ``stop``: how to end it, and its address."""

    library: str
    subject: str
    greeting: str
    lines: tuple[str, ...]
    more: str
    account_address: str
    stop: str
    stop_address: str
    language: str

    def as_mail(self) -> str:
        """The text of an e-mail."""
        ending = self.stop % {"address": self.stop_address} if "%(" in self.stop else self.stop
        return "\n\n".join((self.greeting, "\n".join(self.lines), self.more, self.library, "-- \n" + ending)) + "\n"

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
    """A letter ready to be carried. ``message_id``: receivers know a repetition by it."""

    message_id: str
    words: Words
    email: str = ""
    browsers: tuple[Browser, ...] = ()


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
