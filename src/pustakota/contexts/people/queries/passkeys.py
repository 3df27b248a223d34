"""Passkeys: what a browser is asked for, and which ones an account has."""

import hashlib
from dataclasses import dataclass

from django.db.models import QuerySet
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from pustakota.contexts.people.models import Account, Passkey, SecondFactor


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passkey holds: the domain it is bound to, the address of the pages there, and what they are called."""

    domain: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a browser is asked, as it takes it (JSON), and the challenge that its answer must bear."""

    options: str
    challenge: str


def passkeys_of(account: Account) -> QuerySet[Passkey]:
    """The passkeys of an account, the oldest first."""
    return Passkey.objects.filter(account=account.pk).order_by("pk")


def asks_for_more(account: Account) -> bool:
    """True where a password alone signs nobody in: a generator of codes counts, or staff have a passkey."""
    if SecondFactor.objects.filter(account=account.pk, confirmed_at__isnull=False).exists():
        return True
    return account.is_staff and Passkey.objects.filter(account=account.pk).exists()


def question_for_a_new_one(account: Account, *, place: Place) -> Question:
    """What a browser is asked to make: a key that its device keeps, unlocks itself, and does not have yet."""
    options = generate_registration_options(
        rp_id=place.domain,
        rp_name=place.name,
        user_name=account.username,
        user_id=hashlib.sha256(b"passkey:%d" % account.pk).digest(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_credentials(account),
    )
    return Question(options_to_json(options), bytes_to_base64url(options.challenge))


def question_to_sign_in(*, place: Place, account: Account | None = None) -> Question:
    """What a browser is asked to prove: any passkey of this domain, or one of an account."""
    options = generate_authentication_options(
        rp_id=place.domain,
        allow_credentials=_credentials(account) if account else [],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Question(options_to_json(options), bytes_to_base64url(options.challenge))


def _credentials(account: Account) -> list[PublicKeyCredentialDescriptor]:
    kept = passkeys_of(account).values_list("credential", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(credential)) for credential in kept]
