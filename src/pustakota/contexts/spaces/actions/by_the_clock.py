"""What ends without anybody: nobody came, nobody answered, the time is over, the person is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people.permissions import may_forget
from pustakota.contexts.spaces import queries, rules
from pustakota.contexts.spaces.actions.booking import ended
from pustakota.contexts.spaces.actions.printing import forget_prints
from pustakota.contexts.spaces.models import (
    Application,
    Booking,
    CalendarAddress,
    GuestPass,
    HandOut,
    State,
    Turn,
    Waiting,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor

PAGE = 200


def end_what_is_over(*, at: datetime) -> int:
    """Each in a transaction of its own; the number ended."""
    rows = Booking.objects.filter(state__in=rules.OPEN, starts_at__lte=at).select_related("resource__policy")
    rows = rows.exclude(pk__in=HandOut.objects.filter(back_at=None).values("booking"))
    return sum(_end(booking.pk, at) for booking in rows.order_by("starts_at", "pk")[:PAGE] if _how(booking, at))


@transaction.atomic
def _end(key: int, at: datetime) -> int:
    held = Booking.objects.select_for_update(of=("self",)).select_related("resource__policy").get(pk=key)
    state = _how(held, at)
    if state is None:
        return 0
    ended(held, state, "", at)
    return 1


def _how(booking: Booking, at: datetime) -> State | None:
    """How a booking ends now; nothing while it goes on."""
    if booking.state == State.REQUESTED:
        return State.EXPIRED if booking.starts_at <= at else None
    if booking.state == State.CHECKED_IN:
        is_over = booking.ends_at <= at and not queries.has_open_hand_out(booking)
        return State.COMPLETED if is_over else None
    if booking.state != State.CONFIRMED:
        return None
    release = booking.resource.policy.terms.release_after
    if release is None or booking.person_id is None or booking.is_kept:
        return State.COMPLETED if booking.ends_at <= at else None
    return State.NO_SHOW if booking.starts_at + release <= at else None


@transaction.atomic
def forget_person(*, person_ids: Sequence[int], by: Actor, at: datetime) -> None:
    """Part what is over from a person; whoever has something ahead is not forgotten yet."""
    may_forget(by)
    forget_prints(person_ids=person_ids, at=at)
    Waiting.objects.filter(person__in=person_ids).delete()
    Application.objects.filter(person__in=person_ids).update(person=None, purpose="")
    CalendarAddress.objects.filter(person__in=person_ids).delete()
    Booking.objects.filter(person__in=person_ids).exclude(state__in=rules.OPEN).update(
        person=None, purpose="", answers=[]
    )
    Turn.objects.filter(person__in=person_ids).delete()
    GuestPass.objects.filter(person__in=person_ids).delete()
