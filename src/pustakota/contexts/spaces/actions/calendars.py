"""The secret address under which somebody's own calendar reads what they booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.spaces.models import CalendarAddress, new_secret
from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.foundation.actors import Actor


@transaction.atomic
def make_calendar_address(*, person_id: int, by: Actor, at: datetime) -> CalendarAddress:
    """An address, or another in the place of the one there was: that one leads nowhere any more."""
    _may(by, person_id)
    row, _new = CalendarAddress.objects.update_or_create(
        person_id=person_id, defaults={"secret": new_secret(), "made_at": at}
    )
    return row


@transaction.atomic
def end_calendar_address(*, person_id: int, by: Actor) -> None:
    """No calendar reads it any more."""
    _may(by, person_id)
    CalendarAddress.objects.filter(person=person_id).delete()


def _may(by: Actor, person_id: int) -> None:
    if by.person_id != person_id:
        raise NotAllowed("spaces.calendar")
