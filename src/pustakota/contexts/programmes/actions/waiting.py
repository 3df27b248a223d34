"""The one place where seats are given to those who wait; whatever frees a seat calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.programmes import queries, rules
from pustakota.contexts.programmes.events import RegistrationChanged
from pustakota.contexts.programmes.models import Registration, State, Status
from pustakota.foundation import locks, outbox

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.programmes.models import Occurrence


def hold(occurrence: Occurrence) -> Occurrence:
    """The occurrence, read again and held: seats are counted by one at a time."""
    held = locks.hold(occurrence)
    held.programme, held.service_point = occurrence.programme, occurrence.service_point
    return held


def fill(held: Occurrence, at: datetime) -> None:
    """Give what seats are free to those who wait, in their order; the occurrence is held.

    Seats that were held for a form are free once their time is over.
    """
    let_go(held.registrations.filter(held_until__lte=at), at)
    if held.state != State.PUBLISHED:
        return
    queue = queries.waiting(held)
    if not queue:
        return
    given = rules.promotions(
        queue,
        free=queries.free_seats(held),
        starts_at=held.starts_at,
        at=at,
        terms=held.programme.waiting_terms,
    )
    for each in given:
        registration = Registration.objects.get(pk=each.key)
        registration.offered_until = each.offered_until
        become(registration, Status.OFFERED if each.offered_until else Status.CONFIRMED, at=at)


def let_go(rows: QuerySet[Registration], at: datetime) -> int:
    """Forms that nobody sends any more keep no seats; how many."""
    return rows.filter(status=Status.HELD).update(status=Status.LEFT, held_until=None, ended_at=at)


def become(registration: Registration, status: Status, *, at: datetime, because: str = "") -> Registration:
    """Bring a registration to a status, and announce it."""
    was, registration.status = registration.status, status
    if rules.Status(status) not in rules.LIVE:
        registration.ended_at, registration.because = at, because.strip()
    if status != Status.OFFERED:
        registration.offered_until = None
    registration.held_until = None
    registration.save()
    changed = RegistrationChanged(
        registration_id=registration.pk, occurrence_id=registration.occurrence_id, status=status, was=was
    )
    outbox.announce(changed, at=at)
    return registration
