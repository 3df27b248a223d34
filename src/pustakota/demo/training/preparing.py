"""What lies ready for the exercises: members, copies, loans and holds, all made by actions."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.circulation import queries
from pustakota.contexts.circulation.actions import Source
from pustakota.contexts.people import queries as people
from pustakota.demo import actions
from pustakota.demo.people import BLOCKED, UNTOUCHED, card
from pustakota.demo.places import service_points
from pustakota.demo.training.exercises import EXERCISES, Facts
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron

BEFORE = timedelta(hours=2)


def prepare(at: datetime) -> None:
    """Lay out every exercise at the main library, as it would lie there in the morning."""
    main, early = service_points()[0], at - BEFORE
    copies, members = _only_copies(main), (_member(card(number)) for number in UNTOUCHED)
    for exercise in EXERCISES:
        item = next(copies)
        member = _member(card(BLOCKED[0])) if exercise.wants_blocked_member else next(members)
        facts = Facts(
            card=member.card_number,
            member=member.person.name,
            barcode=item.barcode,
            title=item.record.title,
            record=item.record_id,
        )
        if exercise.on_loan:
            circulation.check_out(item=item, patron=member, at_point=main, by=SYSTEM, at=early, source=Source.DEMO)
        if exercise.reserved:
            hold = circulation.place_hold(record=item.record, patron=member, pickup_point=main, by=SYSTEM, at=early)
            facts = facts._replace(hold=hold.code)
        if exercise.ready:
            circulation.check_in(item=item, at_point=main, by=SYSTEM, at=early)
        actions.lay_out(number=exercise.number, facts=facts._asdict())


def _only_copies(point: "ServicePoint") -> "Iterator[Item]":
    """Copies on this point's shelf that are the only one of their title, and that nobody waits for."""
    wanted = queries.records_in_demand()
    shelf = queries.items_on_the_shelf().filter(service_point=point).select_related("record").order_by("pk")
    return (item for item in shelf if item.record_id not in wanted and queries.free_copies(item.record_id) == 1)


def _member(card_number: str) -> "Patron":
    patron = people.patron_of_card(card_number)
    assert patron is not None
    return patron
