"""Identity numbers (NIK): optional, sealed, read in full only with a right, and every reading is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people import permissions, rules
from pustakota.contexts.people.actions.consents import note_look
from pustakota.contexts.people.errors import RegistrationRefused
from pustakota.contexts.people.models import IdentityNumber
from pustakota.foundation import locks, sealing
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor

SEEN_IN_FULL = "nik"


def reasons_not_to_keep(number: str, *, person: Person | None = None) -> list[Reason]:
    """Why an identity number cannot be kept: it is none, or somebody else bears it."""
    plain = rules.plain_nik(number)
    if plain is None:
        return [Reason("nik_wrong", overridable=False)]
    others = IdentityNumber.objects.filter(keyed_hash__in=sealing.keyed_hashes(plain))
    taken = others.exclude(person=person).exists() if person else others.exists()
    return [Reason("nik_taken", overridable=False)] if taken else []


@transaction.atomic
def keep_identity_number(*, person: Person, number: str, by: Actor, at: datetime) -> None:
    """Keep somebody's identity number, sealed; a number kept before gives way."""
    permissions.may_note_wish_of(by, person.pk)
    person = locks.hold(person)
    if reasons := reasons_not_to_keep(number, person=person):
        raise RegistrationRefused(*reasons)
    plain = rules.plain_nik(number) or ""
    IdentityNumber.objects.update_or_create(person=person, defaults={**_sealed(plain), "kept_at": at})


def _sealed(plain: str) -> dict[str, str]:
    return {"sealed": sealing.seal(plain), "keyed_hash": sealing.keyed_hash(plain), "key_mark": sealing.key_mark()}


@transaction.atomic
def drop_identity_number(*, person: Person, by: Actor) -> None:
    """No longer keep somebody's identity number."""
    permissions.may_note_wish_of(by, person.pk)
    IdentityNumber.objects.filter(person=person).delete()


@transaction.atomic
def reveal_identity_number(*, person: Person, by: Actor, at: datetime, at_point: ServicePoint | None) -> str:
    """The whole number, for those with the right; that it was read is written down. Nothing where none is kept."""
    permissions.may_read_identity(by)
    kept = IdentityNumber.objects.filter(person=person).first()
    if kept is None:
        return ""
    note_look(person=person, what=SEEN_IN_FULL, by=by, at=at, at_point=at_point)
    return sealing.unseal(kept.sealed)


@transaction.atomic
def seal_again(*, number_ids: Collection[int], by: Actor) -> int:
    """Seal numbers with the newest key; the number sealed."""
    permissions.may_operate(by)
    rows = list(IdentityNumber.objects.select_for_update().filter(pk__in=number_ids))
    for row in rows:
        for name, value in _sealed(sealing.unseal(row.sealed)).items():
            setattr(row, name, value)
    IdentityNumber.objects.bulk_update(rows, ["sealed", "keyed_hash", "key_mark"])
    return len(rows)
