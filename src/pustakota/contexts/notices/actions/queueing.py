"""Queue what is to be told, and take it back when its reason ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.notices import queries, rules
from pustakota.contexts.notices.actions.carrying import drop_empty
from pustakota.contexts.notices.models import Letter, Notice, Telling, TellingState
from pustakota.contexts.notices.rules import Channel
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from pustakota.contexts.notices.queries import Reader
    from pustakota.contexts.organisation.models import ServicePoint


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """Something to tell a person or, where that is a child, those who answer for it.

    ``key`` is told once, for ever. ``because`` names the reason that may end. ``point``: whose clock and name are used.
    ``patron_type_id``: the kind of membership of ``to``, where there is one.
    """

    template: str
    key: str
    because: str
    to: int
    point: ServicePoint
    facts: Mapping[str, Any] = field(default_factory=dict)
    useful_until: date | None = None
    patron_type_id: int | None = None


def queue(
    *,
    template: str,
    key: str,
    because: str,
    to: int,
    point: ServicePoint,
    facts: Mapping[str, Any],
    at: datetime,
    useful_until: date | None = None,
    patron_type_id: int | None = None,
) -> int:
    """Queue one notice unless its key was queued before; the number queued."""
    one = ToTell(
        template=template,
        key=key,
        because=because,
        to=to,
        point=point,
        facts=facts,
        useful_until=useful_until,
        patron_type_id=patron_type_id,
    )
    return queue_all(wanted=[one], at=at)


@transaction.atomic
def queue_all(*, wanted: Sequence[ToTell], at: datetime) -> int:
    """Queue each of these unless its key was queued before; the number queued. At most a few hundred at once."""
    known = queries.known_keys([each.key for each in wanted])
    tables = queries.timetables()
    new = {each.key: each for each in wanted if each.key not in known and _is_told(each, tables)}
    if not new:
        return 0
    today = periods.local_day(at, next(iter(new.values())).point.zone)
    readers = queries.readers_of({each.to for each in new.values()}, today=today)
    notices = Notice.objects.bulk_create(_notice(each, at) for each in new.values())
    Telling.objects.bulk_create(
        telling
        for notice in notices
        for reader in readers.get(notice.about_id, [])
        for telling in _tellings(notice, reader)
    )
    return len(notices)


def _is_told(each: ToTell, tables: rules.Timetables) -> bool:
    """False where the library does not tell of this kind at all, at the point or to members of the kind."""
    return tables.of(rules.kind_of(each.template), each.point.pk, each.patron_type_id).is_told


def _notice(each: ToTell, at: datetime) -> Notice:
    return Notice(
        key=each.key,
        because=each.because,
        template=each.template,
        kind=rules.kind_of(each.template),
        about_id=each.to,
        point=each.point,
        facts=dict(each.facts),
        queued_at=at,
        useful_until=each.useful_until,
    )


def _tellings(notice: Notice, reader: Reader) -> list[Telling]:
    person = reader.addressee.person_id
    ways = rules.ways(rules.Kind(notice.kind), reader.reach)
    first = Telling(notice=notice, person_id=person, channel=Channel.INBOX, state=TellingState.TOLD)
    return [first, *(Telling(notice=notice, person_id=person, channel=way) for way in ways)]


@transaction.atomic
def withdraw(*, because: Collection[str], at: datetime, besides: Collection[str] = ()) -> int:
    """Take back what was queued for reasons that ended, except the keys ``besides``; the number taken back.

    What waits is not sent. A title that stood in the facts for its reader's sake goes with the reason.
    """
    ended = Notice.objects.filter(because__in=because, withdrawn_at__isnull=True).exclude(key__in=besides)
    notices = list(ended.only("pk", "facts"))
    if not notices:
        return 0
    for notice in notices:
        notice.withdrawn_at = at
        notice.facts.pop("title", None)
    Notice.objects.bulk_update(notices, ["withdrawn_at", "facts"])
    waiting = Telling.objects.filter(notice__in=notices, state=TellingState.WAITING)
    Telling.objects.filter(notice__in=notices, state=TellingState.HELD).update(state=TellingState.WITHDRAWN)
    letters = set(waiting.filter(letter__isnull=False).values_list("letter", flat=True))
    waiting.update(state=TellingState.WITHDRAWN)
    if letters:
        drop_empty(letters, at=at)
    return len(notices)


@transaction.atomic
def prune(*, before: datetime, limit: int = 2000) -> int:
    """Delete notices of before a moment that nothing waits for, and letters that are then empty; the number deleted."""
    old = Notice.objects.filter(queued_at__lt=before).exclude(tellings__state=TellingState.WAITING)
    keys = list(old.order_by("pk").values_list("pk", flat=True)[:limit])
    Notice.objects.filter(pk__in=keys).delete()
    Letter.objects.filter(made_at__lt=before, tellings=None).exclude(state__in=queries.OPEN).delete()
    return len(keys)
