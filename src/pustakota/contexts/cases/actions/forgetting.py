"""Take a person out of the cases they asked; that something was asked, and how it ended, stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.cases.actions.keeping import keep_entry
from pustakota.contexts.cases.models import Case, Entry, Kind, State
from pustakota.contexts.cases.rules import DELETED, Step
from pustakota.contexts.people.permissions import may_forget

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.foundation.actors import Actor

CONTACT = {"contact_name": "", "contact_email": "", "contact_phone": ""}


@transaction.atomic
def forget_strangers(*, closed_before: datetime, by: Actor) -> int:
    """Remove how to reach those who have no account from what ended long ago, and what they filled in to join."""
    may_forget(by)
    ended = Case.objects.filter(state=State.CLOSED, closed_at__lt=closed_before, asker=None)
    reached = ended.exclude(contact_name="", contact_email="", contact_phone="", answers=[])
    asked_in = list(reached.filter(kind=Kind.REGISTRATION).values_list("pk", flat=True))
    others = reached.exclude(pk__in=asked_in).exclude(**CONTACT).update(**CONTACT)
    return others + Case.objects.filter(pk__in=asked_in).update(subject="–", answers=[], **CONTACT)


@transaction.atomic
def forget_person(*, person_id: int, by: Actor, at: datetime) -> int:
    """Remove a person and their words from what they asked; the number of cases. Kind, times and outcome stay.

    A request to be deleted is thereby done.
    """
    may_forget(by)
    wished = Case.objects.filter(asker=person_id, kind=Kind.DELETION).exclude(state=State.CLOSED)
    for case in wished:
        keep_entry(case, Step.CLOSED, by=by, at=at)
    wished.update(state=State.CLOSED, outcome=DELETED, closed_at=at, answered_at=at)
    keys = list(Case.objects.filter(asker=person_id).values_list("pk", flat=True))
    Entry.objects.filter(case__in=keys, by_staff=False).update(words="", account_id=None)
    Case.objects.filter(owner=person_id).update(owner=None)
    emptied: dict[str, Any] = {"asker": None, "text": "", "answers": [], **CONTACT}
    Case.objects.filter(pk__in=keys, kind=Kind.REGISTRATION).update(subject="–")
    return Case.objects.filter(pk__in=keys).update(**emptied)
