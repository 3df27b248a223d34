"""What time does to organisers."""

from datetime import datetime

from pustakota.contexts.organisers import actions


def part_from_persons(at: datetime) -> int:
    """A year after the end it is not known any more who applied or organised."""
    return actions.part_from_persons(at=at)
