"""Who may keep the sources of the union, and say what is one title."""

from pustakota.foundation.actors import Actor

KEEP = "network.keep"


def may_keep(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may keep sources, targets and groups."""
    by.need(KEEP)


def keeps(by: Actor) -> bool:
    """True for those who may."""
    return by.may(KEEP)
