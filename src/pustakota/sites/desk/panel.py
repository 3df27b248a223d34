"""The member who stands at the desk: what is out, what waits, what may still be borrowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.circulation.errors import LendingRefused
from pustakota.contexts.people import queries as people
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
    limit: int
    left: int
    against: list[Said]
    asks_for_number: bool

    @property
    def is_plain(self) -> bool:
        """Nothing but loans stands on it, so that one more loan is one more row."""
        return not (self.holds or self.against)


def panel_of(patron: Patron, *, point: ServicePoint, at: datetime) -> Panel:
    """The member's panel; three queries."""
    today = periods.local_day(at, point.zone)
    loans = circulation.loans_in_short(patron.pk)
    outlook = circulation.borrowing_outlook(patron, point=point, today=today, due_dates=[loan.due_on for loan in loans])
    return Panel(
        patron=patron,
        today=today,
        loans=loans,
        holds=circulation.live_holds(patron),
        rule=outlook.policy_name,
        limit=outlook.max_loans,
        left=outlook.loans_left,
        against=answers.said(LendingRefused, outlook.reasons),
        asks_for_number=_asks_for_number(patron, point=point, today=today),
    )


def _asks_for_number(patron: Patron, *, point: ServicePoint, today: date) -> bool:
    person = patron.person
    asked_at = person.phone_asked_at
    asked_on = periods.local_day(asked_at, point.zone) if asked_at else None
    return bool(person.phone) and people.asks_for_number(today, asked_on)


@dataclass(frozen=True, slots=True)
class Addition:
    """What a loan adds to a panel that is already on the screen."""

    loan: Loan
    today: date
    number: int
    left: int


def addition_of(loan: Loan, *, limit: str, point: ServicePoint, at: datetime) -> Addition | None:
    """One row and two numbers instead of the whole panel, while more may be borrowed; one query.

    ``limit`` is carried by a panel on which nothing else can change: no reservations, nothing against the member.
    """
    if not limit.isdecimal():
        return None
    number = circulation.number_of_loans(loan.whose_id)
    left = int(limit) - number
    return Addition(loan, periods.local_day(at, point.zone), number, left) if left > 0 else None
