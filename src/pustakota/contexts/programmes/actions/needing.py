"""What a date needs: rooms, machines and staff; claimed together when it is announced, moved and freed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.programmes import permissions, queries, rules
from pustakota.contexts.programmes.errors import PlanRefused
from pustakota.contexts.programmes.models import Duty, Need, State
from pustakota.contexts.spaces import actions as spaces
from pustakota.contexts.spaces import queries as resources
from pustakota.foundation import locks
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.contexts.spaces.queries import Resource
    from pustakota.foundation.actors import Actor


@transaction.atomic
def say_needs(
    *,
    occurrence: Occurrence,
    things: Iterable[Resource],
    staff: Iterable[Person],
    least_staff: int,
    by: Actor,
    at: datetime,
) -> Occurrence:
    """Say what a date needs: a draft claims nothing yet; what is announced has it at once, or nothing changes."""
    permissions.may_plan(by, occurrence.service_point_id)
    held = locks.hold(occurrence)
    held.programme, held.service_point = occurrence.programme, occurrence.service_point
    if held.state not in (State.DRAFT, State.PUBLISHED, State.POSTPONED):
        raise PlanRefused(Reason("over_already", overridable=False))
    wanted = {thing.pk: thing for thing in things}
    for need in queries.needs_of(held):
        if need.resource_id not in wanted:
            _free(need, by=by, at=at)
            need.delete()
    for thing in wanted.values():
        Need.objects.get_or_create(occurrence=held, resource=thing)
    Duty.objects.filter(occurrence=held).delete()
    name_staff(held, staff, least_staff)
    if held.state == State.PUBLISHED:
        claim_needs(held, by=by, at=at)
    return held


def name_staff(held: Occurrence, staff: Iterable[Person], least_staff: int) -> None:
    """Who is there on a date that is being planned."""
    Duty.objects.bulk_create(Duty(occurrence=held, person=person) for person in staff)
    held.least_staff = least_staff
    held.save(update_fields=["least_staff"])


def claim_needs(held: Occurrence, *, by: Actor, at: datetime) -> None:
    """Take everything that a date needs, or refuse with all that is missing; the date is held."""
    if reasons := rules.reasons_not_to_announce(queries.needed(held)):
        raise PlanRefused(*reasons)
    span = resources.Span(held.starts_at, held.ends_at)
    for need in queries.needs_of(held):
        if need.booking is None:
            need.booking = spaces.book(resource=need.resource, patron=None, span=span, by=by, at=at, purpose=held.name)
            need.save(update_fields=["booking"])


def move_needs(held: Occurrence, *, by: Actor, at: datetime) -> None:
    """Everything that is claimed moves along, or nothing moves."""
    span = resources.Span(held.starts_at, held.ends_at)
    for need in queries.needs_of(held):
        if need.booking is not None:
            spaces.move(booking=need.booking, span=span, by=by, at=at)


def free_needs(held: Occurrence, *, by: Actor, at: datetime) -> None:
    """The date does not take place: what it had is free."""
    for need in queries.needs_of(held):
        _free(need, by=by, at=at)


def _free(need: Need, *, by: Actor, at: datetime) -> None:
    if need.booking is not None:
        spaces.cancel(booking=need.booking, by=by, at=at)
        need.booking = None
        need.save(update_fields=["booking"])
