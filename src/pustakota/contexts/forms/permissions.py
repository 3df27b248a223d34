"""Who may change what the library asks."""

from pustakota.foundation.actors import Actor

PUBLISH = "forms.publish"


def may_publish(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may publish forms."""
    by.need(PUBLISH)
