"""Take a person out of what was owed and is settled; the receipt and its amount stay in the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.charges import queries
from pustakota.contexts.charges.models import Charge, State
from pustakota.contexts.people.permissions import may_forget

if TYPE_CHECKING:
    from pustakota.foundation.actors import Actor


@transaction.atomic
def forget_person(*, person_id: int, by: Actor) -> int:
    """Part what has ended from a person; refused while something is open. The number parted."""
    may_forget(by)
    if refusal := queries.reasons_not_to_forget(person_id):
        raise refusal
    return Charge.objects.filter(person=person_id).exclude(state=State.OPEN).update(person=None, about="")
