"""Who may record who took part, correct it, and read the rows."""

from pustakota.foundation.actors import Actor

RECORD, CORRECT = "participation.record", "participation.correct"
PART = "participation.part"


def may_record(by: Actor, point_id: int | None) -> None:
    """Raises ``NotAllowed`` unless the actor may record at the point (or at any, without one)."""
    by.need(RECORD, point_id)


def may_correct(by: Actor, point_id: int) -> None:
    """Raises ``NotAllowed`` unless the actor may correct what was recorded at the point."""
    by.need(CORRECT, point_id)


def may_part(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the system itself asks: facts are parted from their persons by the clock."""
    by.need(PART)
