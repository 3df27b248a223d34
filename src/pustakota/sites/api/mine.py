"""A member's own loans and holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ninja import Router

from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.circulation.errors import RenewalRefused
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.foundation.requests import ActorRequest
from pustakota.sites.api.problems import ReasonShown
from pustakota.sites.api.schemas import MyHold, MyLoan

if TYPE_CHECKING:
    from pustakota.contexts.circulation.models import Hold, Loan
    from pustakota.contexts.circulation.queries import RenewalOutlook
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

router = Router(tags=["me"])


@router.get("/me/loans", response=list[MyLoan])
def my_loans(request: ActorRequest) -> list[MyLoan]:
    """What I have on loan, the one due first at the top; ``reasons``: why it cannot be renewed now."""
    patron = _member(request.auth)
    if patron is None:
        return []
    loans = circulation.open_loans(patron)
    outlooks = circulation.renewal_outlooks(loans, patron, at=clock.now())
    return [_loan(loan, outlooks[loan.pk]) for loan in loans]


@router.get("/me/holds", response=list[MyHold])
def my_holds(request: ActorRequest) -> list[MyHold]:
    """What I have reserved, what can be collected first."""
    patron = _member(request.auth)
    return [_hold(hold) for hold in circulation.live_holds(patron)] if patron else []


def _member(by: Actor) -> Patron | None:
    return people.patron(by.patron_id) if by.patron_id else None


def _loan(loan: Loan, outlook: RenewalOutlook) -> MyLoan:
    against = RenewalRefused(*outlook.reasons).worded()
    return MyLoan(
        id=loan.pk,
        record_id=loan.item.record_id,
        title=loan.item.record.title,
        barcode=loan.item.barcode,
        due_on=loan.due_on,
        renewals_left=outlook.renewals_left or 0,
        reasons=[ReasonShown(code=reason.code, message=reason.message) for reason in against],
    )


def _hold(hold: Hold) -> MyHold:
    return MyHold(
        id=hold.code,
        record_id=hold.record_id,
        title=hold.record.title,
        status=hold.status,
        position=circulation.position_of(hold),
        pickup_service_point_id=hold.pickup_point_id,
        pick_up_by=hold.pick_up_by,
    )
