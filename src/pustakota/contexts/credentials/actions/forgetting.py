"""Take a person out of the letters they were given; that a number was given out stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.credentials.models import Credential
from pustakota.contexts.people.permissions import may_forget

if TYPE_CHECKING:
    from pustakota.foundation.actors import Actor


@transaction.atomic
def forget_person(*, person_id: int, by: Actor) -> int:
    """Remove a person and what stood about them from their letters; the number of letters."""
    may_forget(by)
    return Credential.objects.filter(holder=person_id).update(holder=None, said={})
