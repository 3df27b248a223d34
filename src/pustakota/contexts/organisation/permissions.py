"""Who may change places and hours."""

from pustakota.foundation.actors import Actor
from pustakota.foundation.errors import NotAllowed

EDIT = "organisation.edit"


def may_edit(by: Actor, point_id: int | None = None) -> None:
    """Raises ``NotAllowed`` unless the actor may change this point (or any, without one)."""
    if not by.may(EDIT, point_id):
        raise NotAllowed(EDIT)
