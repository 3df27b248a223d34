"""Who may see and change people."""

from pustakota.contexts.people.rules import VIEW
from pustakota.foundation.actors import Actor
from pustakota.foundation.errors import NotAllowed

REGISTER, EDIT, ROLES = "people.register", "people.edit", "people.roles"


def _need(by: Actor, code: str, point_id: int | None = None) -> None:
    if not by.may(code, point_id):
        raise NotAllowed(code)


def may_register(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor may register members at the point."""
    _need(by, REGISTER, point_id)


def may_view(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may look members up."""
    _need(by, VIEW)


def may_edit(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may change members' data."""
    _need(by, EDIT)


def may_give_roles(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may give roles to staff."""
    _need(by, ROLES)
