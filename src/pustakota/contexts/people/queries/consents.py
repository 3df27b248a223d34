"""What people agreed to, how they wish to be told things, and under which key they are counted."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from pustakota.contexts.people.models import Consent, Person, PersonSeen, RoleHeld, YearKey
from pustakota.contexts.people.rules import came_of_age_by
from pustakota.foundation.prepared import prepared

KEY_LENGTH = 32
"""Hexadecimal characters of a person's key: 128 bits tell any two persons apart."""
SEEN_AT_MOST = 100


def has_consent(person_id: int, purpose: str) -> bool:
    """True while a person's agreement to a purpose stands; one query."""
    return bool(_standing(person_id, purpose))


@prepared
def _standing(person_id: int, purpose: str) -> QuerySet[Consent, tuple[int]]:
    rows = Consent.objects.filter(person=person_id, purpose=purpose, withdrawn_at__isnull=True)
    return rows.values_list("pk")


def standing_consents(person_id: int) -> dict[str, Consent]:
    """What a person agrees to now, by purpose."""
    rows = Consent.objects.filter(person=person_id, withdrawn_at__isnull=True).select_related("said_by").order_by("pk")
    return {row.purpose: row for row in rows}


def consents_of(person_id: int) -> QuerySet[Consent]:
    """The whole ledger of a person, newest first."""
    return Consent.objects.filter(person=person_id).select_related("said_by").order_by("-given_at", "-pk")


def who_agreed(purpose: str) -> QuerySet[Consent, tuple[int]]:
    """The keys of all persons whose agreement to a purpose stands, to be used inside another query."""
    return Consent.objects.filter(purpose=purpose, withdrawn_at__isnull=True).values_list("person")


def adults_who_agreed(*purposes: str, before: datetime, today: date) -> QuerySet[Person]:
    """Persons of age who agreed to all of these for themselves before a moment, and still do."""
    rows = Person.objects.filter(born_on__lte=came_of_age_by(today), forgotten_at__isnull=True)
    for purpose in purposes:
        own = Consent.objects.filter(person=OuterRef("pk"), said_by=OuterRef("pk"), purpose=purpose)
        rows = rows.filter(Exists(own.filter(withdrawn_at__isnull=True, given_at__lt=before)))
    return rows


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a person can be reached. ``agreed``: purposes of contact that are agreed to; ``preferred``: the wish."""

    name: str
    email: str
    phone: str
    preferred: str
    agreed: frozenset[str]


def contact_of(person: Person) -> Contact:
    """How to reach somebody: their own ways, else (a child) those of their first guardian; three queries at most."""
    guardians = Person.objects.filter(wards__ward=person.pk).order_by("wards__pk")
    reached = person if person.account_id or person.phone else guardians.first() or person
    account = reached.account
    return Contact(
        name=person.greeting,
        email=(account.email or "") if account and account.is_active else "",
        phone=reached.phone,
        preferred=reached.preferred_contact,
        agreed=frozenset(standing_consents(reached.pk)),
    )


def person_key(person: Person | int, *, on: date) -> str:
    """Who did something, for counting within one statistics year only; nothing where that year is closed."""
    return next(iter(person_keys([person if isinstance(person, int) else person.pk], on=on).values()))


def person_keys(person_ids: Iterable[int], *, on: date) -> dict[int, str]:
    """The keys of many persons on one day; one query."""
    found = list(_secret_of(on.year))  # not prepared: the column is too small for the marks on PostgreSQL
    secret = found[0][0].encode() if found else b""
    return {person_id: _key(secret, person_id) if secret else "" for person_id in person_ids}


def _secret_of(year: int) -> QuerySet[YearKey, tuple[str]]:
    return YearKey.objects.filter(year=year).values_list("secret")


def _key(secret: bytes, person_id: int) -> str:
    return hmac.new(secret, b"person:%d" % person_id, hashlib.sha256).hexdigest()[:KEY_LENGTH]


@dataclass(frozen=True, slots=True)
class Look:
    """A look at somebody's data, as the person may read it: roles, never names."""

    seen: PersonSeen
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedLook:
    """A look at somebody's data, as the data protection officer reads it: by name."""

    seen: PersonSeen
    by_name: str


def looks(*, person_id: int | None = None, account_id: int | None = None) -> QuerySet[PersonSeen]:
    """Looks of staff at people, newest first; of one person, or of one member of staff."""
    rows = PersonSeen.objects.select_related("person__patron", "service_point").order_by("-at", "-pk")
    if person_id is not None:
        rows = rows.filter(person=person_id)
    return rows if account_id is None else rows.filter(account_id=account_id)


def named(rows: Iterable[PersonSeen]) -> list[NamedLook]:
    """Looks with the names of those who looked; one query more."""
    looked = list(rows)
    known = Person.objects.filter(account__in={row.account_id for row in looked if row.account_id})
    names = dict(known.values_list("account", "name"))
    return [NamedLook(row, names.get(row.account_id or 0, "")) for row in looked]


def looks_at(person_id: int) -> list[Look]:
    """Who of the staff looked at a person's data, by role and point, newest first; two queries."""
    rows = PersonSeen.objects.filter(person=person_id).select_related("service_point").order_by("-at", "-pk")
    looks = list(rows[:SEEN_AT_MOST])
    held = RoleHeld.objects.filter(person__account__in={look.account_id for look in looks if look.account_id})
    roles: dict[int | None, set[str]] = {}
    for account_id, role in held.values_list("person__account", "role"):
        roles.setdefault(account_id, set()).add(role)
    return [Look(look, tuple(sorted(roles.get(look.account_id, ())))) for look in looks]
