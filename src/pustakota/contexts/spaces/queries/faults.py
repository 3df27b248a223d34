"""What is out of order, until when, and what that touches."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Booking, Claim, Fault, Outage, Resource
from pustakota.contexts.spaces.queries.calendars import told_bookings
from pustakota.contexts.spaces.queries.free import leaves_of, parents_at
from pustakota.contexts.spaces.rules import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint


def fault(fault_id: int) -> Fault | None:
    return _faults().filter(pk=fault_id).first()


def faults_of(of: Resource) -> list[Fault]:
    """The log of a thing and of its parts, the last first."""
    below = rules.below(of.pk, parents_at(of.service_point_id))
    return list(_faults().filter(resource__in=below).order_by("-noted_at", "-pk"))


def _faults() -> QuerySet[Fault]:
    return Fault.objects.select_related("resource__service_point", "resource__policy")


def fault_of_photo(code: str) -> Fault | None:
    """The fault that a photo shows."""
    return _faults().filter(photo=code).first() if code else None


def fault_over(of: Resource, span: Span) -> Fault | None:
    """What keeps a thing out of order at a time; of a pool nothing, while its units are many."""
    if of.is_pool:
        return None
    rows = Outage.objects.filter(resource__in=leaves_of(of), starts_at__lt=span.end, ends_at__gt=span.start)
    row = rows.select_related("fault__resource__service_point").order_by("starts_at").first()
    return row.fault if row else None


def fault_now(of: Resource, at: datetime) -> Fault | None:
    """What keeps a thing out of order at a moment."""
    return fault_over(of, Span(at, at + timedelta(minutes=1)))


def down_at(point: ServicePoint, at: datetime) -> dict[int, Fault]:
    """Everything of a point that is out of order at a moment, wholes of a part that is too; two queries."""
    rows = Outage.objects.filter(resource__service_point=point, starts_at__lte=at, ends_at__gt=at)
    by_leaf = {row.resource_id: row.fault for row in rows.select_related("fault")}
    if not by_leaf:
        return {}
    parents = parents_at(point.pk)
    pools = set(Resource.objects.filter(service_point=point, is_pool=True).values_list("pk", flat=True))
    found = {key: _first(key, parents, by_leaf) for key, _part_of in parents if key not in pools}
    return {key: fault for key, fault in found.items() if fault is not None}


def _first(key: int, parents: Sequence[tuple[int, int | None]], by_leaf: dict[int, Fault]) -> Fault | None:
    return next((by_leaf[leaf] for leaf in rules.leaves(key, parents) if leaf in by_leaf), None)


def down_anywhere(*, at: datetime) -> set[int]:
    """The things that are out of order at a moment, at any point; one query and two for each point with an outage."""
    rows = Outage.objects.filter(starts_at__lte=at, ends_at__gt=at).select_related("resource__service_point")
    points = {row.resource.service_point for row in rows}
    return {key for point in points for key in down_at(point, at)}


def outages_between(point: ServicePoint, span: Span) -> list[Outage]:
    """What is out of order at a point in a time."""
    rows = Outage.objects.filter(resource__service_point=point, starts_at__lt=span.end, ends_at__gt=span.start)
    return list(rows.select_related("fault").order_by("starts_at", "pk"))


def touched_by(of: Fault, *, at: datetime) -> list[Booking]:
    """What is booked or asked for in the time of a fault, and is not over."""
    keys = _touched(Q(fault=of), at)
    rows = told_bookings().filter(pk__in=keys).select_related("person__patron", "resource__licence")
    return list(rows.order_by("starts_at", "pk"))


def is_touched(booking: Booking, *, at: datetime) -> bool:
    """True where a booking stands in a time at which its thing is out of order."""
    return booking.pk in _touched(Q(), at)


def touched_of(person_ids: Sequence[int], *, at: datetime) -> dict[int, Fault]:
    """Which of these persons' bookings cannot be had because something is out of order, and what that is."""
    return {key: fault for key, (fault, person) in _pairs(Q(), at).items() if person in person_ids}


def _touched(which: Q, at: datetime) -> set[int]:
    return set(_pairs(which, at))


def _pairs(which: Q, at: datetime) -> dict[int, tuple[Fault, int | None]]:
    """Bookings with the fault that stands in their way and whose they are; nothing where nothing is out of order."""
    outages = list(Outage.objects.filter(which, ends_at__gt=at).select_related("fault"))
    if not outages:
        return {}
    leaves = {row.resource_id for row in outages}
    claims = Claim.objects.filter(resource__in=leaves, ends_at__gt=at, booking__state__in=rules.OPEN)
    claims = claims.exclude(booking__hand_outs__isnull=False).select_related("booking")
    return {
        claim.booking_id: (row.fault, claim.booking.person_id)
        for row in outages
        for claim in claims
        if claim.resource_id == row.resource_id and claim.starts_at < row.ends_at and row.starts_at < claim.ends_at
    }


def fault_photo(code: str) -> str:
    """Where a photo lies in the private storage."""
    return f"faults/{code}.jpg"
