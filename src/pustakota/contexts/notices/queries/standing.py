"""Who reads what, what stands in an inbox, and what is on its way."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet

from pustakota.contexts.notices import rules
from pustakota.contexts.notices.models import (
    Attempt,
    Choice,
    Letter,
    LetterState,
    Notice,
    PushSubscription,
    Recipient,
    Telling,
    TellingState,
)
from pustakota.contexts.notices.rules import BY_HAND, Channel, Kind, Reach
from pustakota.contexts.people import queries as people_queries
from pustakota.contexts.people.queries import addressees as people
from pustakota.foundation.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.queries.addressees import Addressee

INBOX_LIMIT = 50
LANGUAGE = "id"
OPEN = (LetterState.WAITING, LetterState.SENDING)


# Who is told, and how


def offered() -> frozenset[Channel]:
    """The automatic channels that this installation has been given."""
    return frozenset(Channel(name) for name in settings.OFFERED_CHANNELS)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told things: who, by which ways, in which language, and whether titles may be named."""

    addressee: Addressee
    reach: Reach
    language: str
    names_titles: bool


def readers(addressees: Iterable[Addressee]) -> dict[int, Reader]:
    """What stands about each of these addressees; three queries."""
    named = {each.person_id: each for each in addressees}
    wishes = {row.person_id: row for row in Recipient.objects.filter(person__in=named)}
    choices: dict[int, dict[tuple[str, str], bool]] = defaultdict(dict)
    for row in Choice.objects.filter(person__in=named):
        choices[row.person_id][row.kind, row.channel] = row.wanted
    pushed = set(PushSubscription.objects.filter(person__in=named).values_list("person", flat=True))
    return {
        key: Reader(
            addressee=each,
            reach=Reach(
                open_ways=_open_ways(each, key in pushed),
                known_ways=_known_ways(each, key in pushed),
                preferred=each.preferred,
                choices=choices[key],
                agrees_to_news=people_queries.NEWS in each.agreed,
            ),
            language=wishes[key].language if key in wishes else LANGUAGE,
            names_titles=key in wishes and wishes[key].names_titles,
        )
        for key, each in named.items()
    }


def _known_ways(addressee: Addressee, has_browser: bool) -> frozenset[Channel]:
    found = {Channel.EMAIL: bool(addressee.email), Channel.PUSH: has_browser}
    return frozenset(channel for channel, is_known in found.items() if is_known and channel in offered())


def _open_ways(addressee: Addressee, has_browser: bool) -> frozenset[Channel]:
    ways = {way for way in _known_ways(addressee, has_browser) if way.value in addressee.agreed}
    if addressee.phone and "whatsapp" in addressee.agreed:
        ways.add(Channel.WHATSAPP)
    return frozenset(ways)


def reader(person_id: int) -> Reader | None:
    """One person as a reader of messages."""
    return readers(people.addressees([person_id]).values()).get(person_id)


def readers_of(person_ids: Collection[int], *, today: date) -> dict[int, list[Reader]]:
    """Who reads what concerns each of these persons (a guardian for a child); six queries."""
    told = people.addressees_of(person_ids, today=today)
    known = readers(each for group in told.values() for each in group)
    return {key: [known[each.person_id] for each in group] for key, group in told.items()}


def titles_wanted(person_ids: Collection[int], *, today: date) -> set[int]:
    """Of these persons those whose every reader asked for titles in messages."""
    found = readers_of(person_ids, today=today)
    return {key for key, group in found.items() if group and all(each.names_titles for each in group)}


def known_keys(keys: Collection[str]) -> set[str]:
    """Of these keys those that were queued before."""
    return set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))


# The inbox


def inbox(person_id: int, *, after: int | None = None) -> list[Telling]:
    """What somebody was told, the newest first, without what was withdrawn unread; one query."""
    rows = Telling.objects.filter(person=person_id, channel=Channel.INBOX)
    rows = rows.exclude(notice__withdrawn_at__isnull=False, read_at__isnull=True)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.select_related("notice__about", "notice__point__library").order_by("-pk")[: INBOX_LIMIT + 1])


def unread(person_id: int) -> int:
    """How many notices in somebody's inbox are new; one small query."""
    return len(_unread(person_id, Channel.INBOX))


def unread_of_account(account_id: int) -> int:
    """The same for whoever signed in with an account."""
    return len(_unread_of_account(account_id, Channel.INBOX))


@prepared
def _unread(person_id: int, channel: str) -> QuerySet[Telling, tuple[int]]:
    return _new(channel).filter(person=person_id).values_list("pk")


@prepared
def _unread_of_account(account_id: int, channel: str) -> QuerySet[Telling, tuple[int]]:
    return _new(channel).filter(person__account=account_id).values_list("pk")


