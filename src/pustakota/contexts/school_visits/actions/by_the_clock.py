"""What ends without anybody: a kept date, a date that is called off, the contact of a school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people.permissions import may_forget
from pustakota.contexts.programmes import queries as programmes
from pustakota.contexts.school_visits import queries, rules
from pustakota.contexts.school_visits.actions.becoming import become, held_in, release
from pustakota.contexts.school_visits.models import ClassVisit, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor

NOBODY = {"person": None, "contact_name": "", "contact_email": "", "contact_phone": "", "note": ""}


def end_offers(*, at: datetime) -> int:
    """Dates that were kept and not answered are free again; the class waits for another answer. The number ended."""
    return sum(_end(visit, at) for visit in queries.with_offers_over(at))


@transaction.atomic
def _end(visit: ClassVisit, at: datetime) -> int:
    held = held_in(visit, rules.OPEN)
    if held.status != Status.OFFERED or held.offered_until is None or held.offered_until > at:
        return 0
    release(held, at=at)
    held.occurrence = None
    become(held, Status.QUEUED if held.term else Status.WISHED, at=at, news="lapsed")
    return 1


@transaction.atomic
def follow_occurrence(*, occurrence_id: int, sequence: int, at: datetime) -> int:
    """A date was called off, moved or closed: its classes learn of it; the number concerned."""
    occurrence = programmes.occurrence(occurrence_id)
    if occurrence is None or occurrence.sequence != sequence:
        return 0
    rows = queries.of_occurrence(occurrence_id)
    for visit in rows:
        _follow(visit, occurrence.state, occurrence.because, at=at)
    return len(rows)


def _follow(visit: ClassVisit, state: str, because: str, *, at: datetime) -> None:
    held = held_in(visit, rules.OPEN)
    if state == programmes.State.CANCELLED:
        held.registration = None
        become(held, Status.WITHDRAWN, at=at, news="withdrawn", because=because)
    elif state == programmes.State.REPORTED:
        was_agreed = held.status == Status.CONFIRMED
        held.registration = None
        become(held, Status.ABSENT if was_agreed else Status.WITHDRAWN, at=at)
    elif visit.occurrence is not None and visit.occurrence.sequence:
        held.reminded_at = None
        become(held, Status(held.status), at=at, news="moved", because=because)


@transaction.atomic
def part_from_contacts(*, at: datetime) -> int:
    """A year after a visit nobody needs to know who arranged it; school, class and numbers are kept."""
    return queries.contacts_to_part(at - rules.CONTACT_KEPT).update(**NOBODY)


@transaction.atomic
def forget_person(*, person_ids: Sequence[int], by: Actor) -> int:
    """Part visits from a member who is forgotten; the class still comes, and staff find another contact."""
    may_forget(by)
    return ClassVisit.objects.filter(person__in=person_ids).update(**NOBODY)
