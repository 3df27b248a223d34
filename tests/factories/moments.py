"""Moments that tests speak of. The first is a Monday morning in Jakarta."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
"""Monday 2 March 2026, 10.00 WIB."""


def later(*, days: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
    """``NOW`` and a while."""
    return NOW + timedelta(days=days, minutes=minutes, seconds=seconds)


def at_clock(day: date, clock: str, zone: str = "Asia/Jakarta") -> datetime:
    """The moment when clocks in a zone show ``HH:MM`` on a day."""
    return datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone))
