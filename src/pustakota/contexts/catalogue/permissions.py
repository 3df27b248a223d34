"""Who may change the catalogue."""

from pustakota.foundation.actors import Actor
from pustakota.foundation.errors import NotAllowed

EDIT, IMPORT = "catalogue.edit", "catalogue.import"


def may_edit(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may change records and items."""
    if not by.may(EDIT):
        raise NotAllowed(EDIT)


def may_import(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may bring in records in bulk."""
    if not by.may(IMPORT):
        raise NotAllowed(IMPORT)
