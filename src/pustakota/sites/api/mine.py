"""A member's own loans and holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from django.http import Http404
from ninja import Query, Router
from pydantic import StringConstraints

from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.circulation.errors import RenewalRefused
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.foundation.requests import ActorRequest
from pustakota.sites.api.problems import shown_reason
from pustakota.sites.api.schemas import MyFamilyMember, MyHold, MyLoan

if TYPE_CHECKING:
    from pustakota.contexts.circulation.models import Hold, Loan
    from pustakota.contexts.circulation.queries import RenewalOutlook
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

router = Router(tags=["me"])
Card = Annotated[
    Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[^\x00-\x1f\x7f]+$")] | None, Query()
]


@router.get("/me/family", response=list[MyFamilyMember])
def my_family(request: ActorRequest) -> list[MyFamilyMember]:
    """The memberships that I may act for: my own first, then those of my wards."""
    mine = people.family_of(request.auth.person_id) if request.auth.person_id else []
    found = sorted(mine, key=lambda patron: patron.person_id != request.auth.person_id)
    return [
        MyFamilyMember(
            card_number=patron.card_number,
            name=patron.person.name,
            is_me=patron.person_id == request.auth.person_id,
            expires_on=patron.expires_on,
        )
        for patron in found
    ]


@router.get("/me/loans", response=list[MyLoan])
def my_loans(request: ActorRequest, card_number: Card = None) -> list[MyLoan]:
    """What I have on loan, the one due first at the top; ``reasons``: why it cannot be renewed now.

    With the card number of a ward: what the ward has.
    """
    patron = _member(request.auth, card_number)
    if patron is None:
        return []
    loans = circulation.open_loans(patron)
    outlooks = circulation.renewal_outlooks(loans, patron, at=clock.now())
    return [_loan(loan, outlooks[loan.pk]) for loan in loans]


@router.get("/me/holds", response=list[MyHold])
def my_holds(request: ActorRequest, card_number: Card = None) -> list[MyHold]:
    """What I have reserved, what can be collected first; with the card number of a ward: what the ward has."""
    patron = _member(request.auth, card_number)
    return [_hold(hold) for hold in circulation.live_holds(patron)] if patron else []


def _member(by: Actor, card_number: str | None) -> Patron | None:
    """Whose things are asked for; a card that is nobody's I may act for does not exist here."""
    if card_number is None:
        return people.patron(by.patron_id) if by.patron_id else None
    patron = people.patron_of_card(card_number)
    if patron is None or not by.acts_for(patron.person_id):
        raise Http404
    return patron


def _loan(loan: Loan, outlook: RenewalOutlook) -> MyLoan:
    against = RenewalRefused(*outlook.reasons).worded()
    return MyLoan(
        id=loan.pk,
        record_id=loan.item.record_id,
        title=loan.item.record.title,
        barcode=loan.item.barcode,
        due_on=loan.due_on,
        renewals_left=outlook.renewals_left or 0,
        reasons=[shown_reason(reason) for reason in against],
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
