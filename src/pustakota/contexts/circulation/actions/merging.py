"""Loans and holds follow when two entries of one person are merged, and go back when that is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import permissions
from pustakota.contexts.circulation.actions.ending import end_hold, hold_in_its_queue
from pustakota.contexts.circulation.models import Hold, Loan, MergeMove
from pustakota.contexts.circulation.rules import HoldEvent

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
    _give_later_holds_back(gone, kept, at)
    loans = list(Loan.objects.filter(patron=gone).order_by("pk"))
    holds = list(Hold.objects.filter(patron=gone).order_by("pk"))
    moves = [MergeMove(merge_id=merge_id, loan=loan, from_patron=gone, to_patron=kept) for loan in loans]
    moves += [MergeMove(merge_id=merge_id, hold=hold, from_patron=gone, to_patron=kept) for hold in holds]
    Loan.objects.filter(patron=gone).update(patron=kept)
    Hold.objects.filter(patron=gone).update(patron=kept)
    return len(MergeMove.objects.bulk_create(moves))


def _give_later_holds_back(gone: Patron, kept: Patron, at: datetime) -> None:
    live = Hold.objects.live().filter(patron__in=[gone, kept]).select_related("record", "pickup_point").order_by("pk")
    earlier: set[int] = set()
    for hold in live:
        if hold.record_id in earlier:
            end_hold(hold_in_its_queue(hold), HoldEvent.CANCELLED, at=at)
        earlier.add(hold.record_id)


@transaction.atomic
def move_back(*, merge_id: int, by: Actor) -> int:
    """Bring back what a merge moved and what is still there; the number moved."""
    permissions.may_part(by)
    moves = MergeMove.objects.filter(merge_id=merge_id)
    moved = 0
    for move in moves:
        rows: QuerySet[Loan] | QuerySet[Hold] = Hold.objects.filter(pk=move.hold_id or 0)
        if move.loan_id is not None:
            rows = Loan.objects.filter(pk=move.loan_id)
        moved += rows.filter(patron=move.to_patron_id).update(patron=move.from_patron_id)
    moves.delete()
    return moved
