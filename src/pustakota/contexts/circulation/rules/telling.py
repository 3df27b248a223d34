"""When members are told about their loans: days before and after the due day."""

from datetime import date

DUE_SOON = (3, 0)
"""Days left at which a loan is told to be due soon; 0: on the day itself."""
OVERDUE = (3, 7, 14, 30, 60, 90)
"""Days late at which a member is told again."""
SOON_AT_MOST = max(DUE_SOON)


def due_soon_step(today: date, due_on: date, lent_on: date) -> int | None:
    """The latest step that has come before the due day, or on it; nothing for what was lent or renewed only today."""
    left = (due_on - today).days
    if left < 0 or (lent_on == today and left > 0):
        return None
    return min((step for step in DUE_SOON if step >= left), default=None)


def overdue_step(today: date, due_on: date) -> int | None:
    """The latest step that has come after the due day; a worker that slept makes up for it with one notice."""
    late = (today - due_on).days
    return max((step for step in OVERDUE if step <= late), default=None)
