"""What ends without anybody: an offer that was not answered; and the person who is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people.permissions import may_forget
from pustakota.contexts.programmes import queries, rules
from pustakota.contexts.programmes.actions.waiting import become, fill, hold
from pustakota.contexts.programmes.models import Certificate, Duty, Registration, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor

KEPT = timedelta(days=90)
"""How long a registration leads to its person after the date: as long as no-shows are looked back at."""


def end_offers(*, at: datetime) -> int:
    """Offers that nobody answered lapse, and the next are asked; each occurrence by itself; the number lapsed.

    Forms that were not sent in time keep no seats from then on.
    """
    return sum(_end(occurrence, at) for occurrence in queries.with_seats_to_give_on(at))


@transaction.atomic
def _end(occurrence: Occurrence, at: datetime) -> int:
    held = hold(occurrence)
    over = list(held.registrations.filter(status=Status.OFFERED, offered_until__lte=at).order_by("pk"))
    for registration in over:
        become(registration, Status.LAPSED, at=at)
    fill(held, at)
    return len(over)


@transaction.atomic
def part_from_persons(*, at: datetime) -> int:
    """Three months after a date nobody needs to know who was registered; how many were is kept.

    A form that was not sent is nothing to keep.
    """
    queries.forms_not_sent(at - rules.HOLDS_REMEMBERED).delete()
    return queries.registrations_to_part(at - KEPT).update(person=None, because="", answers=[])


@transaction.atomic
def forget_person(*, person_ids: Sequence[int], by: Actor) -> None:
    """Part what is over from a person; whoever is registered for something ahead is not forgotten yet."""
    may_forget(by)
    Certificate.objects.filter(person__in=person_ids).update(person=None)
    Duty.objects.filter(person__in=person_ids).update(person=None)
    rows = Registration.objects.filter(person__in=person_ids)
    rows.exclude(status__in=rules.LIVE - {rules.Status.ATTENDED}).update(person=None, because="", answers=[])
