"""What time does to citizens' proposals."""

from datetime import datetime, timedelta

from pustakota.contexts.community import actions

SUPPORTERS_KEPT = timedelta(days=365)
"""For so long after the answer it is still known who supported."""


def remind(at: datetime) -> int:
    """Staff are told of proposals that wait too long."""
    return actions.remind_staff(at=at)


def part_from_persons(at: datetime) -> int:
    """A year after the answer nobody knows any more who supported what."""
    return actions.part_from_persons(before=at - SUPPORTERS_KEPT)
