"""Where sessions are kept: Django's table, asked by a prepared question, since each page of somebody signed in asks.

Each web process sees the same rows, so that signing out holds at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from pustakota.foundation import clock
from pustakota.foundation.prepared import prepared

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


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
