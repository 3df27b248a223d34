"""Signing in by a link that came by e-mail: asked for by anybody, used once, for a short time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people import queries
from pustakota.contexts.people.errors import SignInRefused
from pustakota.contexts.people.events import SignInLinkAsked
from pustakota.contexts.people.models import Account, SignInLink
from pustakota.foundation import outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

LINK_LIFE = timedelta(minutes=20)
"""From the asking on; the letter leaves within a minute or two."""
MOST_AN_HOUR = 5
"""Links to one account: nobody's mailbox is flooded from our pages."""


@transaction.atomic
def ask_sign_in_link(*, email: str, language: str, at: datetime) -> SignInLink:
    """Ask for a link; the same is done, and as fast, where nobody has the address. Staff sign in with a password."""
    account = Account.objects.filter(email=email.strip().lower(), is_active=True, is_staff=False).first()
    recent = SignInLink.objects.filter(account=account or 0, made_at__gt=at - timedelta(hours=1)).count()
    link = SignInLink.objects.create(
        account=account if recent < MOST_AN_HOUR else None, language=language, made_at=at, expires_at=at + LINK_LIFE
    )
    outbox.announce(SignInLinkAsked(link_id=link.pk), at=at)
    return link


@transaction.atomic
def use_sign_in_link(*, code: str, at: datetime) -> Account:
    """The account that a link signs in; this link and every other of the account are spent from now on."""
    link = queries.sign_in_link_of_code(code, at=at)
    account = link.account if link else None
    if link is None or account is None:
        raise SignInRefused(Reason("link_spent", overridable=False))
    if not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):  # two presses at one instant
        raise SignInRefused(Reason("link_spent", overridable=False))
    SignInLink.objects.filter(account=account, used_at=None).update(used_at=at)
    return account
