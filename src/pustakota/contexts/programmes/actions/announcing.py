"""A group's booking becomes an event for everybody, in one approval; it ends with the booking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.programmes import permissions
from pustakota.contexts.programmes.actions.planning import add_programme, call_off, changed, move_window, plan
from pustakota.contexts.programmes.actions.waiting import hold
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
    if booking.starts_at <= at:
        raise PlanRefused(Reason("over_already", overridable=False))
    held = spaces.keep(booking=booking, by=by, at=at)  # holds it: of two who announce it, the second finds the first
    if Occurrence.objects.filter(booking=held).exists():
        raise PlanRefused(Reason("announced_already", overridable=False))
    programme = add_programme(service_point=point, title=title, partners=group.strip(), by=by, at=at, **given)
    return plan(programme=programme, starts_at=held.starts_at, ends_at=held.ends_at, booking=held, by=by, at=at)


@transaction.atomic
def follow_booking(*, booking_id: int, at: datetime) -> Occurrence | None:
    """A date goes where its group's booking goes: it moves with it, and does not take place where it was given back."""
    dates = Occurrence.objects.filter(booking=booking_id, booking__is_kept=True, state=State.PUBLISHED)
    found = dates.select_related("programme", "service_point", "booking").first()
    if found is None or found.booking is None:
        return None
    if found.booking.is_open:
        return _at_its_time(found, found.booking, at)
    if found.booking.state not in (rooms.State.CANCELLED, rooms.State.DENIED):
        return None
    because = found.booking.because or found.booking.get_state_display()
    return call_off(occurrence=found, because=str(because), by=SYSTEM, at=at)


def _at_its_time(occurrence: Occurrence, booking: Booking, at: datetime) -> Occurrence:
    held = hold(occurrence)
    if (held.starts_at, held.ends_at) != (booking.starts_at, booking.ends_at):
        move_window(held, booking.starts_at - held.starts_at, at)
        held.starts_at, held.ends_at = booking.starts_at, booking.ends_at
        held.sequence += 1
        held.save()
        changed(held, at)
    return held
