"""Service points: where they are and when they are open, exceptions included."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse

from pustakota.foundation import periods
from pustakota.sites.public.addresses import absolute
from pustakota.sites.public.linked_data.shape import Node, document, node

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, time

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.organisation.rules.calendar import Calendar, Interval, Week

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MIDNIGHT = "00:00"
COUNTRY = "ID"


def place_address(point: ServicePoint) -> str:
    return absolute(reverse("public:service_point", args=[point.code]))


def place_reference(point: ServicePoint) -> Node:
    """A point as other things name it."""
    return node("Library", id=f"{place_address(point)}#tempat", name=point.name, url=place_address(point))


def service_point(point: ServicePoint, calendar: Calendar, first: date, last: date) -> Node:
    """The whole point, with the weeks, exceptions and holidays between two days."""
    return document(
        place_reference(point)
        | node(
            "Library",
            telephone=point.phone,
            address=node("PostalAddress", streetAddress=point.address, addressCountry=COUNTRY) if point.address else "",
            geo=_position(point),
            parentOrganization=node("Organization", name=point.library.name),
            openingHoursSpecification=list(_weeks(calendar, first, last)),
            specialOpeningHoursSpecification=[
                hours for day in periods.days(first, last) for hours in _unusual(calendar, day)
            ],
        )
    )


def _position(point: ServicePoint) -> Node | None:
    if point.latitude is None or point.longitude is None:
        return None
    return node("GeoCoordinates", latitude=point.latitude, longitude=point.longitude)


def _weeks(calendar: Calendar, first: date, last: date) -> Iterator[Node]:
    """The usual week, and weeks that hold for a time (fasting month) with their dates."""
    yield from _week(calendar.week)
    for span in calendar.spans:
        if (span.last is None or span.last >= first) and (span.first is None or span.first <= last):
            valid = {"validFrom": span.first, "validThrough": span.last}
            yield from _week(span.week, **{name: day.isoformat() for name, day in valid.items() if day})


def _week(week: Week, **valid: str) -> list[Node]:
    """Days with the same interval stand together."""
    days_of: dict[Interval, list[str]] = defaultdict(list)
    for weekday, intervals in sorted(week.items()):
        for interval in intervals:
            days_of[interval].append(f"https://schema.org/{DAYS[weekday]}")
    return [_hours(i.opens, i.closes, dayOfWeek=days, **valid) for i, days in sorted(days_of.items())]


def _unusual(calendar: Calendar, day: date) -> list[Node]:
    """A date that is not as its weekday; closed is written as from midnight to midnight, as search machines read it."""
    if day not in calendar.exceptions and day not in calendar.holidays:
        return []
    valid = {"validFrom": day.isoformat(), "validThrough": day.isoformat(), "name": calendar.reason_on(day)}
    intervals = calendar.intervals_on(day)
    if not intervals:
        return [node("OpeningHoursSpecification", opens=MIDNIGHT, closes=MIDNIGHT, **valid)]
    return [_hours(interval.opens, interval.closes, **valid) for interval in intervals]


def _hours(opens: time, closes: time, **facts: object) -> Node:
    return node("OpeningHoursSpecification", opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}", **facts)
