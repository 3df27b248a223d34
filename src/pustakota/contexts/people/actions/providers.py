"""Accounts of other providers: which are offered, whose they are, and signing in with one.

Nobody gets a card or an account this way, and no e-mail address alone opens anybody's: a member links the account of
the provider while signed in, or the desk notes which address to expect.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from pustakota.contexts.people import permissions
from pustakota.contexts.people.errors import ProviderRefused
from pustakota.contexts.people.models import Account, SignInIdentity, SignInProvider
from pustakota.foundation import sealing
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """What a provider says of whoever has signed in there. ``is_verified``: it has seen that the address is theirs."""

    subject: str
    email: str = ""
    is_verified: bool = False


@transaction.atomic
def keep_provider(*, provider: SignInProvider, by: Actor, secret: str = "") -> SignInProvider:
    """Enter a provider or change it; without a secret the one that is kept stays."""
    permissions.may_operate(by)
    if secret:
        provider.sealed, provider.key_mark = sealing.seal(secret), sealing.key_mark()
    provider.save()
    return provider


@transaction.atomic
def link_identity(*, account: Account, provider: SignInProvider, vouched: Vouched, by: Actor, at: datetime) -> None:
    """Whoever is signed in here and there links the two; another account of the same provider is replaced."""
    if by.account_id != account.pk:
        raise ProviderRefused(Reason("not_yours", overridable=False))
    SignInIdentity.objects.filter(provider=provider, account=account).delete()
    try:
        with transaction.atomic():
            SignInIdentity.objects.create(
                account=account,
                provider=provider,
                subject=vouched.subject,
                email=vouched.email,
                made_at=at,
                made_by=by.account_id,
            )
    except IntegrityError as taken:
        raise ProviderRefused(Reason("identity_taken", {"provider": provider.name}, overridable=False)) from taken


@transaction.atomic
def expect_identity(*, account: Account, provider: SignInProvider, email: str, by: Actor, at: datetime) -> None:
    """The desk knows that this verified address of a provider is the member's: it links itself at the first sign-in."""
    permissions.may_edit(by)
    if account.is_staff:
        raise ProviderRefused(Reason("staff_link_themselves", overridable=False))
    SignInIdentity.objects.filter(provider=provider, account=account).delete()
    try:
        with transaction.atomic():
            SignInIdentity.objects.create(
                account=account, provider=provider, email=email.strip().lower(), made_at=at, made_by=by.account_id
            )
    except IntegrityError as taken:
        raise ProviderRefused(Reason("identity_taken", {"provider": provider.name}, overridable=False)) from taken


@transaction.atomic
def drop_identity(*, account: Account, identity_id: int, by: Actor) -> None:
    """An account of a provider signs in here no longer: its owner says so, or the desk."""
    if by.account_id != account.pk:
        permissions.may_edit(by)
    SignInIdentity.objects.filter(account=account, pk=identity_id).delete()


@transaction.atomic
def sign_in_with(*, provider: SignInProvider, vouched: Vouched, at: datetime) -> Account:
    """The account here of whoever a provider vouches for, where it was linked or is expected; nobody else is let in."""
    known = SignInIdentity.objects.select_for_update(of=("self",)).select_related("account").filter(provider=provider)
    found = known.filter(subject=vouched.subject).first()
    if found is None and vouched.is_verified and vouched.email:
        found = known.filter(subject="", email=vouched.email.strip().lower()).first()
    if found is None or not found.account.is_active or not provider.is_offered:
        raise ProviderRefused(Reason("identity_unknown", {"provider": provider.name}, overridable=False))
    found.subject, found.used_at = vouched.subject, at
    found.save(update_fields=["subject", "used_at"])
    return found.account


@transaction.atomic
def seal_providers_again(*, provider_ids: Collection[int], by: Actor) -> int:
    """Seal the secrets of providers with the newest key; the number sealed."""
    permissions.may_operate(by)
    rows = list(SignInProvider.objects.select_for_update().filter(pk__in=provider_ids).exclude(sealed=""))
    for row in rows:
        row.sealed, row.key_mark = sealing.seal(sealing.unseal(row.sealed)), sealing.key_mark()
    SignInProvider.objects.bulk_update(rows, ["sealed", "key_mark"])
    return len(rows)
