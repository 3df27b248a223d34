"""Who asks: actors from accounts and tokens."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from pustakota.contexts.people.models import Account, ApiToken
from pustakota.contexts.people.rules import ROLES
from pustakota.foundation.actors import EVERYWHERE, VISITOR, Actor, ActorKind
from pustakota.foundation.prepared import prepared

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


def staff() -> QuerySet[Account]:
    """The accounts of staff, with their stations."""
    return Account.objects.filter(is_staff=True, is_active=True).order_by("pk")
