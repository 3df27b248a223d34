"""Who may ask something of members, receive it, and let it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from pustakota.foundation.actors import Actor

KEEP, WAIVE = "charges.keep", "charges.waive"
FORGET = "people.edit"


def may_keep(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may charge and receive at the point (or at any, without one)."""
    if not by.may(KEEP, point_id):
        raise NotAllowed(KEEP)


def may_waive(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may let members off."""
    if not by.may(WAIVE, point_id):
        raise NotAllowed(WAIVE)


def may_forget(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may forget a person for good."""
    if not by.may(FORGET):
        raise NotAllowed(FORGET)
