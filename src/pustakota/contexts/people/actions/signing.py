"""Where an account is signed in, and ending it from elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db import transaction

from pustakota.contexts.people import permissions, rules
from pustakota.contexts.people.models import SignedIn, SignInLink

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.people.models import Account
    from pustakota.foundation.actors import Actor


LINKS_KEPT = timedelta(days=7)
"""How long it is known that a link was asked for."""


@transaction.atomic
def note_sign_in(*, account: Account, session_key: str, browser: str, at: datetime) -> None:
    """Keep that an account signed in with a browser."""
    SignedIn.objects.update_or_create(
        session_key=session_key, defaults={"account": account, "began_at": at, "browser": rules.browser_name(browser)}
    )


@transaction.atomic
def note_sign_out(*, session_key: str) -> None:
    """Forget that a browser was signed in."""
    SignedIn.objects.filter(session_key=session_key).delete()


@transaction.atomic
def sign_out_there(*, account: Account, signed_in_id: int) -> None:
    """End the session of another browser of the same account."""
    row = SignedIn.objects.filter(account=account, pk=signed_in_id).first()
    if row is not None:
        Session.objects.filter(session_key=row.session_key).delete()
        row.delete()


@transaction.atomic
def sign_out_everywhere(*, account: Account) -> None:
    """End every session of an account."""
    rows = SignedIn.objects.filter(account=account)
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()


@transaction.atomic
def prune_sign_ins(*, by: Actor, at: datetime) -> int:
    """Delete sessions that have run out, and what is kept about browsers without one; the number of browsers."""
    permissions.may_operate(by)
    Session.objects.filter(expire_date__lt=at).delete()
    SignInLink.objects.filter(expires_at__lt=at - LINKS_KEPT).delete()
    gone = SignedIn.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return gone.delete()[0]
