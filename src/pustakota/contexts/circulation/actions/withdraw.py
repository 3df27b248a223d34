"""A copy leaves the collection: not while somebody has it or waits for this very copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue import permissions as catalogue_permissions
from pustakota.contexts.circulation import queries
from pustakota.contexts.circulation.errors import WithdrawalRefused
from pustakota.foundation import locks
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.foundation.actors import Actor


@transaction.atomic
def withdraw(*, item: Item, by: Actor, at: datetime) -> Item:
    """Take a copy out of the collection, or refuse with every reason. Its history stays."""
    catalogue_permissions.may_edit_copies(by, item.service_point_id)
    item = locks.hold(item)
    if reasons := tuple(_reasons_not_to_withdraw(item)):
        raise WithdrawalRefused(*reasons)
    return catalogue.change_item(item=item, changes={"status": catalogue.ItemStatus.WITHDRAWN}, by=by, at=at)


def _reasons_not_to_withdraw(item: Item) -> Iterator[Reason]:
    if item.status == catalogue.ItemStatus.WITHDRAWN:
        yield Reason("already_withdrawn", overridable=False)
    if loan := queries.open_loan_of_item(item):
        yield Reason("item_on_loan", {"due_on": loan.due_on}, overridable=False)
    if queries.is_kept_for_a_member(item):
        yield Reason("held_for_other", overridable=False)
