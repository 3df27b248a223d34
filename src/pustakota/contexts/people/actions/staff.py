"""Staff: accounts, and roles by place."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from pustakota.contexts.people import permissions, queries
from pustakota.contexts.people.errors import StaffRefused
from pustakota.contexts.people.models import Account, Person, RoleHeld
from pustakota.contexts.people.rules import ROLES, is_only_everywhere, rights_of
from pustakota.foundation import locks
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import Library, ServicePoint
    from pustakota.foundation.actors import Actor

    Place = ServicePoint | Library | None
    """Where a role is given: at a service point, in a whole library, or everywhere."""

EDITOR_GROUPS = {"site.edit": "Moderators", "site.write": "Editors"}
"""Groups that the site editor brings along: the first publishes, the second hands in for review."""
GIVES_ROLES = [role for role, codes in ROLES.items() if permissions.ROLES in codes]


@transaction.atomic
def add_staff(
    *,
    username: str,
    name: str,
    roles: Iterable[tuple[str, Place]],
    by: Actor,
    at: datetime,
    password: str = "",
    password_hash: str = "",
    station: ServicePoint | None = None,
    email: str | None = None,
) -> Person:
    """A member of staff with an account and roles (role and place; no place: everywhere).

    Give a password, or a ``password_hash`` made before (Django's own form); without either the account cannot sign in.
    """
    roles = list(roles)
    permissions.may_give_roles_at(by, [queries.place_of(place) for _, place in roles])
    if reasons := _reasons_not_to_add(username, name, roles):
        raise StaffRefused(*reasons)
    account = Account(username=username, email=email, is_staff=True, made_at=at, station=station)
    account.password = password_hash or make_password(password or None)
    account.save()
    person = Person.objects.create(name=name, account=account)
    RoleHeld.objects.bulk_create(RoleHeld(person=person, role=role, **_columns(place)) for role, place in roles)
    _keep_account_in_step(person)
    return person


def _columns(place: Place) -> dict[str, Any]:
    """A place as a row of a role names it."""
    where = queries.place_of(place)
    return {"service_point_id": where.point_id, "library_id": where.library_id}


def made_password() -> str:
    """A password to hand over once."""
    return secrets.token_urlsafe(9)


def _reasons_not_to_add(username: str, name: str, roles: Iterable[tuple[str, Place]]) -> list[Reason]:
    reasons = [reason for role, place in roles for reason in _reasons_not_to_give(role, place)]
    if not username.strip():
        reasons.append(Reason("username_missing"))
    elif Account.objects.filter(username__iexact=username.strip()).exists():
        reasons.append(Reason("username_taken", {"username": username}))
    if not name.strip():
        reasons.append(Reason("name_missing"))
    return reasons


def _reasons_not_to_give(role: str, place: Place) -> list[Reason]:
    if role not in ROLES:
        return [Reason("role_unknown", {"role": role})]
    if place is not None and is_only_everywhere(role):
        return [Reason("role_only_everywhere", {"role": queries.ROLE_WORDS[role]}, overridable=False)]
    return []


@transaction.atomic
def give_role(*, person: Person, role: str, by: Actor, place: Place = None) -> None:
    """Give a member of staff a role where one gives roles oneself; it holds with the next request."""
    permissions.may_give_roles_at(by, [queries.place_of(place)])
    if reasons := _reasons_not_to_give(role, place):
        raise StaffRefused(*reasons)
    person = locks.hold(person)
    RoleHeld.objects.get_or_create(person=person, role=role, **_columns(place))
    _keep_account_in_step(person)


@transaction.atomic
def take_role(*, held: RoleHeld, by: Actor) -> None:
    """Take a role away; who gives roles everywhere stays, where nobody else could."""
    permissions.may_give_roles_at(by, [queries.where(held)])
    person = locks.hold(held.person)
    others = RoleHeld.objects.filter(
        role__in=GIVES_ROLES, service_point=None, library=None, person__account__is_active=True
    )
    is_everywhere = queries.where(held).is_everywhere
    if held.role in GIVES_ROLES and is_everywhere and not others.exclude(pk=held.pk).exists():
        raise StaffRefused(Reason("last_with_roles", overridable=False))
    held.delete()
    _keep_account_in_step(person)


def _keep_account_in_step(person: Person) -> None:
    """Who holds a role is staff; who writes for the site is in a group of its editor, which guards nothing else."""
    roles = list(RoleHeld.objects.filter(person=person))
    for account in Account.objects.filter(person=person):
        Account.objects.filter(pk=account.pk).update(is_staff=bool(roles))
        account.groups.set(_groups_of(roles))


def _groups_of(roles: Iterable[RoleHeld]) -> QuerySet[Group]:
    codes = frozenset[str]().union(*(rights_of(held.role, queries.where(held)) for held in roles))
    return Group.objects.filter(name__in=[name for code, name in EDITOR_GROUPS.items() if code in codes])
