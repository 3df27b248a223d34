"""Accounts, roles and tokens."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction

from pustakota.contexts.people import permissions, queries
from pustakota.contexts.people.models import Account, ApiToken, Person, RoleHeld
from pustakota.contexts.people.rules import ROLES
from pustakota.foundation.actors import Actor

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint

TOKEN_LIFE = timedelta(hours=12)


@transaction.atomic
def add_staff(
    *,
    username: str,
    name: str,
    roles: Iterable[tuple[str, ServicePoint | None]],
    by: Actor,
    at: datetime,
    password: str = "",
    password_hash: str = "",
    station: ServicePoint | None = None,
    email: str | None = None,
) -> Person:
    """A member of staff with an account and roles (role and point; no point: everywhere).

    Give a password, or a ``password_hash`` made before (Django's own form); without either the account cannot sign in.
    """
    permissions.may_give_roles(by)
    roles = list(roles)
    # Django's own permissions guard nothing but the site editor: whoever edits the site has them all.
    edits_site = any("site.edit" in ROLES[role] for role, _ in roles)
    account = Account(
        username=username, email=email, is_staff=True, is_superuser=edits_site, made_at=at, station=station
    )
    account.password = password_hash or make_password(password or None)
    account.save()
    person = Person.objects.create(name=name, account=account)
    RoleHeld.objects.bulk_create(RoleHeld(person=person, role=role, service_point=point) for role, point in roles)
    return person


@transaction.atomic
def set_password(*, account: Account, password: str) -> None:
    """A new password; it ends every token of the account."""
    account.set_password(password)
    account.save(update_fields=["password"])
    ApiToken.objects.filter(account=account).delete()


@transaction.atomic
def issue_token(*, account: Account, at: datetime) -> str:
    """A bearer token for twelve hours. It is shown this once; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    ApiToken.objects.filter(account=account, expires_at__lte=at).delete()
    ApiToken.objects.create(account=account, digest=queries.digest(token), made_at=at, expires_at=at + TOKEN_LIFE)
    return token


@transaction.atomic
def revoke_tokens(*, account: Account) -> None:
    """End every token of an account."""
    ApiToken.objects.filter(account=account).delete()
