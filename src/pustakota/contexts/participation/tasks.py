"""What time does to facts about persons."""

from datetime import datetime

from pustakota.contexts.participation import actions
from pustakota.foundation.actors import SYSTEM


def part_from_persons(at: datetime) -> int:
    """Part facts from their persons some days after; the number parted."""
    return actions.part_from_persons(by=SYSTEM, at=at)
