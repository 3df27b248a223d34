"""Who may note and correct visits, and what a browser that was made a kiosk may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.foundation.actors import Actor, ActorKind

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest

    from pustakota.contexts.organisation.models import ServicePoint

NOTE, CORRECT, PART = "visits.note", "visits.correct", "visits.part"
KIOSK = "kiosk"
DEVICE_COOKIE = "kios"
"""The cookie of a machine that was paired as a kiosk."""
KIOSK_LASTS = 16 * 60 * 60
"""Seconds: a kiosk is opened anew each morning."""


def may_note(by: Actor, at_point: ServicePoint) -> None:
    """Raises ``NotAllowed`` unless the actor may note visits at the point."""
    by.need(NOTE, at_point.pk)


def may_correct(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor may correct what was noted at the point."""
    by.need(CORRECT, point_id)


def may_part(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the system itself asks: visits are parted from members by the clock."""
    by.need(PART)


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A browser that somebody of the staff left to visitors of one point."""

    point_id: int
    account_id: int

    @property
    def actor(self) -> Actor:
        """Who asks there: a device that may note visits at its point, in the name of who opened it."""
        return Actor(kind=ActorKind.DEVICE, account_id=self.account_id, permissions={self.point_id: frozenset({NOTE})})


def begin_kiosk(session: SessionBase, kiosk: Kiosk) -> None:
    """Make a session that nobody is signed in to that of a kiosk."""
    session[KIOSK] = [kiosk.point_id, kiosk.account_id]
    session.set_expiry(KIOSK_LASTS)


def kiosk_of(session: SessionBase) -> Kiosk | None:
    """The kiosk that this session is, if it is one."""
    found = session.get(KIOSK)
    return Kiosk(*found) if found else None


def is_kiosk(request: HttpRequest) -> bool:
    """Whether the browser that asks was opened or paired as a kiosk."""
    return DEVICE_COOKIE in request.COOKIES or kiosk_of(request.session) is not None