def _new(channel: str) -> QuerySet[Telling]:
    return Telling.objects.filter(channel=channel, read_at__isnull=True, notice__withdrawn_at__isnull=True)


# What is on its way


def tellings_to_gather(channel: str, *, after: int, size: int) -> list[Telling]:
    """Tellings that no letter holds yet, by key from behind ``after``."""
    rows = Telling.objects.filter(state=TellingState.WAITING, letter__isnull=True, channel=channel, pk__gt=after)
    return list(rows.select_related("notice__point", "notice__about__patron").order_by("pk")[:size])


def letters_in_the_way(person_ids: Collection[int], channel: str, *, since: date) -> list[Letter]:
    """Letters of these persons that are still open, or of a day that is not over everywhere."""
    rows = Letter.objects.filter(Q(state__in=OPEN) | Q(on__gte=since), person__in=person_ids, channel=channel)
    return list(rows.order_by("pk"))


def letters_to_carry(channel: str, *, at: datetime, after: int, size: int) -> list[Letter]:
    """Letters whose time has come, the oldest first, by key from behind ``after``."""
    due = Q(not_before__isnull=True) | Q(not_before__lte=at)
    rows = Letter.objects.filter(due, channel=channel, state=LetterState.WAITING, pk__gt=after)
    return list(rows.select_related("point").order_by("pk")[:size])


def content_of(letter: Letter) -> list[Notice]:
    """What a letter tells as things stand: without what was withdrawn meanwhile."""
    rows = Notice.objects.filter(tellings__letter=letter, withdrawn_at__isnull=True)
    return list(rows.select_related("about__patron", "point__library").order_by("pk"))


def subscriptions(person_id: int) -> list[PushSubscription]:
    """The browsers that take push messages for somebody."""
    return list(PushSubscription.objects.filter(person=person_id).order_by("pk"))


# What the desk looks at


def _letters() -> QuerySet[Letter]:
    attempts = Prefetch("attempts", Attempt.objects.order_by("pk"))
    tellings = Prefetch("tellings", Telling.objects.select_related("notice__about", "notice__point__library"))
    rows = Letter.objects.select_related("person", "person__patron", "point__library")
    return rows.prefetch_related(attempts, tellings)


def letter_by_code(code: str) -> Letter | None:
    """One letter by its address."""
    return _letters().filter(code=code).first()


def log_of(point: ServicePoint, *, state: str = "", channel: str = "", before: int | None = None) -> QuerySet[Letter]:
    """The letters of a point's members, newest first."""
    rows = _letters().filter(point=point).order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    if channel:
        rows = rows.filter(channel=channel)
    return rows if before is None else rows.filter(pk__lt=before)


def to_send_by_hand(point: ServicePoint, channel: Channel = Channel.WHATSAPP) -> QuerySet[Letter]:
    """Letters that wait for somebody at the point's desk, the oldest first."""
    return _letters().filter(point=point, channel=channel, state=LetterState.WAITING).order_by("pk")


def number_by_hand(point: ServicePoint) -> dict[str, int]:
    """How many letters wait for the desk, by channel; one query."""
    rows = Letter.objects.filter(point=point, channel__in=BY_HAND, state=LetterState.WAITING)
    return dict(rows.order_by().values_list("channel").annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True)
class Traffic:
    """What became of the letters of a point in a span of days."""

    waiting: int
    sent: int
    given_up: int
    in_doubt: int


def traffic(point: ServicePoint, first: date, last: date) -> Traffic:
    """The letters of a span of days, counted by what became of them; one query."""
    rows = Letter.objects.filter(point=point, on__range=(first, last))
    found = rows.aggregate(
        waiting=Count("pk", Q(state__in=OPEN), distinct=True),
        sent=Count("pk", Q(state=LetterState.SENT), distinct=True),
        given_up=Count("pk", Q(state=LetterState.GIVEN_UP), distinct=True),
        in_doubt=Count("pk", Q(attempts__outcome="in_doubt"), distinct=True),
    )
    return Traffic(**found)


def kinds_chosen(reach: Reach) -> dict[Kind, dict[Channel, bool]]:
    """Each kind with what holds for it by channel, chosen or by its manner, whether or not the way is open."""
    return {
        kind: {way: reach.choices.get((kind, way), way in rules.MANNERS[kind].channels) for way in rules.CHOOSABLE}
        for kind in rules.MANNERS
        if kind not in rules.DUTIES
    }


def held_back(point: ServicePoint) -> QuerySet[Telling]:
    """What a restore held back at a point, the oldest first."""
    rows = Telling.objects.filter(state=TellingState.HELD, notice__point=point)
    return rows.select_related("notice", "person").order_by("pk")
