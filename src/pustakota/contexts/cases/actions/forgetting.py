"""Take a person out of the cases they asked; that something was asked, and how it ended, stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.cases import permissions
from pustakota.contexts.cases.models import Case, Entry, Kind

if TYPE_CHECKING:
    from pustakota.foundation.actors import Actor


@transaction.atomic
def forget_person(*, person_id: int, by: Actor) -> int:
    """Remove a person and their words from what they asked; the number of cases. Kind, times and outcome stay."""
    permissions.may_forget(by)
    keys = list(Case.objects.filter(asker=person_id).values_list("pk", flat=True))
    Entry.objects.filter(case__in=keys, by_staff=False).update(words="", account_id=None)
    Case.objects.filter(owner=person_id).update(owner=None)
    emptied = {"asker": None, "contact_name": "", "contact_email": "", "contact_phone": "", "text": "", "answers": []}
    Case.objects.filter(pk__in=keys, kind=Kind.REGISTRATION).update(subject="–")
    return Case.objects.filter(pk__in=keys).update(**emptied)
