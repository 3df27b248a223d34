"""Take the times that a booking needs, all or none; nothing is ever taken twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction

from pustakota.contexts.spaces import queries, rules
from pustakota.contexts.spaces.errors import BookingRefused
from pustakota.contexts.spaces.models import Claim, Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pustakota.contexts.spaces.models import Booking
    from pustakota.contexts.spaces.rules import Span

TAKEN = rules.TAKEN


def hold_leaves(*things: Resource) -> None:
    """What claims on these may take, all at once, held in the order of their keys until the transaction ends.

    On SQLite the transaction holds the whole database.
    """
    if connection.vendor == "postgresql":
        leaves = {leaf for thing in things for leaf in queries.leaves_of(thing)}
        list(Resource.objects.select_for_update(no_key=True).filter(pk__in=leaves).order_by("pk").values_list("pk"))


def claim(booking: Booking, things: Iterable[Resource], span: Span, *, blocking: bool) -> None:
    """Write the claims on these for a booking in one statement, in the order of their keys.

    Where the database finds a time taken after all, that is the refusal. Of a pool a unit is chosen once it blocks.
    """
    rows = sorted(_claims(booking, things, span, blocking=blocking), key=lambda row: row.resource_id)
    try:
        with transaction.atomic():
            Claim.objects.bulk_create(rows)
    except IntegrityError as error:
        raise BookingRefused(TAKEN) from error


def _claims(booking: Booking, things: Iterable[Resource], span: Span, *, blocking: bool) -> Iterator[Claim]:
    for thing in things:
        kept = rules.with_layout(thing.policy.terms, booking.layout_of(thing)).around(span)
        leaves = _leaves(booking, thing, kept, blocking=blocking)
        if blocking and not leaves:
            raise BookingRefused(TAKEN)
        for key in leaves:
            yield Claim(resource_id=key, booking=booking, starts_at=kept.start, ends_at=kept.end, blocking=blocking)


def _leaves(booking: Booking, thing: Resource, kept: Span, *, blocking: bool) -> list[int]:
    """Of a pool the unit that somebody has already, else the first that is free."""
    if not thing.is_pool:
        return queries.leaves_of(thing)
    unit = queries.unit_out(booking, thing) if blocking else None
    if unit is not None:
        leaves = queries.leaves_of(unit)
        return [] if queries.claimed(leaves, kept, besides=booking.pk) else leaves
    return queries.leaves_to_claim(thing, kept) if blocking else []


def claim_leaves(booking: Booking, leaves: Iterable[int], kept: Span) -> None:
    """Write claims on certain parts for a booking, all or none."""
    times = {"starts_at": kept.start, "ends_at": kept.end}
    try:
        with transaction.atomic():
            Claim.objects.bulk_create(Claim(resource_id=leaf, booking=booking, **times) for leaf in leaves)
    except IntegrityError as error:
        raise BookingRefused(TAKEN) from error


def things_of(booking: Booking) -> list[Resource]:
    """What was booked, and what was booked with it."""
    along = booking.along.select_related("policy", "service_point__library", "licence").order_by("pk")
    return [booking.resource, *along]


def release(booking: Booking) -> None:
    """What a booking had is free again."""
    Claim.objects.filter(booking=booking).delete()
