"""Loans and holds follow when two entries of one person are merged, and go back when that is undone; holds follow
when two records of one title are merged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import permissions
from pustakota.contexts.circulation.actions.ending import end_hold, hold_in_its_queue
from pustakota.contexts.circulation.events import HoldPlaced
from pustakota.contexts.circulation.models import Hold, Loan, MergeMove
from pustakota.contexts.circulation.rules import HoldEvent, HoldStatus
from pustakota.foundation import outbox

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor


@transaction.atomic
def move_to(*, merge_id: int, gone: Patron, kept: Patron, by: Actor, at: datetime) -> int:
    """Move what a membership has to the one that stays; of two holds for one title the later is given back.

    Asked again it finds nothing left to move. The number moved.
    """
    permissions.may_part(by)
    given_back = _give_later_holds_back(gone, kept, at)
    loans = list(Loan.objects.filter(patron=gone).order_by("pk"))
    holds = list(Hold.objects.filter(patron=gone).order_by("pk"))
    moves = [MergeMove(merge_id=merge_id, loan=loan, from_patron=gone, to_patron=kept) for loan in loans]
    moves += [MergeMove(merge_id=merge_id, hold=hold, from_patron=gone, to_patron=kept) for hold in holds]
    moves += [
        MergeMove(merge_id=merge_id, hold=hold, from_patron_id=hold.whose_id, to_patron=kept, was_given_back=True)
        for hold in given_back
    ]
    Loan.objects.filter(patron=gone).update(patron=kept)
    Hold.objects.filter(patron=gone).update(patron=kept)
    return len(MergeMove.objects.bulk_create(moves))


def _give_later_holds_back(gone: Patron, kept: Patron, at: datetime) -> list[Hold]:
    """End the later of two holds for one title; those that ended."""
    live = Hold.objects.live().filter(patron__in=[gone, kept]).select_related("record", "pickup_point").order_by("pk")
    earlier: set[int] = set()
    ended = []
    for hold in live:
        if hold.record_id in earlier:
            ended.append(end_hold(hold_in_its_queue(hold), HoldEvent.CANCELLED, at=at))
        earlier.add(hold.record_id)
    return ended


@transaction.atomic
def follow_records(*, record_id: int, survivor_id: int, by: Actor, at: datetime) -> int:
    """Holds of a merged record queue for the survivor, in the order in which they were placed; the number moved.

    Of two holds of one member the later is given back. Asked again it finds nothing left to move.
    """
    permissions.may_part(by)
    live = Hold.objects.live().filter(record__in=[record_id, survivor_id]).order_by("pk")
    waiting_for: set[int | None] = set()
    for hold in live.select_related("record", "pickup_point"):
        if hold.patron_id in waiting_for:
            end_hold(hold_in_its_queue(hold), HoldEvent.CANCELLED, at=at)
        waiting_for.add(hold.patron_id)
    return Hold.objects.filter(record=record_id).update(record=survivor_id)


@transaction.atomic
def move_back(*, merge_id: int, by: Actor, at: datetime) -> int:
    """Bring back what a merge moved and what is still there; the number moved.

    A hold that the merge gave back waits again in its old place, unless it has been parted from its member since.
    """
    permissions.may_part(by)
    moves = MergeMove.objects.filter(merge_id=merge_id)
    moved = 0
    for move in moves.filter(was_given_back=False).order_by("pk"):
        rows: QuerySet[Loan] | QuerySet[Hold] = Hold.objects.filter(pk=move.hold_id or 0)
        if move.loan_id is not None:
            rows = Loan.objects.filter(pk=move.loan_id)
        moved += rows.filter(patron=move.to_patron_id).update(patron=move.from_patron_id)
    given_back = moves.filter(was_given_back=True).order_by("pk")
    moved += sum(_waits_again(move, at) for move in given_back)
    moves.delete()
    return moved


def _waits_again(move: MergeMove, at: datetime) -> bool:
    """Put a hold back into its queue, where nobody has moved, parted or renewed the wish since."""
    ended = Hold.objects.filter(pk=move.hold_id or 0, status=HoldStatus.CANCELLED, patron=move.from_patron_id)
    hold = ended.filter(on_shelf=False).select_related("record", "pickup_point").first()
    if hold is None:
        return False
    hold = hold_in_its_queue(hold)
    if Hold.objects.live().filter(record=hold.record_id, patron=hold.patron_id).exists():
        return False
    hold.status, hold.item, hold.ready_at, hold.pick_up_by, hold.ended_at = HoldStatus.WAITING, None, None, None, None
    hold.save(update_fields=["status", "item", "ready_at", "pick_up_by", "ended_at"])
    placed = HoldPlaced(
        hold_id=hold.pk, record_id=hold.record_id, patron_id=hold.whose_id, service_point_id=hold.pickup_point_id
    )
    outbox.announce(placed, at=at)
    return True
