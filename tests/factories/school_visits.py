"""Classes for tests: grade 5, 14 girls and 12 boys with two adults, unless told otherwise."""

from typing import Any

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.programmes.actions import Kind, Source
from pustakota.contexts.programmes.models import Occurrence
from pustakota.contexts.school_visits import actions
from pustakota.contexts.school_visits.actions import Contact
from pustakota.contexts.school_visits.models import ClassVisit, Offer
from pustakota.contexts.school_visits.rules import Group
from pustakota.foundation.actors import SYSTEM, VISITOR
from tests.factories.moments import NOW
from tests.factories.programmes import BEGINS, a_programme, an_occurrence

GRADE_5 = (Group(grade="5", girls=14, boys=12),)
TEACHER = Contact(name="Bu Ratna", email="ratna@sdn1.sch.id")


def an_offer(*, at_point: ServicePoint | None = None, title: str = "", **given: Any) -> Offer:
    """For all phases, one adult for fifteen pupils, answered by staff."""
    programme = a_programme(at_point=at_point, title=title, kind=Kind.SCHOOL_VISIT)
    return actions.keep_offer(offer=Offer(programme=programme, **given), by=SYSTEM, at=NOW)


def a_date(offer: Offer, *, capacity: int = 1, **given: Any) -> Occurrence:
    """A date for one class."""
    return an_occurrence(offer.programme, capacity=capacity, **given)


def a_class(offer: Offer | None = None, **given: Any) -> ClassVisit:
    """Asked for by a contact of the school; without a date it waits for the next term."""
    asked = {
        "school": "SDN Sisir 1",
        "class_name": "5A",
        "groups": GRADE_5,
        "adults": 2,
        "contact": TEACHER,
        "language": "en",
    }
    return actions.ask(offer=offer or an_offer(), **(asked | {"by": VISITOR, "at": NOW} | given))  # type: ignore[arg-type]


def an_agreed_class(offer: Offer | None = None, **given: Any) -> ClassVisit:
    offer = offer or an_offer()
    return actions.agree(visit=a_class(offer, occurrence=a_date(offer), **given), by=SYSTEM, at=NOW)


def a_reported_class(offer: Offer | None = None) -> ClassVisit:
    visit = an_agreed_class(offer)
    came = actions.note_came(visit=visit, groups=GRADE_5, adults=2, by=SYSTEM, at=BEGINS, source=Source.DESK)
    return actions.report(visit=came, done="Tur rak dan dongeng.", titles=[], next_step="", by=SYSTEM, at=BEGINS)
