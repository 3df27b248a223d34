"""Where sessions and accounts are kept: Django's tables, asked by prepared questions, since each page of somebody
signed in asks.

Each web process sees the same rows, so that signing out, and taking an account out of use, hold at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from pustakota.foundation import clock
from pustakota.foundation.prepared import prepared

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest


class SessionStore(db.SessionStore):
    """One reader's session."""

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_live(self.session_key or "", clock.now())), None)
        if found is None:
            self._session_key = None
        return found


@prepared
def _live(session_key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=session_key, expire_date__gt=now)


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name by which attempts are counted: in other letters, or with spaces around it, it is the same."""
    given = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    return str(given).strip().casefold()


class AccountBackend(ModelBackend):
    """Accounts with passwords, as Django checks them; the account of a session is read by a prepared question."""

    def get_user(self, user_id: Any) -> Any:  # what Django hands over and takes
        account = next(iter(_account(int(user_id))), None)
        return account if account is not None and self.user_can_authenticate(account) else None


@prepared
def _account(user_id: int) -> QuerySet[Any]:
    return get_user_model()._default_manager.filter(pk=user_id)  # noqa: SLF001 -- Django's documented API
