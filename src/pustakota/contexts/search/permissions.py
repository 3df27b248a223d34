"""Who may say what stands higher."""

from pustakota.foundation.actors import EVERYWHERE, Actor

TUNE = "search.tune"


def may_judge(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may look at the weights, try others and say what should be found."""
    by.need(TUNE)


def may_weigh(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may put weights in force, which hold for all service points."""
    by.need(TUNE, EVERYWHERE)
