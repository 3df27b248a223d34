"""Who may change the catalogue."""

from pustakota.foundation.actors import Actor

EDIT, IMPORT = "catalogue.edit", "catalogue.import"


def may_edit(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may change records and items."""
    by.need(EDIT)


def may_import(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may bring in records in bulk."""
    by.need(IMPORT)


def is_cataloguer(by: Actor) -> bool:
    """True for who may change the catalogue: pages show them the way there."""
    return by.may(EDIT)
