"""Seats for a group that comes as one and whose people have no names here: a school class, a delegation.

Whether the group may come is decided by whoever knows it (``school_visits``); here its seats are counted as all others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.programmes import permissions, queries, rules
from pustakota.contexts.programmes.actions.attending import noted
from pustakota.contexts.programmes.actions.waiting import become, fill, hold
from pustakota.contexts.programmes.errors import RegistrationRefused
from pustakota.contexts.programmes.events import RegistrationChanged
from pustakota.contexts.programmes.models import Registration, State, Status
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.participation.actions import Source
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor


@transaction.atomic
def seat_group(*, occurrence: Occurrence, party: int, by: Actor, at: datetime) -> Registration:
    """Give a group all its seats at once, or refuse: it never waits in the queue of a date."""
    held = hold(occurrence)
    _need_seats(held, party, at)
    seated = Registration.objects.create(
        occurrence=held, party=party, status=Status.CONFIRMED, made_at=at, made_by=by.account_id
    )
    made = RegistrationChanged(registration_id=seated.pk, occurrence_id=held.pk, status=seated.status)
    outbox.announce(made, at=at)
    return seated


def _need_seats(held: Occurrence, party: int, at: datetime) -> None:
    free = queries.free_seats(held)
    checks = (
        ("not_offered", held.state != State.PUBLISHED),
        ("begun", at >= held.starts_at),
        ("no_seat", free is not None and party > free),
    )
    if reasons := [Reason(code, overridable=False) for code, is_so in checks if is_so]:
        raise RegistrationRefused(*reasons)


@transaction.atomic
def resize_group(*, registration: Registration, party: int, at: datetime) -> Registration:
    """More or fewer seats for a group, or a refusal that leaves it what it has."""
    occurrence, held = hold(registration.occurrence), locks.hold(registration)
    if held.status != Status.CONFIRMED:
        raise RegistrationRefused(Reason("over", overridable=False))
    if party > held.party:
        _need_seats(occurrence, party - held.party, at)
    held.party = party
    held.save(update_fields=["party"])
    fill(occurrence, at)
    return held


@transaction.atomic
def release_group(*, registration: Registration, at: datetime) -> Registration:
    """The group does not come: its seats are free."""
    occurrence, held = hold(registration.occurrence), locks.hold(registration)
    if held.status not in rules.LIVE or held.status == Status.ATTENDED:
        raise RegistrationRefused(Reason("over", overridable=False))
    become(held, Status.CANCELLED, at=at)
    fill(occurrence, at)
    return held


@transaction.atomic
def note_group(
    *, registration: Registration, number: int, accompanying: int, by: Actor, at: datetime, source: Source
) -> Registration:
    """The group came: so many, and so many who accompanied them, into the ledger as numbers."""
    permissions.may_host(by, registration.occurrence.service_point_id)
    occurrence, held = hold(registration.occurrence), locks.hold(registration)
    if held.status == Status.ATTENDED:
        raise RegistrationRefused(Reason("already_here", overridable=False))
    if held.status not in rules.LIVE or occurrence.state not in (State.PUBLISHED, State.REPORTED):
        raise RegistrationRefused(Reason("over", overridable=False))
    held.came_at = at
    held.participation = noted(occurrence, None, number, by=by, at=at, source=source)
    if accompanying:
        held.companions = noted(occurrence, None, accompanying, by=by, at=at, source=source)
    return become(held, Status.ATTENDED, at=at)
