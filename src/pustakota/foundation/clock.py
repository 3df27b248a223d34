"""The clock, read only by faces, tasks and commands; actions are told the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)
