"""What readers do: read, choose, subscribe a browser, stop a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from pustakota.contexts.notices import permissions, queries, rules
from pustakota.contexts.notices.errors import ChoiceRefused, SubscriptionRefused
from pustakota.contexts.notices.models import Choice, PushSubscription, Recipient, Telling
from pustakota.contexts.notices.rules import Channel, Kind
from pustakota.contexts.people import actions as people
from pustakota.contexts.people import queries as people_queries
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pustakota.foundation.actors import Actor

KEY_LENGTHS = {"p256dh": 87, "auth": 22}
"""Characters of the two keys of a browser in base64url without padding (RFC 8291: 65 and 16 bytes)."""


@transaction.atomic
def mark_read(*, by: Actor, at: datetime) -> int:
    """Note that somebody has seen everything in their inbox; the number that was new."""
    return Telling.objects.filter(person=by.person_id, channel=Channel.INBOX, read_at__isnull=True).update(read_at=at)


@transaction.atomic
def choose(*, person_id: int, language: str, names_titles: bool, by: Actor, at: datetime) -> None:
    """How somebody wishes to be written to."""
    permissions.may_choose_for(by, person_id)
    wish = {"language": language, "names_titles": names_titles, "changed_at": at}
    Recipient.objects.update_or_create(person_id=person_id, defaults=wish)


@transaction.atomic
def choose_ways(*, person_id: int, wanted: Mapping[tuple[Kind, Channel], bool], by: Actor, at: datetime) -> None:
    """Which kinds somebody wants by which channel; only what differs from before is written."""
    permissions.may_choose_for(by, person_id)
    if duties := sorted({kind for kind, _channel in wanted} & rules.DUTIES):
        raise ChoiceRefused(*(Reason("told_by_law", {"kind": kind.value}, overridable=False) for kind in duties))
    reader = queries.reader(person_id)
    if reader is None:
        return
    standing = queries.kinds_chosen(reader.reach)
    for (kind, channel), is_wanted in wanted.items():
        if standing[kind][channel] != is_wanted:
            chosen = {"wanted": is_wanted, "chosen_at": at}
            Choice.objects.update_or_create(person_id=person_id, kind=kind, channel=channel, defaults=chosen)


@transaction.atomic
def stop_channel(*, person_id: int, channel: Channel, by: Actor, at: datetime) -> None:
    """Nothing more by this channel, of whatever kind; the inbox keeps everything."""
    nothing = dict.fromkeys(((kind, channel) for kind in rules.MANNERS if kind not in rules.DUTIES), False)
    choose_ways(person_id=person_id, wanted=nothing, by=by, at=at)
    if channel == Channel.PUSH:
        PushSubscription.objects.filter(person=person_id).delete()


@transaction.atomic
def subscribe_browser(*, endpoint: str, p256dh: str, auth: str, by: Actor, at: datetime) -> PushSubscription:
    """Let a browser take push messages for whoever signed in and so agrees to them; it serves one person at a time."""
    person = people_queries.person(by.person_id) if by.person_id is not None else None
    reasons = _reasons_not_to_subscribe(endpoint, {"p256dh": p256dh, "auth": auth})
    if person is None or reasons:
        raise SubscriptionRefused(*reasons)
    people.give_consent(person=person, purpose=Channel.PUSH, by=by, at=at, how=people.How.WEB)
    given = {"person_id": by.person_id, "p256dh": p256dh, "auth": auth, "made_at": at}
    row, _made = PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=given)
    return row


def _reasons_not_to_subscribe(endpoint: str, keys: Mapping[str, str]) -> list[Reason]:
    if Channel.PUSH not in queries.offered():
        return [Reason("not_offered", overridable=False)]
    reasons = []
    parts = urlsplit(endpoint)
    # The address comes from a browser and will be called from inside our walls: only makers' services are let pass.
    if not rules.is_push_service(parts.scheme, parts.hostname or "", settings.PUSH_SERVICES):
        reasons.append(Reason("service_unknown", overridable=False))
    if any(len(value.rstrip("=")) != KEY_LENGTHS[name] for name, value in keys.items()):
        reasons.append(Reason("keys_wrong", overridable=False))
    return reasons


@transaction.atomic
def unsubscribe_browser(*, endpoint: str, by: Actor) -> int:
    """A browser of somebody's takes no more push messages; the number ended."""
    ended, _each = PushSubscription.objects.filter(endpoint=endpoint, person=by.person_id).delete()
    return ended
