"""Notices for tests, and members who can be reached by given ways."""

from datetime import date, datetime
from typing import Any

from pustakota.contexts.notices import actions
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import How, Patron, Person
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW
from tests.factories.people import a_patron

LATER = date(2026, 3, 9)


def a_reader(
    *,
    email: str = "",
    phone: str = "",
    agrees: tuple[str, ...] = ("email", "whatsapp", "push"),
    home: ServicePoint | None = None,
    **given: Any,
) -> Patron:
    """A member with these addresses who agreed to be reached by these ways."""
    patron = a_patron(email=email, home=home, **given)
    if phone:
        Person.objects.filter(pk=patron.person_id).update(phone=phone)
    for purpose in agrees:
        people.give_consent(person=patron.person, purpose=purpose, by=SYSTEM, at=NOW, how=How.DESK)
    patron.refresh_from_db()
    return patron


def to_tell(patron: Patron, kind: str = "overdue", number: int = 1, **given: Any) -> actions.ToTell:
    """Something to tell a member, under a key of its own number."""
    facts = {"due_on": LATER.isoformat()}
    if kind == "hold_ready":
        facts = {"place": "Perpustakaan Batu", "pick_up_by": LATER.isoformat()}
    return actions.ToTell(
        **{  # type: ignore[arg-type]
            "template": f"circulation/{kind}",
            "key": f"circulation/{kind}:{number}:{patron.pk}",
            "because": f"loan:{number}",
            "to": patron.person_id,
            "point": patron.home_point,
            "facts": facts,
        }
        | given
    )


def queued(patron: Patron, kind: str = "overdue", number: int = 1, *, at: datetime = NOW, **given: Any) -> int:
    """Queue one notice."""
    return actions.queue_all(wanted=[to_tell(patron, kind, number, **given)], at=at)
