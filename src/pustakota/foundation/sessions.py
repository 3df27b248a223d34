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

from pustakota.foundation import clock, guessing
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


class AccountBackend(ModelBackend):
    """Accounts with passwords, as Django checks them, but not endlessly; sessions ask a prepared question."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **given: Any
    ) -> Any:  # what Django hands over and takes
        if request is None or username is None:
            return None
        name = guessing.name_tried(request, {"username": username})
        guessing.refuse_too_many(request, name)
        account = super().authenticate(request, username, password, **given)
        if account is None:
            guessing.count_wrong(request, name)
        return account

    def get_user(self, user_id: Any) -> Any:  # what Django hands over and takes
        account = next(iter(_account(int(user_id))), None)
        return account if account is not None and self.user_can_authenticate(account) else None


@prepared
def _account(user_id: int) -> QuerySet[Any]:
    return get_user_model()._default_manager.filter(pk=user_id)  # noqa: SLF001 -- Django's documented API
