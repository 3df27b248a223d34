"""Enter what was acknowledged at a desk and lost with the database, as of the moment it happened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import permissions, queries
from pustakota.contexts.circulation.actions.acknowledging import LENT, LOST, RETURN_UNDONE, RETURNED
from pustakota.contexts.circulation.actions.check_in import check_in
from pustakota.contexts.circulation.actions.check_out import check_out
from pustakota.contexts.circulation.actions.lost import declare_lost
from pustakota.contexts.circulation.actions.renew import renew
from pustakota.contexts.circulation.actions.undo_return import undo_return
from pustakota.contexts.circulation.errors import EnterAgainRefused, UnknownRefused
from pustakota.contexts.circulation.models import Source
from pustakota.contexts.circulation.permissions import OVERRIDE, Override
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation import journal
from pustakota.foundation import lost as lost_facts
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.circulation.models import Loan
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.models import LostFact

BECAUSE = "entered again after a restore"


@transaction.atomic
def enter_again(*, lost: LostFact, by: Actor) -> None:
    """Lend, take back or renew as of then. Rules are overruled by those who may: the copy has gone home already."""
    point = _point(lost)
    permissions.may_lend(by, point)
    item = catalogue.item_of_barcode(lost.fact["barcode"])
    if item is None:
        raise UnknownRefused(Reason("unknown_barcode", {"barcode": lost.fact["barcode"]}))
    override = Override(BECAUSE) if by.may(OVERRIDE, point.pk) else None
    if lost.what == LENT:
        _lend(lost, item, point, by, override)
    elif lost.what == RETURNED:
        _open_loan(lost, item)
        check_in(item=item, at_point=point, by=by, at=lost.at)
    elif lost.what == LOST:
        declare_lost(loan=_open_loan(lost, item), at_point=point, by=by, at=lost.at)
    elif lost.what == RETURN_UNDONE:
        undo_return(loan=_ended_loan(lost, item), at_point=point, by=by, at=lost.at)
    else:
        renew(loan=_open_loan(lost, item), by=by, at=lost.at, override=override)
    lost_facts.settle(lost)


@transaction.atomic
def put_aside(*, lost: LostFact, by: Actor, at: datetime) -> None:
    """It need not be entered: somebody did so by hand, or the copy lies on the shelf. The journal keeps who said so."""
    permissions.may_lend(by, _point(lost))
    journal.note({"what": "put_aside", "by": by.account_id, "fact": lost.fact}, at=at)
    lost_facts.settle(lost)


def _point(lost: LostFact) -> ServicePoint:
    code = lost.fact["point"]
    point = next((each for each in organisation.service_points() if each.code == code), None)
    if point is None:
        raise EnterAgainRefused(Reason("point_gone", {"code": code}, overridable=False))
    return point


def _lend(lost: LostFact, item: Item, point: ServicePoint, by: Actor, override: Override | None) -> None:
    patron = people.patron_of_card(lost.fact["card"])
    if patron is None:
        raise EnterAgainRefused(Reason("card_gone", {"card_number": lost.fact["card"]}, overridable=False))
    source = Source(lost.fact["source"])
    check_out(item=item, patron=patron, at_point=point, by=by, at=lost.at, source=source, override=override)


def _ended_loan(lost: LostFact, item: Item) -> Loan:
    """The loan whose return was undone."""
    loan = queries.loan_of_moment(item, datetime.fromisoformat(lost.fact["lent_at"]))
    if loan is None:
        raise EnterAgainRefused(Reason("loan_gone", overridable=False))
    return loan


def _open_loan(lost: LostFact, item: Item) -> Loan:
    """The loan that the fact was about. A later loan of the same copy is none of its business."""
    loan = queries.open_loan_of_item(item)
    if loan is None or loan.lent_at != datetime.fromisoformat(lost.fact["lent_at"]):
        raise EnterAgainRefused(Reason("loan_gone", overridable=False))
    return loan
