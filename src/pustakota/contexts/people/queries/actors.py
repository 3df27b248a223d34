"""Who asks: actors from accounts and tokens."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from pustakota.contexts.people.models import Account, ApiToken
from pustakota.contexts.people.rules import Where, rights_of
from pustakota.foundation.actors import EVERYWHERE, VISITOR, Actor, ActorKind
from pustakota.foundation.prepared import prepared

_WHO = ("pk", "is_staff", "station", "person", "person__patron",
        "person__roles__role", "person__roles__service_point", "person__roles__library",
        "person__roles__library__points", "person__wards__ward")  # fmt: skip

_Held = tuple[str, int | None, int | None, int | None]
"""A role, its point, its library, and one point of the library."""


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
    """From what ``_WHO`` names, a row for each point of each role held and each ward; without a row nobody."""
    found = list(rows)
    if not found:
        return None
    account_id, is_staff, station_id, person_id, patron_id = found[0][:5]
    if person_id is None:
        return VISITOR
    roles = {row[5:9] for row in found if row[5] and is_staff}
    return Actor(
        kind=ActorKind.STAFF if roles else ActorKind.PATRON,
        account_id=account_id,
        person_id=person_id,
        patron_id=patron_id,
        ward_ids=frozenset(row[-1] for row in found if row[-1] is not None),
        station_id=station_id,
        permissions=_permissions(roles),
        libraries=_throughout(roles),
    )


def _permissions(roles: Iterable[_Held]) -> dict[int, frozenset[str]]:
    held: dict[int, frozenset[str]] = defaultdict(frozenset)
    for role, point_id, library_id, of_library in roles:
        where = Where(point_id, library_id)
        place = EVERYWHERE if where.is_everywhere else of_library or point_id
        if place is not None:  # a library may have no point yet
            held[place] |= rights_of(role, where)
    return dict(held)


def _throughout(roles: Iterable[_Held]) -> dict[int, frozenset[str]]:
    held: dict[int, frozenset[str]] = defaultdict(frozenset)
    for role, _point_id, library_id, _of_library in roles:
        if library_id is not None:
            held[library_id] |= rights_of(role, Where(library_id=library_id))
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
