"""What notices do by the clock: carry letters, and say when memberships end."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from pustakota.contexts.notices import actions, queries
from pustakota.contexts.notices.carriers import Carrier
from pustakota.contexts.notices.carriers.email import EmailCarrier
from pustakota.contexts.notices.carriers.push import PushCarrier
from pustakota.contexts.notices.rules import BY_HAND, Answer, Channel
from pustakota.foundation import clock
from pustakota.foundation.errors import Unreachable

log = logging.getLogger(__name__)

LONGEST = 20.0
"""Seconds after which a round ends, so that the worker's other duties get their turn; the next goes on from there."""
CARRIERS: dict[str, Callable[[], Carrier]] = {Channel.EMAIL: EmailCarrier, Channel.PUSH: PushCarrier}


def send(at: datetime) -> int:
    """Gather what is to be told into letters and carry those whose time has come; the number carried.

    A server that does not answer is said at the end, as a failed task: the desk then shows it.
    """
    spread_news(at)
    for by_hand in BY_HAND:
        _gather(by_hand, at)
    silent = []
    carried = 0
    stop_at = time.monotonic() + LONGEST
    for channel in settings.OFFERED_CHANNELS:
        carrier = CARRIERS[channel]()
        try:
            if channel == Channel.EMAIL:
                carried += carry_direct(carrier, at=at)
            carried += carry(carrier, at=at, until=stop_at)
        except Unreachable as error:
            silent.append(f"{channel}: {error}")
        finally:
            carrier.close()
    if carried:
        log.info("letters carried: %s", carried)
    if silent:
        raise Unreachable("; ".join(silent))
    return carried


def spread_news(at: datetime) -> None:
    """Hand what staff wrote to all who chose its topic, page by page."""
    for news in queries.news_to_spread():
        while actions.spread_news(news=news, at=at):
            pass


def carry(carrier: Carrier, *, at: datetime, until: float) -> int:
    """Carry the letters of one channel until none is due or the time is up; the number taken."""
    channel = carrier.channel
    actions.resume(channel=channel, at=at)
    _gather(channel, at)
    taken = after = 0
    while letters := queries.letters_to_carry(channel, at=at, after=after, size=100):
        for letter in letters:
            begun = actions.begin(letter=letter, at=clock.now())
            if begun is None:
                continue
            answer = carrier.carry(begun.parcel)
            actions.end(begun=begun, carried=answer, at=clock.now())
            if answer.answer == Answer.UNREACHABLE:
                raise Unreachable(answer.said)
            taken += answer.answer == Answer.TAKEN
            if time.monotonic() > until:
                return taken
        after = letters[-1].pk
    return taken


def carry_direct(carrier: Carrier, *, at: datetime) -> int:
    """Send the links that somebody waits for, before all else and at any hour; the number taken."""
    taken = 0
    for letter in queries.direct_letters(at=at):
        answer = carrier.carry(queries.direct_parcel(letter))
        actions.end_direct(letter=letter, carried=answer, at=clock.now())
        if answer.answer == Answer.UNREACHABLE:
            raise Unreachable(answer.said)
        taken += answer.answer == Answer.TAKEN
    return taken


def _gather(channel: Channel, at: datetime) -> None:
    after: int | None = 0
    while after is not None:
        after = actions.gather(channel=channel, after=after, at=at)


def tell_of_endings(at: datetime) -> None:
    """Say which memberships end soon; what was prolonged since is taken back."""
    actions.settle_endings(at=at)
    after: int | None = 0
    while after is not None:
        after = actions.tell_of_endings(after=after, at=at)


KEPT = timedelta(days=180)
"""How long the log and the inbox keep what was told."""


LINKS_KEPT = timedelta(days=7)
"""How long it is known that a link was sent."""


def prune(at: datetime) -> int:
    """Delete what was told long ago; the number of notices deleted."""
    actions.prune_direct(before=at - LINKS_KEPT)
    return actions.prune(before=at - KEPT)
