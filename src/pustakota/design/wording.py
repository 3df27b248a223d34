"""Dates, times, distances and amounts as people say them, in the language that is active."""

from datetime import date, datetime, time

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import get_language, gettext, ngettext

CLOCKS = {"id": "H.i"}
OTHER_CLOCK = "H:i"
A_THOUSAND = 1_000


def long_date(day: date) -> str:
    """``21 November 2026``."""
    return date_format(day, "j F Y")


def weekday_date(day: date) -> str:
    """``Jumat, 27 November``: for days near enough that nobody asks which year."""
    return date_format(day, "l, j F")


def clock(moment: time | datetime) -> str:
    """``08.00`` in Indonesian, ``08:00`` elsewhere; a datetime must already stand in the place's own zone."""
    hour = moment.time() if isinstance(moment, datetime) else moment
    return time_format(hour, CLOCKS.get(get_language() or "", OTHER_CLOCK))


def clock_after(moment: datetime, start: datetime) -> str:
    """The end of a time: ``10.00``, and with its day where that is another than the one on which it begins."""
    return clock(moment) if moment.date() == start.date() else f"{weekday_date(moment)}, {clock(moment)}"


def days_from(day: date, today: date) -> str:
    """How far a day is from another, in days: ``hari ini``, ``besok``, ``2 hari lagi``, ``3 hari lalu``."""
    distance = (day - today).days
    if distance in NEAR:
        return NEAR[distance]()
    if distance > 0:
        return ngettext("in %(days)d day", "in %(days)d days", distance) % {"days": distance}
    return ngettext("%(days)d day ago", "%(days)d days ago", -distance) % {"days": -distance}


NEAR = {-1: lambda: gettext("yesterday"), 0: lambda: gettext("today"), 1: lambda: gettext("tomorrow")}


def grouped(number: int) -> str:
    """``12.345`` in Indonesian, ``12,345`` in English."""
    return str(number_format(number, force_grouping=True)) if abs(number) >= A_THOUSAND else str(number)
