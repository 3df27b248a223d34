"""Django's own signals of signing in and out, each handed to one action."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from pustakota.contexts.people import actions
from pustakota.contexts.people.models import Account
from pustakota.foundation import clock, guessing


@receiver(user_logged_in)
def signed_in(request: HttpRequest | None, user: Account, **_kwargs: Any) -> None:
    """A browser signed in; machines with tokens have no session."""
    session = getattr(request, "session", None)
    if request is None or session is None:
        return
    if not session.session_key:
        session.cycle_key()
    guessing.remember(request, user.get_username())
    browser = request.headers.get("User-Agent", "")
    actions.note_sign_in(account=user, session_key=session.session_key, browser=browser, at=clock.now())


@receiver(user_logged_out)
def signed_out(request: HttpRequest | None, user: Account | None, **_kwargs: Any) -> None:
    """A browser signed out; Django gives the session its new key only after this."""
    session = getattr(request, "session", None)
    if user is not None and session is not None and session.session_key:
        actions.note_sign_out(session_key=session.session_key)
