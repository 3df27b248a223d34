"""Who may change the catalogue."""

from pustakota.foundation.actors import Actor

EDIT, IMPORT = "catalogue.edit", "catalogue.import"


def may_edit(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may change records, which all libraries share."""
    by.need(EDIT)


def may_edit_copies(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor may add and change copies of the point."""
    by.need(EDIT, point_id)


def may_import(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may bring in records in bulk."""
    by.need(IMPORT)


def is_cataloguer(by: Actor) -> bool:
    """True for who may change the catalogue: pages show them the way there."""
    return by.may(EDIT)
