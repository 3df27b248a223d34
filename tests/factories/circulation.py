"""Policies, loans and holds for tests, each made by the verb that makes them in the house."""

from datetime import date, datetime
from typing import Any

from pustakota.contexts.catalogue.models import Item, Record
from pustakota.contexts.circulation import actions
from pustakota.contexts.circulation.models import Hold, Loan, PolicyRow, Source
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.foundation.actors import SYSTEM, Actor
from tests.factories.catalogue import an_item
from tests.factories.moments import NOW
from tests.factories.people import a_patron

LONG_AGO = date(2020, 1, 1)


def a_policy(name: str, **fields: Any) -> PolicyRow:
    """A lending rule of a scope of its own; the general one is already there."""
    return actions.add_policy(row=PolicyRow(name=name, **{"valid_from": LONG_AGO} | fields), by=SYSTEM)


def a_loan(
    *,
    item: Item | None = None,
    patron: Patron | None = None,
    at_point: ServicePoint | None = None,
    at: datetime = NOW,
    by: Actor = SYSTEM,
) -> Loan:
    item = item or an_item()
    point = at_point or item.service_point
    return actions.check_out(
        item=item, patron=patron or a_patron(home=point), at_point=point, by=by, at=at, source=Source.DESK
    )


def a_hold(
    *,
    record: Record,
    pickup: ServicePoint,
    patron: Patron | None = None,
    at: datetime = NOW,
    by: Actor = SYSTEM,
) -> Hold:
    """A hold that waits in the queue of a title with at least one copy."""
    patron = patron or a_patron(home=pickup)
    return actions.place_hold(record=record, patron=patron, pickup_point=pickup, by=by, at=at)


def a_returned(item: Item, at_point: ServicePoint, *, at: datetime = NOW, by: Actor = SYSTEM) -> actions.Returned:
    """What a scan at the return desk leads to."""
    return actions.check_in(item=item, at_point=at_point, by=by, at=at)
