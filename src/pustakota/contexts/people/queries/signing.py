"""Second factors, and where an account is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people.models import Account, Person, RecoveryCode, RoleHeld, SecondFactor, SignedIn
from pustakota.contexts.people.rules import Where, rights_of
from pustakota.foundation import sealing

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import Library, ServicePoint


def has_second_factor(account: Account) -> bool:
    """True where a generator of codes counts for the account; one query."""
    return SecondFactor.objects.filter(account=account.pk, confirmed_at__isnull=False).exists()


def factors_to_seal_again() -> QuerySet[SecondFactor]:
    """Second factors whose secret is sealed with an older key."""
    return SecondFactor.objects.exclude(key_mark=sealing.key_mark()).exclude(sealed="").order_by("pk")


def recovery_codes_left(account: Account) -> int:
    """How many recovery codes have not been used."""
    return RecoveryCode.objects.filter(account=account.pk, used_at=None).count()


def takes_codes(account: Account) -> bool:
    """True where a code may be typed after the password: one of a generator, or a recovery code."""
    return has_second_factor(account) or recovery_codes_left(account) > 0


def sign_ins_of(account: Account, *, at: datetime) -> QuerySet[SignedIn]:
    """The browsers in which an account is signed in, the last first."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    return SignedIn.objects.filter(account=account.pk, session_key__in=alive).order_by("-began_at", "-pk")


def names_of_accounts(account_ids: Collection[int]) -> dict[int, str]:
    """Who stands behind these accounts, by account; one query."""
    rows = Person.objects.filter(account__in=account_ids).values_list("account", "name")
    return dict(rows)


def staff_members() -> list[Account]:
    """Everybody with an account of staff, with person, station, roles and where they hold, by name."""
    rows = Account.objects.filter(is_staff=True, person__isnull=False).select_related("person", "station")
    rows = rows.prefetch_related("person__roles__service_point", "person__roles__library__points")
    return list(rows.order_by("person__name", "pk"))


def staff_who_may(code: str, point_id: int) -> list[Account]:
    """Staff who hold a permission at a point, in its library, or everywhere, by name."""
    accounts = (account for account in staff_members() if account.is_active)
    return [account for account in accounts if _holds(account, code, point_id)]


def _holds(account: Account, code: str, point_id: int) -> bool:
    roles = account.person.roles.all()
    return any(code in rights_of(held.role, where(held)) for held in roles if _is_at(held, point_id))


def _is_at(held: RoleHeld, point_id: int) -> bool:
    """Whether a role holds at a point."""
    if held.library is not None:
        return point_id in {point.pk for point in held.library.points.all()}
    return held.service_point_id in (None, point_id)


def where(held: RoleHeld) -> Where:
    """Where a role is held."""
    return Where(held.service_point_id, held.library_id)


def place_of(place: ServicePoint | Library | None) -> Where:
    """A service point, a whole library, or everywhere, as it is asked for."""
    if place is None:
        return Where()
    return Where(library_id=place.pk) if organisation.is_whole_library(place) else Where(point_id=place.pk)


def account_of(account_id: int) -> Account | None:
    """One account with its person."""
    return Account.objects.select_related("person").filter(pk=account_id).first()


def roles_of(person_id: int) -> QuerySet[RoleHeld]:
    """The roles that a person holds, with where they hold."""
    return RoleHeld.objects.select_related("service_point", "library").filter(person=person_id).order_by("role", "pk")


def places_of_roles(account: Account) -> list[Where]:
    """Where an account holds roles; everywhere for one without, which belongs to no point. One query."""
    held = RoleHeld.objects.filter(person__account=account.pk)
    return [Where(*place) for place in held.values_list("service_point", "library").distinct()] or [Where()]


def role_held(role_id: int) -> RoleHeld | None:
    """One role that somebody holds."""
    return RoleHeld.objects.select_related("person").filter(pk=role_id).first()
