"""Second factors, and where an account is signed in."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from pustakota.contexts.people.models import Account, Person, RecoveryCode, RoleHeld, SecondFactor, SignedIn
from pustakota.contexts.people.rules import ROLES
from pustakota.foundation import sealing


def has_second_factor(account: Account) -> bool:
    """True where a generator of codes counts for the account; one query."""
    return SecondFactor.objects.filter(account=account.pk, confirmed_at__isnull=False).exists()


def factors_to_seal_again() -> QuerySet[SecondFactor]:
    """Second factors whose secret is sealed with an older key."""
    return SecondFactor.objects.exclude(key_mark=sealing.key_mark()).exclude(sealed="").order_by("pk")


def recovery_codes_left(account: Account) -> int:
    """How many recovery codes have not been used."""
    return RecoveryCode.objects.filter(account=account.pk, used_at=None).count()


def sign_ins_of(account: Account, *, at: datetime) -> QuerySet[SignedIn]:
    """The browsers in which an account is signed in, the last first."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    return SignedIn.objects.filter(account=account.pk, session_key__in=alive).order_by("-began_at", "-pk")


def names_of_accounts(account_ids: Collection[int]) -> dict[int, str]:
    """Who stands behind these accounts, by account; one query."""
    rows = Person.objects.filter(account__in=account_ids).values_list("account", "name")
    return dict(rows)


def staff_members() -> list[Account]:
    """Everybody with an account of staff, with person, station, roles and points, by name."""
    rows = Account.objects.filter(is_staff=True, person__isnull=False).select_related("person", "station")
    return list(rows.prefetch_related("person__roles__service_point").order_by("person__name", "pk"))


def staff_who_may(code: str, point_id: int) -> list[Account]:
    """Staff who hold a permission at a point, or everywhere, by name."""
    accounts = (account for account in staff_members() if account.is_active)
    return [account for account in accounts if _holds(account, code, point_id)]


def _holds(account: Account, code: str, point_id: int) -> bool:
    roles = account.person.roles.all()
    return any(code in ROLES.get(held.role, ()) for held in roles if held.service_point_id in (None, point_id))


def account_of(account_id: int) -> Account | None:
    """One account with its person."""
    return Account.objects.select_related("person").filter(pk=account_id).first()


def roles_of(person_id: int) -> QuerySet[RoleHeld]:
    """The roles that a person holds, with their points."""
    return RoleHeld.objects.select_related("service_point").filter(person=person_id).order_by("role", "pk")


def points_of_roles(account: Account) -> list[int | None]:
    """Where an account holds roles; None: everywhere. One query."""
    held = RoleHeld.objects.filter(person__account=account.pk)
    return list(held.values_list("service_point", flat=True).distinct())


def role_held(role_id: int) -> RoleHeld | None:
    """One role that somebody holds."""
    return RoleHeld.objects.select_related("person", "service_point").filter(pk=role_id).first()
