"""A group's booking becomes an event for everybody, in one approval; it ends with the booking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.programmes import permissions
from pustakota.contexts.programmes.actions.planning import add_programme, call_off, plan
from pustakota.contexts.programmes.errors import PlanRefused
from pustakota.contexts.programmes.models import Occurrence, State
from pustakota.contexts.spaces import actions as spaces
from pustakota.contexts.spaces import queries as rooms
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.spaces.models import Booking
    from pustakota.foundation.actors import Actor


@transaction.atomic
def announce_booking(*, booking: Booking, title: str, group: str, by: Actor, at: datetime, **given: Any) -> Occurrence:
    """Say yes to a group's request, if nobody has yet, and announce what it does as an event.

    ``group`` is named beside the library; ``given``: what a programme takes. The room stays the group's, and is not
    released when nobody checks in at its door.
    """
    point = booking.resource.service_point
    permissions.may_plan(by, point.pk)
    if Occurrence.objects.filter(booking=booking).exists():
        raise PlanRefused(Reason("announced_already", overridable=False))
    if booking.starts_at <= at:
        raise PlanRefused(Reason("over_already", overridable=False))
    held = spaces.keep(booking=booking, by=by, at=at)
    programme = add_programme(service_point=point, title=title, partners=group.strip(), by=by, at=at, **given)
    return plan(programme=programme, starts_at=held.starts_at, ends_at=held.ends_at, booking=held, by=by, at=at)


@transaction.atomic
def follow_booking(*, booking_id: int, at: datetime) -> Occurrence | None:
    """A date whose room its group gave back does not take place."""
    dates = Occurrence.objects.filter(booking=booking_id, booking__is_kept=True, state=State.PUBLISHED)
    found = dates.select_related("programme", "service_point", "booking").first()
    if found is None or found.booking is None or found.booking.state not in (rooms.State.CANCELLED, rooms.State.DENIED):
        return None
    because = found.booking.because or found.booking.get_state_display()
    return call_off(occurrence=found, because=str(because), by=SYSTEM, at=at)
