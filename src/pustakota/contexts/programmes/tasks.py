"""What programmes do by the clock."""

from datetime import datetime

from pustakota.contexts.programmes import actions


def end_offers(at: datetime) -> int:
    """Offered seats that nobody took in time go to the next."""
    return actions.end_offers(at=at)


def remind(at: datetime) -> int:
    """Who has a seat is reminded the day before."""
    return actions.remind(at=at)


def ask_for_reports(at: datetime) -> int:
    """Staff are asked for the reports that are missing."""
    return actions.ask_for_reports(at=at)


def part_from_persons(at: datetime) -> int:
    """What took place three months ago leads to nobody any more."""
    return actions.part_from_persons(at=at)
