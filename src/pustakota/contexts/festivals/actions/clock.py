"""What ends without anybody: how to reach who proposed something; and the person who is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.festivals import queries, rules
from pustakota.contexts.festivals.models import Proposal, Volunteer
from pustakota.contexts.people.permissions import may_forget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor

NOBODY = {"person": None, "email": "", "phone": ""}


@transaction.atomic
def part_from_contacts(*, at: datetime) -> int:
    """A year after a festival it is not known any more how to reach who proposed something, nor who helped."""
    before = (at - rules.CONTACT_KEPT).date()
    Volunteer.objects.filter(session__festival__last_on__lt=before, person__isnull=False).update(person=None)
    return queries.contacts_to_part(before).update(**NOBODY)


@transaction.atomic
def forget_person(*, person_ids: Sequence[int], by: Actor) -> None:
    """Part proposals and help from a member who is forgotten; what was public of a session stays."""
    may_forget(by)
    Proposal.objects.filter(person__in=person_ids).update(**NOBODY)
    Volunteer.objects.filter(person__in=person_ids).update(person=None)
