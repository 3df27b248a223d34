"""What is still open between a member and the library, and loans that ended without a return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.charges import queries as charges
from pustakota.contexts.circulation import rules
from pustakota.contexts.circulation.errors import ClearanceRefused
from pustakota.contexts.circulation.models import Loan
from pustakota.contexts.circulation.queries.lending import open_loans

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.errors import WordedReason


def clearing_situation(patron: Patron) -> rules.ClearingSituation:
    """Everything that stands in the way of a clearance letter; two queries."""
    owed = list(charges.open_charges([patron.person_id]))
    return rules.ClearingSituation(
        on_loan=tuple(loan.item.record.title for loan in open_loans(patron)),
        to_replace=tuple(charge.what for charge in owed if charge.in_kind),
        owed=sum(charge.amount or 0 for charge in owed),
    )


def cause_of(loan: Loan) -> str:
    """How a charge names the loan it arose from."""
    return f"loan:{loan.pk}"


def lost_loan_of(item: Item) -> Loan | None:
    """The loan on which a copy was lost: the last that ended, if it was returned nowhere."""
    last = Loan.objects.filter(item=item, returned_at__isnull=False).order_by("-returned_at", "-pk").first()
    return last if last is not None and last.returned_to_id is None else None


def reasons_not_to_clear(patron: Patron) -> list[WordedReason]:
    """What stands in the way of a clearance letter now, in words; two queries."""
    return ClearanceRefused(*rules.reasons_not_to_clear(clearing_situation(patron))).worded()
