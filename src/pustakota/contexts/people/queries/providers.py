"""Providers that may say who somebody is, and the accounts of theirs that are linked."""

from django.db.models import QuerySet

from pustakota.contexts.people.models import Account, SignInIdentity, SignInProvider
from pustakota.foundation import sealing


def providers() -> QuerySet[SignInProvider]:
    """Every provider that was entered."""
    return SignInProvider.objects.order_by("name", "pk")


def providers_offered() -> QuerySet[SignInProvider]:
    """Those with whom people may sign in now."""
    return providers().filter(is_offered=True)


def provider(code: str) -> SignInProvider | None:
    """One provider that is offered."""
    return providers_offered().filter(code=code).first()


def provider_secret(found: SignInProvider) -> str:
    """The secret between us and a provider; nothing for a public client."""
    return sealing.unseal(found.sealed) if found.sealed else ""


def providers_to_seal_again() -> QuerySet[SignInProvider]:
    """Providers whose secret is sealed with an older key."""
    return SignInProvider.objects.exclude(key_mark=sealing.key_mark()).exclude(sealed="").order_by("pk")


def identities_of(account: Account) -> QuerySet[SignInIdentity]:
    """The accounts of other providers that sign in here as somebody."""
    return SignInIdentity.objects.select_related("provider").filter(account=account).order_by("provider__name", "pk")
