"""Who may change what the library asks."""

from pustakota.foundation.actors import Actor
from pustakota.foundation.errors import NotAllowed

PUBLISH = "forms.publish"


def may_publish(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may publish forms."""
    if not by.may(PUBLISH):
        raise NotAllowed(PUBLISH)
