"""Forget a person: what led to them is deleted, and a nameless entry is left for what must stay countable."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from axes.utils import reset as forget_attempts
from django.db import transaction
from django.db.models import Q

from pustakota.contexts.people import permissions, queries
from pustakota.contexts.people.actions.cards import leave_household
from pustakota.contexts.people.actions.photos import drop_photo_of
from pustakota.contexts.people.actions.signing import sign_out_everywhere
from pustakota.contexts.people.events import PersonForgotten
from pustakota.contexts.people.models import (
    Affiliation,
    ClassSeat,
    Correction,
    Guardianship,
    IdentityNumber,
    Merge,
    Patron,
    PatronStatus,
    Person,
    PersonSeen,
    Registration,
    RetiredCard,
)
from pustakota.foundation import outbox

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.foundation.actors import Actor

OWN_ROWS = (Affiliation, ClassSeat, Correction, IdentityNumber, PersonSeen)


@transaction.atomic
def forget_person(*, person_id: int, by: Actor, at: datetime) -> None:
    """Forget a person and the entries that were merged into theirs, or refuse with every reason at once.

    The lines of the ledger of consents stay as proof; they lead to an entry without a name.
    """
    permissions.may_edit(by)
    if refusal := queries.reasons_not_to_forget(person_id):
        raise refusal
    for person in Person.objects.select_for_update().filter(pk__in=queries.entries_of(person_id)).order_by("pk"):
        _forget(person, by=by, at=at)
    outbox.announce(PersonForgotten(person_id=person_id), at=at)


def _forget(person: Person, *, by: Actor, at: datetime) -> None:
    leave_household(person=person, by=by)
    drop_photo_of(person)
    for model in OWN_ROWS:
        model._base_manager.filter(person=person).delete()  # noqa: SLF001 -- Django's documented API
    Guardianship.objects.filter(Q(guardian=person) | Q(ward=person)).delete()
    Merge.objects.filter(Q(kept=person) | Q(gone=person)).update(because="", moved=[])
    _forget_membership(person)
    account, person.account = person.account, None
    person.name = person.call_name = person.phone = person.address = person.preferred_contact = ""
    person.born_on = person.phone_asked_at = person.household = None
    person.forgotten_at = at
    person.save()
    if account is not None:
        sign_out_everywhere(account=account)
        for name in {account.username, account.username.casefold(), account.email or account.username}:
            forget_attempts(username=name)
        account.delete()


def _forget_membership(person: Person) -> None:
    RetiredCard.objects.filter(patron__person=person).delete()
    Registration.objects.filter(patron__person=person).delete()
    Patron.objects.filter(person=person).update(
        card_number=f"-{secrets.token_hex(8)}", status=PatronStatus.CLOSED, blocked_because="", pin=""
    )
