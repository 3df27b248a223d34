"""Who may record who took part, correct it, and read the rows."""

from pustakota.foundation.actors import Actor
from pustakota.foundation.errors import NotAllowed

RECORD, CORRECT = "participation.record", "participation.correct"
PART = "participation.part"
FORGET = "people.edit"


def may_record(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may record at the point (or at any, without one)."""
    if not by.may(RECORD, point_id):
        raise NotAllowed(RECORD)


def may_correct(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor may correct what was recorded at the point."""
    if not by.may(CORRECT, point_id):
        raise NotAllowed(CORRECT)


def may_part(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the system itself asks: facts are parted from their persons by the clock."""
    if not by.may(PART):
        raise NotAllowed(PART)


def may_forget(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor may forget a person for good."""
    if not by.may(FORGET):
        raise NotAllowed(FORGET)
