"""What school visits do by the clock."""

from datetime import datetime

from pustakota.contexts.school_visits import actions


def end_offers(at: datetime) -> int:
    """Dates that were kept for a class and not answered are free again."""
    return actions.end_offers(at=at)


def remind(at: datetime) -> int:
    """Schools are reminded three days before."""
    return actions.remind(at=at)


def part_from_contacts(at: datetime) -> int:
    """A year after a visit it is no longer known who arranged it."""
    return actions.part_from_contacts(at=at)
