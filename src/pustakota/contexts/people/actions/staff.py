"""Staff: accounts, and roles per service point."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from pustakota.contexts.people import permissions
from pustakota.contexts.people.errors import StaffRefused
from pustakota.contexts.people.models import Account, Person, RoleHeld
from pustakota.contexts.people.rules import ROLES
from pustakota.foundation import locks
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

EDITOR_GROUPS = {"site.edit": "Moderators", "site.write": "Editors"}
"""Groups that the site editor brings along: the first publishes, the second hands in for review."""
GIVES_ROLES = [role for role, codes in ROLES.items() if permissions.ROLES in codes]


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
    roles = list(roles)
    permissions.may_give_roles_at(by, [point.pk if point else None for _, point in roles])
    if reasons := _reasons_not_to_add(username, name, [role for role, _ in roles]):
        raise StaffRefused(*reasons)
    account = Account(username=username, email=email, is_staff=True, made_at=at, station=station)
    account.password = password_hash or make_password(password or None)
    account.save()
    account.groups.set(_groups_of(role for role, _ in roles))
    person = Person.objects.create(name=name, account=account)
    RoleHeld.objects.bulk_create(RoleHeld(person=person, role=role, service_point=point) for role, point in roles)
    return person


def made_password() -> str:
    """A password to hand over once."""
    return secrets.token_urlsafe(9)


def _reasons_not_to_add(username: str, name: str, roles: list[str]) -> list[Reason]:
    reasons = [Reason("role_unknown", {"role": role}) for role in roles if role not in ROLES]
    if not username.strip():
        reasons.append(Reason("username_missing"))
    elif Account.objects.filter(username__iexact=username.strip()).exists():
        reasons.append(Reason("username_taken", {"username": username}))
    if not name.strip():
        reasons.append(Reason("name_missing"))
    return reasons


@transaction.atomic
def give_role(*, person: Person, role: str, by: Actor, at_point: ServicePoint | None = None) -> None:
    """Give a member of staff a role where one gives roles oneself; it holds with the next request."""
    permissions.may_give_roles_at(by, [at_point.pk if at_point else None])
    if role not in ROLES:
        raise StaffRefused(Reason("role_unknown", {"role": role}))
    person = locks.hold(person)
    RoleHeld.objects.get_or_create(person=person, role=role, service_point=at_point)
    _keep_account_in_step(person)


@transaction.atomic
def take_role(*, held: RoleHeld, by: Actor) -> None:
    """Take a role away; who gives roles everywhere stays, where nobody else could."""
    permissions.may_give_roles_at(by, [held.service_point_id])
    person = locks.hold(held.person)
    others = RoleHeld.objects.filter(role__in=GIVES_ROLES, service_point=None, person__account__is_active=True)
    if held.role in GIVES_ROLES and held.service_point_id is None and not others.exclude(pk=held.pk).exists():
        raise StaffRefused(Reason("last_with_roles", overridable=False))
    held.delete()
    _keep_account_in_step(person)


def _keep_account_in_step(person: Person) -> None:
    """Who holds a role is staff; who writes for the site is in a group of its editor, which guards nothing else."""
    roles = set(RoleHeld.objects.filter(person=person).values_list("role", flat=True))
    for account in Account.objects.filter(person=person):
        Account.objects.filter(pk=account.pk).update(is_staff=bool(roles))
        account.groups.set(_groups_of(roles))


def _groups_of(roles: Iterable[str]) -> QuerySet[Group]:
    codes = frozenset[str]().union(*(ROLES.get(role, frozenset()) for role in roles))
    return Group.objects.filter(name__in=[name for code, name in EDITOR_GROUPS.items() if code in codes])
