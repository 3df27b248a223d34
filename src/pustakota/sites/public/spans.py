"""The stretch of days that a page of the calendar shows: a day, a week or a month, and the steps to its neighbours."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class View(StrEnum):
    """How the calendar is looked at, as its address says it."""

    LIST = "daftar"
    DAY = "hari"
    WEEK = "pekan"
    MONTH = "bulan"
    MAP = "peta"


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included."""

    first: date
    last: date

    @property
    def before(self) -> date:
        """A day of the stretch before."""
        return self.first - DAY

    @property
    def after(self) -> date:
        """A day of the stretch after."""
        return self.last + DAY

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def around(day: date, view: View) -> Span:
    """The stretch with a day in it; weeks begin on Monday."""
    if view is View.DAY:
        return Span(day, day)
    if view is View.WEEK:
        monday = day - day.weekday() * DAY
        return Span(monday, monday + 6 * DAY)
    return Span(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def day_asked(given: str, today: date) -> date:
    """``2026-11-23`` or ``2026-11``; what is neither, or at the ends of time, is today."""
    try:
        day = date.fromisoformat(given if len(given) > len("2026-11") else f"{given}-01")
    except ValueError:
        return today
    return day if date.min.year < day.year < date.max.year else today
