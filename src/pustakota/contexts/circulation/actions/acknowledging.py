"""Loans, returns and renewals in the journal outside the database, with what is needed to enter them again.

A loan is known by its barcode and the moment it was lent, also after it was parted from its member.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.foundation import journal

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.circulation.models import Loan
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron

LENT, RETURNED, RENEWED, LOST, RETURN_UNDONE = "lent", "returned", "renewed", "declared_lost", "return_undone"


def note_lent(loan: Loan, *, item: Item, patron: Patron, at_point: ServicePoint, at: datetime) -> None:
    """A member went home with a copy."""
    more = {"card": patron.card_number, "due_on": loan.due_on.isoformat(), "source": str(loan.source)}
    journal.note({**_about(LENT, loan, item, at_point), **more}, at=at)


def note_returned(loan: Loan, *, item: Item, at_point: ServicePoint, at: datetime) -> None:
    """A copy came back."""
    journal.note(_about(RETURNED, loan, item, at_point), at=at)


def note_return_undone(loan: Loan, *, item: Item, at_point: ServicePoint, at: datetime) -> None:
    """A return was a mistake: the copy is still at home with its member."""
    journal.note(_about(RETURN_UNDONE, loan, item, at_point), at=at)


def note_lost(loan: Loan, *, item: Item, at_point: ServicePoint, at: datetime) -> None:
    """A copy will not come back, and its member was asked for another."""
    journal.note(_about(LOST, loan, item, at_point), at=at)


def note_renewed(loan: Loan, *, item: Item, at_point: ServicePoint, at: datetime) -> None:
    """A member was told a later last day."""
    more = {"renewals": loan.renewals, "due_on": loan.due_on.isoformat()}
    journal.note({**_about(RENEWED, loan, item, at_point), **more}, at=at)


def _about(what: str, loan: Loan, item: Item, point: ServicePoint) -> dict[str, object]:
    return {"what": what, "barcode": item.barcode, "lent_at": loan.lent_at.isoformat(), "point": point.code}
