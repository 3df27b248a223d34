"""Correct what is kept about a person (UU 27/2022, article 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people import permissions, rules
from pustakota.contexts.people.errors import RegistrationRefused
from pustakota.contexts.people.events import PersonCorrected
from pustakota.contexts.people.models import Account, Correction, Guardianship, Person
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

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
    phone: str | None = None,
    asked_in: str = "",
) -> Correction | None:
    """Write a person's data as they should be, or refuse with every reason; nothing where nothing changed.

    What stood there before is kept for the person and for staff; the fact says which fields, never what.
    ``asked_in``: the code of the request that asked for it.
    """
    permissions.may_note_wish_of(by, person.pk)
    person = locks.hold(person)
    if reasons := list(_reasons_not_to_correct(person, name, born_on, email, phone, at.date())):
        raise RegistrationRefused(*reasons)
    new = {
        "name": " ".join(name.split()),
        "call_name": call_name.strip(),
        "born_on": born_on,
        "address": address.strip(),
        "phone": person.phone if phone is None else rules.plain_phone(phone) or "",
    }
    changes = [_change(field, getattr(person, field), value) for field, value in new.items()]
    changes.append(_change("email", *_mailed(person, email)))
    changes = [each for each in changes if each["before"] != each["after"]]
    if not changes:
        return None
    Person.objects.filter(pk=person.pk).update(**new)
    fields = tuple(sorted(each["field"] for each in changes))
    outbox.announce(PersonCorrected(person_id=person.pk, fields=fields), at=at)
    return Correction.objects.create(
        person=person,
        at=at,
        account_id=by.account_id,
        is_own=by.acts_for(person.pk),
        changes=changes,
        asked_in=asked_in,
    )


def _change(field: str, before: date | str | None, after: date | str | None) -> dict[str, str]:
    return {"field": field, "before": str(before or ""), "after": str(after or "")}


def _mailed(person: Person, email: str) -> tuple[str, str]:
    """The address of the account before and after; without an account there is none."""
    account = Account.objects.filter(pk=person.account_id or 0).first()
    if account is None:
        return "", ""
    before, account.email = account.email or "", email.lower() or None
    account.save(update_fields=["email"])
    return before, email.lower()


def _reasons_not_to_correct(  # noqa: PLR0917 -- what is given, asked for by one verb
    person: Person, name: str, born_on: date | None, email: str, phone: str | None, today: date
) -> Iterator[Reason]:
    if not name.strip():
        yield Reason("name_missing")
    if born_on and born_on > today:
        yield Reason("born_in_future")
    elif rules.is_child(today, born_on) and not Guardianship.objects.filter(ward=person).exists():
        yield Reason("guardian_needed")
    if phone and rules.plain_phone(phone) is None:
        yield Reason("phone_wrong", {"phone": phone})
    if email and Account.objects.filter(email__iexact=email).exclude(pk=person.account_id or 0).exists():
        yield Reason("email_taken", {"email": email})
