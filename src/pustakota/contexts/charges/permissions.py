"""Who may ask something of members, receive it, and let it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pustakota.foundation.actors import Actor

KEEP, WAIVE = "charges.keep", "charges.waive"


def may_keep(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may charge and receive at the point (or at any, without one)."""
    by.need(KEEP, point_id)


def may_waive(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may let members off."""
    by.need(WAIVE, point_id)
