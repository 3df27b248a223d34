"""Waiting for a time that somebody else has: offered to one after the other when it becomes free.

An offer keeps nothing: whoever stands at the desk sees the time free at once. It only says who is asked first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import permissions, queries, rules
from pustakota.contexts.spaces.actions.booking import of_member
from pustakota.contexts.spaces.actions.claiming import claim, hold_leaves
from pustakota.contexts.spaces.errors import BookingRefused, WaitRefused
from pustakota.contexts.spaces.events import BookingMade, TimeOffered
from pustakota.contexts.spaces.models import Booking, Mode, State, Waiting, WaitState
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation import locks, outbox
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Resource
    from pustakota.foundation.actors import Actor

OPEN = (WaitState.WAITING, WaitState.OFFERED)
PAGE = 200


@transaction.atomic
def wait_for(*, resource: Resource, patron: Patron, span: Span, by: Actor, at: datetime) -> Waiting:
    """Be asked when somebody else's time becomes free; asked twice, it is one waiting."""
    permissions.may_act_for(by, patron, resource.service_point_id)
    if reasons := _against_waiting(resource, span, at):
        raise WaitRefused(*reasons)
    same = {"resource": resource, "person": patron.person, "starts_at": span.start}
    row = Waiting.objects.filter(state__in=OPEN, **same).first()
    return row or Waiting.objects.create(**same, ends_at=span.end, made_at=at)


def _against_waiting(resource: Resource, span: Span, at: datetime) -> list[Reason]:
    if not resource.is_active or resource.mode != Mode.INSTANT:
        return [Reason("not_waited_for", overridable=False)]
    reasons = queries.reasons_not_free(resource, span, at=at)
    others = [reason for reason in reasons if reason.code not in {"taken", *rules.FOR_A_REST}]
    if others:
        return others
    return [] if any(reason.code == "taken" for reason in reasons) else [Reason("free_now", overridable=False)]


@transaction.atomic
def stop_waiting(*, waiting: Waiting, by: Actor, at: datetime) -> None:
    """Not wanted any more; where it was offered, the next is asked."""
    _may(by, waiting)
    held = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if held.state in OPEN:
        _end(held, WaitState.ENDED)
    settle_waiting(at=at)


@transaction.atomic
def take_offer(*, waiting: Waiting, by: Actor, at: datetime) -> Booking:
    """What is left of a time that was offered is theirs, unless somebody at the desk was quicker."""
    _may(by, waiting)
    patron, resource = people.patron_of_person(waiting.person_id), queries.resource(waiting.resource_id)
    assert patron is not None, "who waits is a member"
    assert resource is not None, "what is waited for exists"
    patron = locks.hold(patron)
    hold_leaves(resource)
    held = Waiting.objects.select_for_update().get(pk=waiting.pk)
    if held.state != WaitState.OFFERED or held.offered_until is None or held.offered_until <= at:
        raise WaitRefused(Reason("offer_over", overridable=False))
    rest = held.span.rest_from(at)
    reasons = [
        *queries.reasons_against_rest(resource, rest, at=at),
        *of_member(resource, patron, rest, at),
        *queries.reasons_of_licence(resource, patron.person, rest),
    ]
    if reasons:
        raise BookingRefused(*reasons)
    booking = Booking.objects.create(
        resource=resource,
        person_id=held.person_id,
        starts_at=rest.start,
        ends_at=rest.end,
        state=State.CONFIRMED,
        made_at=at,
        made_by=by.account_id,
    )
    claim(booking, [resource], rest, blocking=True)
    _end(held, WaitState.TAKEN)
    outbox.announce(BookingMade(booking_id=booking.pk, resource_id=resource.pk, state=booking.state), at=at)
    return booking


@transaction.atomic
def settle_waiting(*, at: datetime) -> int:
    """Offers that nobody took lapse; what is free is offered to the first who waits for it. How many were offered."""
    rows = list(queries.open_waiting().select_for_update(of=("self",))[:PAGE])
    asked: list[tuple[set[int], Span]] = []
    offered = 0
    for row in sorted(rows, key=lambda row: (row.state != WaitState.OFFERED, row.made_at, row.pk)):
        leaves, rest = set(queries.leaves_of(row.resource)), row.span.rest_from(at)
        if rest.length < rules.LEAST_REST:
            _end(row, WaitState.ENDED)
            continue
        if row.state == WaitState.OFFERED and row.offered_until is not None and row.offered_until <= at:
            _end(row, WaitState.LAPSED)
            continue
        is_free = not queries.reasons_against_rest(row.resource, rest, at=at)
        if row.state == WaitState.OFFERED and is_free:
            asked.append((leaves, rest))
        elif row.state == WaitState.OFFERED:
            row.state, row.offered_until = WaitState.WAITING, None
            row.save(update_fields=["state", "offered_until"])
            outbox.announce(TimeOffered(waiting_id=row.pk), at=at)  # somebody was quicker: the offer is taken back
        elif is_free and not any(leaves & others and rest.overlaps(span) for others, span in asked):
            _offer(row, rest, at)
            asked.append((leaves, rest))
            offered += 1
    return offered


def _offer(row: Waiting, rest: Span, at: datetime) -> None:
    row.state, row.offered_until = WaitState.OFFERED, at + rules.offer_lasts(rest, at)
    row.save(update_fields=["state", "offered_until"])
    outbox.announce(TimeOffered(waiting_id=row.pk), at=at)


def _end(row: Waiting, state: WaitState) -> None:
    row.state = state
    row.save(update_fields=["state"])


def _may(by: Actor, waiting: Waiting) -> None:
    if not by.acts_for(waiting.person_id) and not by.may(permissions.BOOK, waiting.resource.service_point_id):
        raise NotAllowed(permissions.BOOK)


@transaction.atomic
def prune_waiting(*, before: datetime) -> int:
    """Forget who waited for times that are long over; how many."""
    rows, _counts = Waiting.objects.filter(ends_at__lt=before).delete()
    return rows
