"""Correct what is kept about a person (UU 27/2022, article 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people import permissions, rules
from pustakota.contexts.people.errors import RegistrationRefused
from pustakota.contexts.people.events import PersonCorrected
from pustakota.contexts.people.models import Account, Guardianship
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor


@transaction.atomic
def correct_person(
    *,
    person: Person,
    name: str,
    call_name: str,
    born_on: date | None,
    address: str,
    email: str,
    by: Actor,
    at: datetime,
) -> None:
    """Write a person's data as they should be, or refuse with every reason; the fact says which fields, never what."""
    permissions.may_note_wish_of(by, person.pk)
    person = locks.hold(person)
    if reasons := list(_reasons_not_to_correct(person, name, born_on, email, at.date())):
        raise RegistrationRefused(*reasons)
    new = {
        "name": " ".join(name.split()),
        "call_name": call_name.strip(),
        "born_on": born_on,
        "address": address.strip(),
    }
    changed = sorted(field for field, value in new.items() if getattr(person, field) != value)
    for field in changed:
        setattr(person, field, new[field])
    person.save(update_fields=changed)
    if person.account_id and Account.objects.filter(pk=person.account_id).exclude(email=email.lower() or None).update(
        email=email.lower() or None
    ):
        changed.append("email")
    if changed:
        outbox.announce(PersonCorrected(person_id=person.pk, fields=tuple(changed)), at=at)


def _reasons_not_to_correct(
    person: Person, name: str, born_on: date | None, email: str, today: date
) -> Iterator[Reason]:
    if not name.strip():
        yield Reason("name_missing")
    if born_on and born_on > today:
        yield Reason("born_in_future")
    elif rules.is_child(today, born_on) and not Guardianship.objects.filter(ward=person).exists():
        yield Reason("guardian_needed")
    if email and Account.objects.filter(email__iexact=email).exclude(pk=person.account_id or 0).exists():
        yield Reason("email_taken", {"email": email})
