"""Passkeys (WebAuthn): a device keeps them and unlocks them by finger, face or PIN; here is their public half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from webauthn import base64url_to_bytes, verify_authentication_response, verify_registration_response
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException

from pustakota.contexts.people import permissions, queries
from pustakota.contexts.people.errors import PasskeyRefused
from pustakota.contexts.people.models import Account, Passkey, RecoveryCode
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from pustakota.contexts.people.queries import Place
    from pustakota.foundation.actors import Actor

MOST = 10
NOT_PROVED = (WebAuthnException, ValueError, KeyError, TypeError)
"""What the library raises at what a browser, or somebody who plays one, may send."""


@transaction.atomic
def keep_passkey(
    *, account: Account, answer: Mapping[str, Any], challenge: str, place: Place, name: str, at: datetime
) -> Passkey:
    """Keep the key that a device made for an account, proved against the challenge that was given out."""
    held = Account.objects.select_for_update().get(pk=account.pk)
    if Passkey.objects.filter(account=held).count() >= MOST:
        raise PasskeyRefused(Reason("too_many_passkeys", {"most": MOST}, overridable=False))
    try:
        proved = verify_registration_response(
            credential=dict(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.domain,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except NOT_PROVED as error:
        raise PasskeyRefused(Reason("passkey_not_proved", overridable=False)) from error
    credential = bytes_to_base64url(proved.credential_id)
    if Passkey.objects.filter(credential=credential).exists():
        raise PasskeyRefused(Reason("passkey_known", overridable=False))
    return Passkey.objects.create(
        account=held,
        name=_plain(name) or place.domain,
        credential=credential,
        public_key=bytes_to_base64url(proved.credential_public_key),
        sign_count=proved.sign_count,
        made_at=at,
    )


@transaction.atomic
def prove_passkey(
    *, answer: Mapping[str, Any], challenge: str, place: Place, at: datetime, account: Account | None = None
) -> Account:
    """The account whose passkey answered the challenge; ``account``: it must be this one's.

    A device that counts must count on: a number that was seen before is a copy of the key.
    """
    rows = Passkey.objects.select_for_update(of=("self",)).select_related("account")
    row = rows.filter(credential=str(answer.get("id", "")), account__is_active=True).first()
    if row is None or (account is not None and row.account_id != account.pk):
        raise PasskeyRefused(Reason("passkey_unknown", overridable=False))
    try:
        proved = verify_authentication_response(
            credential=dict(answer),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=place.domain,
            expected_origin=place.origin,
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except NOT_PROVED as error:
        raise PasskeyRefused(Reason("passkey_not_proved", overridable=False)) from error
    row.sign_count, row.used_at = proved.new_sign_count, at
    row.save(update_fields=["sign_count", "used_at"])
    return row.account


@transaction.atomic
def name_passkey(*, account: Account, passkey_id: int, name: str) -> None:
    """Give a passkey of one's own another name."""
    if not _plain(name):
        raise PasskeyRefused(Reason("passkey_name_missing", overridable=False))
    Passkey.objects.filter(account=account, pk=passkey_id).update(name=_plain(name))


@transaction.atomic
def drop_passkey(*, account: Account, passkey_id: int, by: Actor) -> None:
    """Take no more answers from a passkey: its owner, or whoever gives roles."""
    if by.account_id != account.pk:
        permissions.may_give_roles_at(by, queries.places_of_roles(account))
    Passkey.objects.filter(account=account, pk=passkey_id).delete()
    if not queries.passkeys_of(account).exists() and not queries.has_second_factor(account):
        RecoveryCode.objects.filter(account=account).delete()  # they stand in for nothing any more


def _plain(name: str) -> str:
    return " ".join(name.split())[:60]
