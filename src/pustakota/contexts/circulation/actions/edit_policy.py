"""Changing the lending rules."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import permissions
from pustakota.contexts.circulation.errors import PolicyRefused
from pustakota.contexts.circulation.models import PolicyRow
from pustakota.foundation import locks
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pustakota.foundation.actors import Actor

LONGEST_BASIS = 200


@transaction.atomic
def add_policy(*, row: PolicyRow, by: Actor) -> PolicyRow:
    """Add a lending rule; one that covers exactly the case of another, in overlapping time, is refused."""
    permissions.may_edit_policy(by, row)
    row.legal_basis = str(row.basis)[:LONGEST_BASIS] if row.basis else ""
    _one_after_the_other()
    if reasons := tuple(_reasons_not_to_add(row)):
        raise PolicyRefused(*reasons)
    row.save()
    return row


@transaction.atomic
def change_policy(*, old: PolicyRow, row: PolicyRow, by: Actor) -> PolicyRow:
    """From ``row.valid_from`` on the rule says this; what was lent before was lent by the old row, which stays."""
    permissions.may_edit_policy(by, old)
    _one_after_the_other()
    old.valid_until = row.valid_from - timedelta(days=1)
    old.save(update_fields=["valid_until"])
    row.service_point, row.library = old.service_point, old.library
    row.patron_type, row.item_type = old.patron_type, old.item_type
    return add_policy(row=row, by=by)


@transaction.atomic
def end_policy(*, row: PolicyRow, last_day: date, by: Actor) -> None:
    """The rule holds for the last time on this day. The general rule cannot end: something must cover every case."""
    permissions.may_edit_policy(by, row)
    if row.is_general:
        raise PolicyRefused(Reason("general_stays"))
    row.valid_until = last_day
    row.save(update_fields=["valid_until"])


def _one_after_the_other() -> None:
    """Rules are changed in turn: two that were saved in one instant would not see each other.

    No constraint can say "the same case in overlapping time" on both databases, so the general rule is held.
    """
    general = PolicyRow.objects.filter(service_point=None, library=None, patron_type=None, item_type=None)
    if first := general.order_by("pk").first():
        locks.hold(first)


def _reasons_not_to_add(row: PolicyRow) -> Iterator[Reason]:
    if row.fine_per_day and row.basis is None:
        yield Reason("fine_without_basis")
    if row.fine_per_day and row.basis is not None and not row.basis.is_in_force(row.valid_from):
        yield Reason("basis_not_in_force", {"basis": str(row.basis)})
    rivals = PolicyRow.objects.filter(
        service_point=row.service_point,
        library=row.library,
        patron_type=row.patron_type,
        item_type=row.item_type,
    ).exclude(pk=row.pk)
    for rival in rivals:
        ends_before = rival.valid_until is not None and rival.valid_until < row.valid_from
        begins_after = row.valid_until is not None and row.valid_until < rival.valid_from
        if not (ends_before or begins_after):
            yield Reason("same_rank", {"name": rival.name})
