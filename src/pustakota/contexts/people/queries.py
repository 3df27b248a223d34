"""Questions about people. None of them changes anything."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from pustakota.contexts.people.models import Account, ApiToken, Patron, PatronType, Person
from pustakota.contexts.people.rules import ROLES, VIEW, plain_card
from pustakota.foundation.actors import EVERYWHERE, VISITOR, Actor, ActorKind
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.prepared import prepared

FOUND_AT_MOST = 20


def patron_of_card(card_number: str) -> Patron | None:
    """The patron of a card, with person and home point; one query."""
    return next(iter(_carrying(plain_card(card_number))), None)


@prepared
def _carrying(card_number: str) -> QuerySet[Patron]:
    return _patrons().filter(card_number=card_number)


def patron_for_action(card_number: str) -> Patron | None:
    """The patron of a card with its keys alone, for an action, which reads the row again; one narrow query."""
    return next(iter(_keys_of(plain_card(card_number))), None)


@prepared
def _keys_of(card_number: str) -> QuerySet[Patron]:
    return Patron.objects.only("pk", "person_id").filter(card_number=card_number)


def patron(patron_id: int) -> Patron | None:
    """One patron with person and home point."""
    return next(iter(_numbered(patron_id)), None)


@prepared
def _numbered(patron_id: int) -> QuerySet[Patron]:
    return _patrons().filter(pk=patron_id)


def patron_of_account(account: Account) -> Patron | None:
    """The membership of whoever signs in with an account."""
    return _patrons().filter(person__account=account).first()


def family_of(person_id: int) -> QuerySet[Patron]:
    """The person's own membership and those of their wards, the person's first."""
    mine = Q(person=person_id) | Q(person__guardians__guardian=person_id)
    return _patrons().filter(mine).distinct().order_by("person__born_on", "pk")


def guardians_of(patron: Patron) -> QuerySet[Person]:
    """Who may act for a child."""
    return Person.objects.filter(wards__ward=patron.person_id).order_by("pk")


def _patrons() -> QuerySet[Patron]:
    return Patron.objects.select_related("person", "home_point", "type")


def patrons_named(words: str, *, by: Actor) -> list[Patron]:
    """Members whose name holds each word, or whose card begins with them; at most 20."""
    if not by.may(VIEW):
        raise NotAllowed(VIEW)
    rows = _patrons()
    for word in words.split():
        rows = rows.filter(
            Q(person__name__icontains=word) | Q(person__call_name__icontains=word) | Q(card_number__istartswith=word)
        )
    return list(rows.order_by("person__name", "pk")[:FOUND_AT_MOST])


def patron_types() -> QuerySet[PatronType]:
    """The kinds of membership."""
    return PatronType.objects.order_by("pk")


def staff() -> QuerySet[Account]:
    """The accounts of staff, with their stations."""
    return Account.objects.filter(is_staff=True, is_active=True).order_by("pk")


_WHO = ("pk", "is_staff", "station", "person", "person__patron",
        "person__roles__role", "person__roles__service_point", "person__wards__ward")  # fmt: skip


def actor_of(account: Account) -> Actor:
    """Who asks, when this account has signed in; one query."""
    return _actor(_who(account.pk)) or VISITOR


def actor_of_token(token: str, *, at: datetime) -> Actor | None:
    """Who asks with a bearer token, while it is valid; one query."""
    return _actor(_who_with(digest(token), at))


@prepared
def _who(account_id: int) -> QuerySet[Account, tuple[Any, ...]]:
    return Account.objects.filter(pk=account_id).values_list(*_WHO)


@prepared
def _who_with(token: str, at: datetime) -> QuerySet[ApiToken, tuple[Any, ...]]:
    tokens = ApiToken.objects.filter(account__is_active=True, digest=token, expires_at__gt=at)
    return tokens.values_list(*(f"account__{name}" for name in _WHO))


def _actor(rows: Iterable[tuple[Any, ...]]) -> Actor | None:
    """From what ``_WHO`` names, a row for each pair of a role held and a ward; without a row nobody."""
    found = list(rows)
    if not found:
        return None
    account_id, is_staff, station_id, person_id, patron_id = found[0][:5]
    if person_id is None:
        return VISITOR
    roles = {(role, place) for *_, role, place, _ in found if role and is_staff}
    return Actor(
        kind=ActorKind.STAFF if roles else ActorKind.PATRON,
        account_id=account_id,
        person_id=person_id,
        patron_id=patron_id,
        ward_ids=frozenset(row[-1] for row in found if row[-1] is not None),
        station_id=station_id,
        permissions=_permissions(roles),
    )


def _permissions(roles: Iterable[tuple[str, int | None]]) -> dict[int, frozenset[str]]:
    held: dict[int, frozenset[str]] = defaultdict(frozenset)
    for role, place in roles:
        held[EVERYWHERE if place is None else place] |= ROLES.get(role, frozenset())
    return dict(held)


def digest(token: str) -> str:
    """How a token is kept: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def account_of_token(token: str, *, at: datetime) -> Account | None:
    """The account a bearer token stands for, while it is valid; one query."""
    rows = ApiToken.objects.select_related("account").filter(digest=digest(token), expires_at__gt=at)
    row = rows.filter(account__is_active=True).first()
    return row.account if row else None


def type_of_patron(patron_id: int) -> int:
    """The kind of a membership, by its key."""
    return Patron.objects.values_list("type_id", flat=True).get(pk=patron_id)
