"""Whom an incident concerns: found by what staff looked at, by service point, or by card numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from pustakota.contexts.people import queries as people
from pustakota.contexts.people.permissions import may_forget
from pustakota.contexts.privacy import permissions
from pustakota.contexts.privacy.errors import IncidentRefused
from pustakota.contexts.privacy.models import Affected, Incident, Source
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor

PAGE = 1000
"""Rows that are written at once, so that nobody at a desk waits for a long list."""


@dataclass(frozen=True, slots=True)
class Added:
    """How many came onto the list, and what was given and leads to nobody."""

    number: int
    unknown: Sequence[str] = ()


def add_seen(
    *, incident: Incident, since: datetime | None, until: datetime | None, account_id: int | None, by: Actor
) -> Added:
    """All at whom an account, or anybody, looked in a time: what the log of looks knows."""
    permissions.may_guard_privacy(by)
    if since is None or until is None:
        raise IncidentRefused(Reason("range_missing", overridable=False))
    return _added(incident, people.persons_looked_at(since=since, until=until, account_id=account_id), Source.SEEN)


def add_members(*, incident: Incident, point_ids: Sequence[int], by: Actor) -> Added:
    """All members whose home one of these points is; without any, all members."""
    permissions.may_guard_privacy(by)
    return _added(incident, people.persons_with_membership(point_ids), Source.MEMBERS)


def add_cards(*, incident: Incident, cards: str, by: Actor) -> Added:
    """The people of these card numbers, also of cards that are no longer taken; one or several on a line."""
    permissions.may_guard_privacy(by)
    given = list(dict.fromkeys(cards.replace(",", " ").replace(";", " ").split()))
    found = people.persons_of_cards(given)
    unknown = [card for card in given if card not in found]
    return Added(_added(incident, found.values(), Source.CARDS).number if found else 0, unknown)


def _added(incident: Incident, person_ids: Iterable[int], source: Source) -> Added:
    number, page, seen = 0, [], False
    for person_id in person_ids:
        seen = True
        page.append(person_id)
        if len(page) == PAGE:
            number += _write(incident, page, source)
            page = []
    if not seen:
        raise IncidentRefused(Reason("nobody_found", overridable=False))
    return Added(number + (_write(incident, page, source) if page else 0))


@transaction.atomic
def _write(incident: Incident, person_ids: Sequence[int], source: Source) -> int:
    held = Incident.objects.select_for_update().get(pk=incident.pk)
    if held.closed_at is not None:
        raise IncidentRefused(Reason("already_closed", overridable=False))
    known = set(held.affected.filter(person__in=person_ids).values_list("person", flat=True))
    new = [person_id for person_id in dict.fromkeys(person_ids) if person_id not in known]
    Affected.objects.bulk_create(Affected(incident=held, person_id=key, source=source) for key in new)
    return len(new)


@transaction.atomic
def take_off(*, incident: Incident, affected_id: int, by: Actor) -> None:
    """Somebody does not belong on the list; not once the telling has begun."""
    permissions.may_guard_privacy(by)
    held = Incident.objects.select_for_update().get(pk=incident.pk)
    if held.telling_since is not None:
        raise IncidentRefused(Reason("is_being_told", overridable=False))
    held.affected.filter(pk=affected_id).delete()


@transaction.atomic
def forget_person(*, person_ids: Sequence[int], by: Actor) -> None:
    """Take a person off every list; how many were affected is still known."""
    may_forget(by)
    rows = Affected.objects.filter(person__in=person_ids)
    Incident.objects.filter(pk__in=set(rows.values_list("incident", flat=True))).update(parted=F("parted") + 1)
    rows.delete()
