"""Days and months as a place lives them: a moment belongs to the day of the service point's own zone."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def local_day(at: datetime, zone: str) -> date:
    """The calendar day at a place when it is ``at``."""
    return at.astimezone(ZoneInfo(zone)).date()


def local_time(at: datetime, zone: str) -> datetime:
    """The moment as clocks at the place show it."""
    return at.astimezone(ZoneInfo(zone))


def start_of_day(day: date, zone: str) -> datetime:
    """The moment a day begins at a place."""
    return datetime.combine(day, time.min, ZoneInfo(zone))


def bounds(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The moments from the first day's begin (included) to the last day's end (excluded)."""
    return start_of_day(first, zone), start_of_day(last + timedelta(days=1), zone)


def days(first: date, last: date) -> Iterator[date]:
    """Each day, both ends included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
