"""Undo a return that was a wrong scan: the copy is still at home with its member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.circulation import permissions, queries
from pustakota.contexts.circulation.actions import acknowledging
from pustakota.contexts.circulation.errors import UndoRefused
from pustakota.contexts.circulation.events import ReturnUndone
from pustakota.contexts.circulation.models import Hold
from pustakota.contexts.circulation.rules import HoldStatus, UndoingSituation, reasons_not_to_undo
from pustakota.foundation import locks, outbox
from pustakota.foundation.writing import changed

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.circulation.models import Loan
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@transaction.atomic
def undo_return(*, loan: Loan, at_point: ServicePoint, by: Actor, at: datetime) -> Loan:
    """Open the loan again as it was; whoever the copy was caught for waits again, in their old place.

    What the member was lent meanwhile does not matter: this copy never came back.
    """
    permissions.may_lend(by, at_point)
    was_lent_at = loan.service_point
    item = locks.hold_with(loan.item, "record")
    loan = locks.hold(loan)
    situation = UndoingSituation(
        since_return=at - loan.returned_at if loan.returned_at else None,
        was_lost=loan.returned_to_id is None,
        is_parted=loan.patron_id is None,
        lent_again=queries.loan_to_return(item) is not None,
        returned_elsewhere=loan.returned_to_id != at_point.pk,
    )
    if reasons := reasons_not_to_undo(situation):
        raise UndoRefused(*reasons)
    loan.returned_at, loan.returned_to = None, None
    changed(loan, "returned_at", "returned_to")
    _let_wait_again(item)
    if item.service_point_id != was_lent_at.pk:
        item = catalogue.move_item(item=item, to=was_lent_at, at=at)
    undone = ReturnUndone(loan_id=loan.pk, item_id=item.pk, record_id=item.record_id, service_point_id=at_point.pk)
    outbox.announce(undone, at=at)
    acknowledging.note_return_undone(loan, item=item, at_point=at_point, at=at)
    return loan


def _let_wait_again(item: Item) -> None:
    """The hold that the return caught the copy for; the place in the queue is its number, so it is not lost."""
    caught = queries.queue_of(item.record_id, item).captured(item)
    if caught:
        Hold.objects.filter(pk=caught.pk).update(
            status=HoldStatus.WAITING, item=None, on_shelf=False, ready_at=None, pick_up_by=None
        )
