"""When a report that is missing is asked for. Plain Python."""

from datetime import datetime, timedelta

ASKED_AFTER = (timedelta(days=3), timedelta(days=7))
"""So long after a date its report is asked for, once each time."""


def times_due(ended_at: datetime, at: datetime) -> int:
    """How often a report should have been asked for by now."""
    return sum(at >= ended_at + after for after in ASKED_AFTER)
