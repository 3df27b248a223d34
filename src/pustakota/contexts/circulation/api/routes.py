"""Lend, return, renew, reserve, cancel."""

from django.http import Http404
from ninja import Router

from pustakota.contexts.circulation import actions, permissions, queries
from pustakota.contexts.circulation.api import given
from pustakota.contexts.circulation.api.schemas import (
    HoldAsked,
    HoldMade,
    HoldServed,
    ItemTakenBack,
    LoanAsked,
    LoanMade,
    RenewalAsked,
    RenewalMade,
    ReturnAsked,
)
from pustakota.contexts.circulation.models import Hold, Source
from pustakota.contexts.circulation.rules import HoldStatus
from pustakota.foundation import clock
from pustakota.foundation.requests import ActorRequest

router = Router(tags=["circulation"])


@router.post("/loans", response={201: LoanMade})
def lend(request: ActorRequest, asked: LoanAsked) -> LoanMade:
    """Lend an item to a member. For staff."""
    by = request.auth
    permissions.may_lend_somewhere(by)
    point = given.point(asked.service_point_id, by=by)
    item, patron = given.item_and_patron(asked.barcode, asked.card_number)
    loan = actions.check_out(
        item=item,
        patron=patron,
        at_point=point,
        by=by,
        at=clock.now(),
        source=Source.API,
        override=_override(asked.override),
    )
    return LoanMade(id=loan.pk, due_on=loan.due_on, policy=loan.policy.name)


@router.post("/loans/{int:loan_id}/renewals", response={201: RenewalMade})
def renew(request: ActorRequest, loan_id: int, asked: RenewalAsked | None = None) -> RenewalMade:
    """Renew a loan: the member, a guardian, or staff."""
    loan = queries.loan(loan_id)
    if loan is None or not permissions.is_for(request.auth, loan.patron):
        raise Http404
    override = _override(asked.override) if asked else None
    renewed = actions.renew(loan=loan, by=request.auth, at=clock.now(), override=override)
    left = max(renewed.policy.max_renewals - renewed.renewals, 0)
    return RenewalMade(due_on=renewed.due_on, renewals_left=left, policy=renewed.policy.name)


def _override(why: str | None) -> permissions.Override | None:
    return permissions.Override(why) if why else None


@router.post("/returns", response=ItemTakenBack)
def take_back(request: ActorRequest, asked: ReturnAsked) -> ItemTakenBack:
    """Take an item back, on loan or not; it is kept for whoever waits first. For staff."""
    by = request.auth
    permissions.may_lend_somewhere(by)
    point = given.point(asked.service_point_id, by=by)
    item = given.item(asked.barcode)
    returned = actions.check_in(item=item, at_point=point, by=by, at=clock.now())
    return ItemTakenBack(
        loan_id=returned.loan.pk if returned.loan else None,
        hold=_served(returned.hold) if returned.hold else None,
    )


def _served(hold: Hold) -> HoldServed:
    return HoldServed(id=hold.code, card_number=hold.member.card_number, pickup_service_point_id=hold.pickup_point_id)


@router.post("/holds", response={201: HoldMade})
def reserve(request: ActorRequest, asked: HoldAsked) -> HoldMade:
    """Reserve a title: a member for themselves or a ward, staff for any member."""
    by = request.auth
    patron = given.patron_for(asked.card_number, by=by)
    record, pickup_point = given.record_and_point(asked.record_id, asked.pickup_service_point_id)
    hold = actions.place_hold(record=record, patron=patron, pickup_point=pickup_point, by=by, at=clock.now())
    return HoldMade(id=hold.code, position=queries.position_of(hold), status=HoldStatus(hold.status))


@router.delete("/holds/{slug:code}", response={204: None})
def cancel(request: ActorRequest, code: str) -> None:
    """Give a reservation back: the member, a guardian, or staff."""
    hold = queries.hold_by_code(code)
    if hold is None or not permissions.is_for(request.auth, hold.patron):
        raise Http404
    actions.cancel_hold(hold=hold, by=request.auth, at=clock.now())
