"""Resources, their free times, and bookings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from ninja import Router

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.api.schemas import BookingAsked, BookingMade, EquipmentAtHome, ResourceShown, Slot
from pustakota.contexts.spaces.errors import UnknownRefused
from pustakota.contexts.spaces.models import Booking, Resource
from pustakota.contexts.spaces.rules import Span, is_late
from pustakota.foundation import clock, periods
from pustakota.foundation.actors import Actor
from pustakota.foundation.reasons import Reason
from pustakota.foundation.requests import ActorRequest

if TYPE_CHECKING:
    from pustakota.contexts.people.models import Patron

open_router = Router(tags=["spaces"])
router = Router(tags=["spaces"])


@open_router.get("/resources", response=list[ResourceShown])
def resources(request: HttpRequest) -> list[Resource]:
    """Everything that can be booked: rooms, seats, machines, equipment."""
    del request
    return list(queries.resources())


@open_router.get("/resources/{int:resource_id}/slots", response=list[Slot])
def slots(request: HttpRequest, resource_id: int, on: date | None = None) -> list[Span]:
    """The times that can be booked on a day (today), local to the service point; each by the check of a booking."""
    del request
    resource, at = _resource(resource_id), clock.now()
    return queries.slots(resource, on or periods.local_day(at, resource.service_point.zone), at=at)


@router.post("/resources/{int:resource_id}/bookings", response={201: BookingMade})
def book(request: ActorRequest, resource_id: int, asked: BookingAsked) -> BookingMade:
    """Book a time: a member for themselves or a ward, staff for any member."""
    by, resource = request.auth, _resource(resource_id)
    booking = actions.book(
        resource=resource,
        patron=_patron(asked.card_number, by, resource),
        span=Span(asked.start, asked.end),
        by=by,
        at=clock.now(),
    )
    return _shown(booking)


@router.get("/me/equipment", response=list[EquipmentAtHome])
def my_equipment(request: ActorRequest) -> list[EquipmentAtHome]:
    """What I and my wards have taken home, what is due first first."""
    at, own = clock.now(), request.auth.person_id
    persons = [patron.person_id for patron in people.family_of(own)] if own else []
    return [
        EquipmentAtHome(
            booking_id=row.booking.code,
            resource_id=row.unit_id,
            name=row.unit.name,
            parts=row.parts,
            out_at=row.out_at,
            due_at=row.booking.ends_at,
            is_late=is_late(row.booking.ends_at, at),
        )
        for row in queries.at_home(persons)
    ]


@router.delete("/bookings/{slug:code}", response={204: None})
def cancel_booking(request: ActorRequest, code: str) -> None:
    """Give a booking back: the member, or a guardian."""
    booking, by = queries.booking_by_code(code), request.auth
    if booking is None or booking.person_id is None or not by.acts_for(booking.person_id):
        raise Http404
    actions.cancel(booking=booking, by=by, at=clock.now())


def _resource(resource_id: int) -> Resource:
    found = queries.resource(resource_id)
    if found is None or not found.is_active:
        raise Http404
    return found


def _patron(card_number: str | None, by: Actor, resource: Resource) -> Patron:
    if card_number is None:
        own = people.patron(by.patron_id) if by.patron_id else None
        if own is None:
            raise UnknownRefused(Reason("card_needed", overridable=False))
        return own
    found = people.patron_for_action(card_number)
    if found is None:
        permissions.may_book(by, resource.service_point_id)
        raise UnknownRefused(Reason("unknown_card", {"card_number": card_number}, overridable=False))
    return found


def _shown(booking: Booking) -> BookingMade:
    return BookingMade(
        id=booking.code,
        resource_id=booking.resource_id,
        start=booking.starts_at,
        end=booking.ends_at,
        status=booking.state,
    )
