"""Which of the days on which members are told about their loans has come."""

from collections.abc import Collection
from datetime import date


def due_soon_step(today: date, due_on: date, lent_on: date, days: Collection[int]) -> int | None:
    """Of these days before the due day (0: on it) the latest that has come; nothing for what was lent only today."""
    left = (due_on - today).days
    if left < 0 or (lent_on == today and left > 0):
        return None
    return min((step for step in days if step >= left), default=None)


def overdue_step(today: date, due_on: date, days: Collection[int]) -> int | None:
    """Of these days after the due day the latest that has come; a worker that slept makes up for it with one notice."""
    late = (today - due_on).days
    return max((step for step in days if step <= late), default=None)
