"""Requests for tests, each opened by the verb that opens them in the house."""

from datetime import datetime

from pustakota.contexts.cases import actions
from pustakota.contexts.cases.actions import Answered, Contact, Kind, Source
from pustakota.contexts.cases.models import Case
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Person
from pustakota.foundation.actors import SYSTEM, Actor
from tests.factories.moments import NOW
from tests.factories.organisation import a_point


def a_case(
    *,
    kind: Kind = Kind.SUGGESTION,
    subject: str = "Ronggeng Dukuh Paruk",
    at_point: ServicePoint | None = None,
    asker: Person | None = None,
    contact: Contact | None = None,
    by: Actor = SYSTEM,
    at: datetime = NOW,
) -> Case:
    return actions.open_case(
        kind=kind,
        subject=subject,
        at_point=at_point or a_point(),
        asker=asker,
        contact=contact,
        source=Source.WEB,
        by=by,
        at=at,
    )


def a_registration(at_point: ServicePoint, *, at: datetime = NOW, **said: str) -> Case:
    """Somebody who wishes to become a member, by what they filled in."""
    given = {"name": "Rini Kusuma", "phone": "0812 3456 7890", "born_on": "1990-04-21"} | said
    return actions.open_case(
        kind=Kind.REGISTRATION,
        subject=given["name"],
        at_point=at_point,
        answers=[Answered(field, field, value) for field, value in given.items()],
        form=("daftar-anggota", 1),
        contact=Contact(name=given["name"], phone=given["phone"]),
        source=Source.WEB,
        by=SYSTEM,
        at=at,
    )
