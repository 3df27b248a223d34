"""One service point: where it is, when it is open, what is new there."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from pustakota.contexts.catalogue.queries import found
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation import clock, periods
from pustakota.sites.public import feeds, linked_data
from pustakota.sites.public.head import Head
from pustakota.sites.public.opening import DayHours, openings

TOLD_AHEAD = 60
NEWEST = 10


def show(request: HttpRequest, code: str) -> HttpResponse:
    """The place as it is today, with the unusual days of the next two months."""
    opening = next((opening for opening in openings(clock.now()) if opening.point.code == code), None)
    if opening is None:
        raise Http404
    point, today = opening.point, opening.today
    days = list(periods.days(today, today + timedelta(days=TOLD_AHEAD)))
    calendar = organisation.calendar_of(point, days[0], days[-1])
    unusual = [day for day in days if day in calendar.exceptions or day in calendar.holidays]
    context = {
        "opening": opening,
        "point": point,
        "week": opening.week,
        "unusual": [
            DayHours(day, tuple((i.opens, i.closes) for i in calendar.intervals_on(day)), calendar.reason_on(day))
            for day in unusual
        ],
        "lockers": spaces.free_lockers(point),
        "seats": spaces.free_seats(point, at=clock.now()),
        "computers": spaces.free_computers(point, at=clock.now()),
        "newest": found.new_records_at(point.pk, NEWEST),
        "feed_address": feeds.new_at(point).address("rss"),
        "head": Head(
            title=point.name,
            description=" · ".join(part for part in (str(point.get_kind_display()), point.address) if part),
            feeds=[feeds.new_at(point)],
            linked_data=linked_data.service_point(point, calendar, days[0], days[-1]),
        ),
    }
    return render(request, "public/service_point.html", context)
