"""Who may change places and hours."""

from pustakota.foundation.actors import EVERYWHERE, Actor

EDIT = "organisation.edit"


def may_edit(by: Actor, point_id: int | None = None) -> None:
    """Raises ``NotAllowed`` unless the actor may change this point; without one: any at all."""
    by.need(EDIT, point_id)


def may_edit_library(by: Actor, library_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor may change what its points share: its brand, which points it has."""
    by.need_throughout(EDIT, library_id)


def may_edit_network(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may change what holds at every point."""
    may_edit(by, EVERYWHERE)
