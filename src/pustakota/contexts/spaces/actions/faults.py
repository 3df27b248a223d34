"""Note what is wrong with a thing, take it out of order and put it back; whoever booked it is told, with other ways."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO

from django.db import transaction

from pustakota.contexts.spaces import permissions, queries, rules
from pustakota.contexts.spaces.actions.booking import changed, moved
from pustakota.contexts.spaces.actions.claiming import claim_leaves, hold_leaves
from pustakota.contexts.spaces.actions.photos import kept_photo
from pustakota.contexts.spaces.errors import BookingRefused, FaultRefused
from pustakota.contexts.spaces.models import Booking, Claim, Fault, Outage, Resource, State
from pustakota.contexts.spaces.rules import News, Span
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.spaces.models import HandOut
    from pustakota.foundation.actors import Actor

NOBODY_KNOWS = timedelta(days=3650)
"""How long something is out of order whose repair nobody can name a day for."""


@transaction.atomic
def note_fault(
    *,
    resource: Resource,
    what: str,
    by: Actor,
    at: datetime,
    photo: BinaryIO | None = None,
    out_from: datetime | None = None,
    out_until: datetime | None = None,
    hand_out: HandOut | None = None,
) -> Fault:
    """What is wrong with a thing; with ``out_from`` nobody can have it from then on.

    Bookings of a pool go to another unit where one is free; all others that this touches are told, and stay until they
    are moved or cancelled.
    """
    permissions.may_book(by, resource.service_point_id)
    checks = (
        (Reason("what_missing", overridable=False), not what.strip()),
        (Reason("until_without_from", overridable=False), out_until is not None and out_from is None),
        (
            Reason("until_before_from", overridable=False),
            out_until is not None and out_from is not None and out_until <= max(out_from, at),
        ),
        (Reason("pool_is_many", overridable=False), resource.is_pool and out_from is not None),
    )
    if reasons := [reason for reason, is_wrong in checks if is_wrong]:
        raise FaultRefused(*reasons)
    hold_leaves(resource)
    row = Fault.objects.create(
        resource=resource,
        hand_out=hand_out,
        what=what.strip(),
        photo=kept_photo(photo, queries.fault_photo, FaultRefused),
        noted_at=at,
        noted_by=by.account_id,
        out_from=out_from,
        out_until=out_until,
    )
    if out_from is not None:
        _take_out(row, Span(out_from, out_until or max(out_from, at) + NOBODY_KNOWS), at)
    return row


def _take_out(row: Fault, span: Span, at: datetime) -> None:
    """The time is nobody's; those who had it have another unit, or are told."""
    leaves = queries.leaves_of(row.resource)
    Outage.objects.bulk_create(
        Outage(fault=row, resource_id=leaf, starts_at=span.start, ends_at=span.end) for leaf in leaves
    )
    for booking in queries.touched_by(row, at=at):
        if not _has_another_unit(booking, leaves):
            _tell(booking, row.what, News.OUT_OF_ORDER, at)


def _has_another_unit(booking: Booking, leaves: list[int]) -> bool:
    """Of a pool another one is kept for them; nobody needs to be told."""
    pool = next((each for each in (booking.resource, *booking.along.all()) if each.is_pool), None)
    own = Claim.objects.filter(booking=booking, resource__in=leaves, blocking=True)
    first = own.first()
    if pool is None or first is None:
        return False
    kept = Span(first.starts_at, first.ends_at)
    others = queries.leaves_to_claim(pool, kept)
    if not others:
        return False
    own.delete()
    claim_leaves(booking, others, kept)
    return True


def _tell(booking: Booking, because: str, news: News, at: datetime) -> None:
    held = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    if held.state == State.CHECKED_IN:
        return
    held.because = because
    held.revision += 1
    held.save(update_fields=["because", "revision"])
    changed(held, at, news)


@transaction.atomic
def put_right(*, fault: Fault, by: Actor, at: datetime, done: str = "") -> Fault:
    """It works again: its time is free from now on, and whoever still has a booking in it is told that it stands."""
    permissions.may_book(by, fault.resource.service_point_id)
    hold_leaves(fault.resource)
    row = Fault.objects.select_for_update(of=("self",)).select_related("resource").get(pk=fault.pk)
    if row.repaired_at is not None:
        raise FaultRefused(Reason("works_already", overridable=False))
    touched = queries.touched_by(row, at=at)
    row.repaired_at, row.repaired_by, row.done = at, by.account_id, done.strip()
    row.save(update_fields=["repaired_at", "repaired_by", "done"])
    row.outages.all().delete()
    for booking in touched:
        if not queries.is_touched(booking, at=at):
            _tell(booking, "", News.WORKS_AGAIN, at)
    return row


@transaction.atomic
def take_instead(*, booking: Booking, key: str, by: Actor, at: datetime) -> Booking:
    """Whoever booked something that is out of order takes, with one press, one of the ways that they were offered."""
    if booking.person_id is None or not by.acts_for(booking.person_id):
        raise NotAllowed(permissions.BOOK)
    if not queries.is_touched(booking, at=at):
        raise BookingRefused(Reason("not_touched", overridable=False))
    offered = queries.with_alternatives([booking], at=at)[0].instead
    way = next((each for each in offered if each.key == key), None)
    if way is None:
        raise BookingRefused(rules.TAKEN)
    return moved(booking=booking, to=way.resource, span=way.span, by=by, at=at, news="")
