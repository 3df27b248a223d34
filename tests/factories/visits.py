"""Visits and uses in place for tests, each made by the verb that makes them in the house."""

from datetime import datetime

from pustakota.contexts.catalogue.models import Item
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.contexts.visits import actions
from pustakota.contexts.visits.actions import Heads, Level, NotedIn
from pustakota.contexts.visits.models import InPlaceUse, Visit
from pustakota.foundation.actors import SYSTEM, Actor
from tests.factories.catalogue import an_item
from tests.factories.moments import NOW


def a_member_visit(patron: Patron, at_point: ServicePoint, *, at: datetime = NOW, by: Actor = SYSTEM) -> Visit:
    return actions.note_member_visit(patron=patron, at_point=at_point, by=by, at=at, source=NotedIn.DESK).visit


def some_guests(at_point: ServicePoint, number: int = 1, *, at: datetime = NOW, by: Actor = SYSTEM) -> Visit:
    """Adult women, in one row."""
    heads = [Heads(Level.ADULT, female=number)]
    return actions.note_guests(heads=heads, at_point=at_point, by=by, at=at, source=NotedIn.DESK)[0]


def a_use_in_place(
    at_point: ServicePoint, *, item: Item | None = None, at: datetime = NOW, by: Actor = SYSTEM
) -> InPlaceUse:
    use = actions.note_reading(
        item=item or an_item(at_point=at_point), at_point=at_point, by=by, at=at, source=NotedIn.DESK
    )
    assert use is not None, "scanned a moment ago"
    return use
