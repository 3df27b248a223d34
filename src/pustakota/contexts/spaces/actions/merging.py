"""Two entries of one person become one, and two again: what was booked goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.spaces.models import (
    Application,
    Booking,
    GuestPass,
    LockerUse,
    Sitting,
    Turn,
    TurnState,
    Waiting,
    WaitState,
)

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


@transaction.atomic
def follow_merge(*, merge_id: int, gone_id: int, kept_id: int) -> int:
    """What the entry that is gone booked or has in hand is the kept one's; the number of bookings moved.

    Where both have a session, a number or a locker, the one of the entry that is gone stays as it is until it ends.
    """
    open_ = [WaitState.WAITING, WaitState.OFFERED]
    known = Waiting.objects.filter(person=kept_id, state__in=open_).values_list("resource", "starts_at")
    for resource_id, starts_at in list(known):
        Waiting.objects.filter(person=gone_id, state__in=open_, resource=resource_id, starts_at=starts_at).delete()
    Waiting.objects.filter(person=gone_id).update(person=kept_id)
    GuestPass.objects.filter(person=gone_id).update(person=kept_id)
    groups = Application.objects.filter(person=kept_id, withdrawn_at=None).values_list("season", "group")
    for season_id, group in list(groups):
        Application.objects.filter(person=gone_id, season=season_id, group=group, withdrawn_at=None).update(person=None)
    Application.objects.filter(person=gone_id).update(person=kept_id)
    _one_each(Sitting.objects.filter(ended_at=None), gone_id, kept_id)
    _one_each(Turn.objects.filter(state__in=[TurnState.WAITING, TurnState.CALLED]), gone_id, kept_id)
    _one_each(LockerUse.objects.filter(freed_at=None), gone_id, kept_id)
    return Booking.objects.filter(person=gone_id).update(person=kept_id, merge_id=merge_id)


def _one_each(rows: QuerySet[Model], gone_id: int, kept_id: int) -> None:
    """What somebody has one of: it goes over where the kept entry has none."""
    if not rows.filter(person=kept_id).exists():
        rows.filter(person=gone_id).update(person=kept_id)


@transaction.atomic
def undo_merge(*, merge_id: int, gone_id: int) -> int:
    """What came by a merge goes back; the number of bookings moved. All else stays with the kept entry."""
    return Booking.objects.filter(merge_id=merge_id, person__isnull=False).update(person=gone_id, merge_id=None)
