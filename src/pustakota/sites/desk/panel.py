"""The member who stands at the desk: what is out, what waits, what may still be borrowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.circulation.errors import LendingRefused
from pustakota.foundation import periods
from pustakota.sites.desk import answers

if TYPE_CHECKING:
    from datetime import date, datetime

    from pustakota.contexts.circulation.models import Hold, Loan
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.sites.desk.answers import Said


@dataclass(frozen=True, slots=True)
class Panel:
    """A member as the desk sees them. Days are the point's own."""

    patron: Patron
    today: date
    loans: list[Loan]
    holds: list[Hold]
    rule: str
    left: int
    against: list[Said]

    @property
    def ready(self) -> int:
        """How many holds lie on a shelf for this member."""
        return sum(hold.on_shelf for hold in self.holds)

    @property
    def overdue(self) -> int:
        return sum(loan.due_on < self.today for loan in self.loans)


def panel_of(patron: Patron, *, point: ServicePoint, at: datetime) -> Panel:
    """The member's panel; three queries."""
    today = periods.local_day(at, point.zone)
    loans = list(circulation.open_loans(patron))
    outlook = circulation.borrowing_outlook(patron, point=point, today=today, due_dates=[loan.due_on for loan in loans])
    return Panel(
        patron=patron,
        today=today,
        loans=loans,
        holds=list(circulation.live_holds(patron)),
        rule=outlook.policy_name,
        left=outlook.loans_left,
        against=answers.said(LendingRefused, outlook.reasons),
    )
