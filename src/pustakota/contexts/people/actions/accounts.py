"""Passwords and tokens."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from pustakota.contexts.people import queries
from pustakota.contexts.people.models import Account, ApiToken

TOKEN_LIFE = timedelta(hours=12)


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
