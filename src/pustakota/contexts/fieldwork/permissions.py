"""Which machines may send, and who settles what was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.programmes.permissions import HOST

if TYPE_CHECKING:
    from pustakota.foundation.actors import Actor

PHONE_COOKIE = "ponsel"
"""The cookie of a phone that was paired for work without a network."""


def may_send(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the phone may note who comes at the point."""
    by.need(HOST, point_id)


def may_settle(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor notes who comes at the point."""
    by.need(HOST, point_id)
