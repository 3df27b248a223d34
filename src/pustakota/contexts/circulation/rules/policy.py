"""Which policy row holds: the most specific one, and its name stands in every answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and for whom a policy row holds; ``None`` is "any"."""

    service_point_id: int | None = None
    library_id: int | None = None
    patron_type_id: int | None = None
    item_type_id: int | None = None

    @property
    def rank(self) -> tuple[int, bool, bool]:
        """Point beats library beats any, then member type, then item type."""
        place = 2 if self.service_point_id is not None else int(self.library_id is not None)
        return place, self.patron_type_id is not None, self.item_type_id is not None

    def covers(self, case: Scope) -> bool:
        """True where a row of this scope holds for a case, in which every field is known that matters."""
        pairs = (
            (self.service_point_id, case.service_point_id),
            (self.library_id, case.library_id),
            (self.patron_type_id, case.patron_type_id),
            (self.item_type_id, case.item_type_id),
        )
        return all(own is None or own == given for own, given in pairs)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a row allows. Loans count calendar days, the pick-up shelf counts open days; the fine is in rupiah.

    ``max_open_charges`` and ``max_owed`` (rupiah): what a member may owe and still borrow; ``None``: whatever it is.
    """

    id: int
    name: str
    scope: Scope
    is_lendable: bool = True
    max_loans: int = 3
    loan_days: int = 7
    max_renewals: int = 2
    max_holds: int = 3
    pickup_days: int = 3
    fine_per_day: int = 0
    blocks_while_overdue: bool = True
    max_open_charges: int | None = None
    max_owed: int | None = None

    @property
    def asks_what_is_owed(self) -> bool:
        return self.max_open_charges is not None or self.max_owed is not None


def most_specific(policies: Iterable[Policy]) -> Policy | None:
    """The row that wins among those that match; rows of equal rank were refused when they were saved."""
    return max(policies, key=lambda policy: policy.scope.rank, default=None)
