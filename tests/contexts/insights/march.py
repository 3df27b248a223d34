"""A month in two places, with facts of every kind."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.contexts.visits import actions as visits
from pustakota.contexts.visits.actions import Heads, NotedIn
from pustakota.foundation.actors import SYSTEM
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import NOW, at_clock
from tests.factories.organisation import a_point
from tests.factories.people import a_patron
from tests.factories.visits import a_member_visit, a_use_in_place, some_guests

APRIL = NOW + timedelta(days=40)
"""11 April 2026: the month is over."""


@dataclass
class March:
    """What was made, to be counted and corrected."""

    main: ServicePoint
    east: ServicePoint
    silent: ServicePoint
    siti: Patron
    budi: Patron


def on(day: int, clock: str = "10:00", zone: str = "Asia/Jakarta") -> datetime:
    """A moment of March 2026."""
    return at_clock(date(2026, 3, day), clock, zone)


def a_march() -> March:
    """Two points that speak, one that is open on Mondays and says nothing."""
    main, east = a_point(name="Pusat"), a_point(name="Cabang Timur", zone="Asia/Jayapura")
    silent = a_point(name="TBM Sunyi", open_on=[0])
    siti = a_patron(name="Siti", home=main, joined_at=on(2))
    budi = a_patron(name="Budi", home=east, joined_at=on(3))
    a_member_visit(siti, main, at=on(2))
    a_member_visit(siti, main, at=on(3))
    a_member_visit(siti, east, at=on(4))
    some_guests(main, 7, at=on(2, "11:00"))
    group = [Heads("child", female=20, male=18), Heads("adult", unstated=2)]
    visits.note_guests(heads=group, at_point=east, by=SYSTEM, at=on(5), source=NotedIn.KIOSK, is_group=True)
    some_guests(east, 3, at=on(6, "01:00", "Asia/Jayapura"))
    loan = a_loan(item=an_item(at_point=main), patron=siti, at=on(2, "10:30"))
    circulation.renew(loan=loan, by=SYSTEM, at=on(8))
    a_returned(loan.item, east, at=on(12))
    a_loan(item=an_item(at_point=east), patron=budi, at=on(7, "00:30", "Asia/Jayapura"))
    wanted = an_item(at_point=main)
    a_hold(record=wanted.record, pickup=main, patron=budi, at=on(9))
    a_use_in_place(main, at=on(10))
    visits.note_other_reading(copies=12, at_point=main, by=SYSTEM, at=on(10), source=NotedIn.DESK)
    return March(main, east, silent, siti, budi)
