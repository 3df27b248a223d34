"""Charges for tests, and what they stand on."""

from typing import Any

from pustakota.contexts.charges import actions
from pustakota.contexts.charges.actions import Why
from pustakota.contexts.charges.models import Charge
from pustakota.contexts.organisation.models import PolicyDocument
from pustakota.contexts.people.models import Patron
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW

BASIS = "Perda 23/2008"


def a_basis(number: str = BASIS, **given: Any) -> PolicyDocument:
    """A regulation in force, unless days are given."""
    return PolicyDocument.objects.get_or_create(number=number, defaults=given)[0]


def a_charge(
    patron: Patron, *, amount: int | None = None, what: str = "", why: Why = Why.DAMAGED, about: str = ""
) -> Charge:
    """Something owed in kind, unless an amount is given."""
    return actions.charge(
        person=patron.person,
        why=why,
        amount=amount,
        what="" if amount else what or "Sampul buku",
        basis=a_basis() if amount else None,
        about=about,
        at_point=patron.home_point,
        by=SYSTEM,
        at=NOW,
    )
