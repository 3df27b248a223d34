"""The timeline by thing, the month, and moving a booking by hand or by form."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.desk.forms import MoveForm
from pustakota.contexts.spaces.desk.views import known_booking
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Booking, Resource
    from pustakota.foundation.actors import Actor

WEEK, DAY = "minggu", "hari"
FROM, UNTIL = 7, 21
"""The hours that are shown at least."""


def timeline(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A day or a week thing by thing; what is dragged is asked for at once."""
    permissions.may_book(by, at_point.pk)
    day, is_week = _day(request, at_point), request.GET.get("lama") == WEEK
    first = day - timedelta(days=day.weekday()) if is_week else day
    last = first + timedelta(days=6) if is_week else first
    found, step = queries.board(at_point, first, last), timedelta(days=7 if is_week else 1)
    with timezone.override(ZoneInfo(at_point.zone)):
        context = {
            "day": first,
            "last": last,
            "before": first - step,
            "after": first + step,
            "is_week": is_week,
            "hours": _hours(found.opened),
            "things": [{"id": str(each.pk), "title": each.name} for each in found.resources],
            "list": [_listed(each, found) for each in found.resources],
            "bookings": [*(shown for row in found.bookings for shown in _shown(row)), *_outages(found, at_point)],
        }
        return render(request, "spaces/desk/timeline.html", context)


def _listed(thing: Resource, found: queries.Board) -> dict[str, Any]:
    """The row of a thing in words, for whoever does not drag."""
    own = [row.booking for row in found.bookings if row.booking.resource_id == thing.pk]
    return {"thing": thing.name, "bookings": own, "outages": [row for key, row in found.outages if key == thing.pk]}


def _hours(opened: Sequence[Span]) -> tuple[str, str]:
    """From the earliest opening to the latest closing, and some of the morning and evening."""
    first = min([FROM, *(span.start.hour for span in opened)])
    last = max([UNTIL, *(span.end.hour + 1 for span in opened)])
    return f"{first:02}:00", f"{min(last, 24):02}:00"


def _shown(row: queries.OnBoard) -> Iterator[dict[str, Any]]:
    """A booking as the island takes it, and grey marks where it keeps other things from being booked."""
    booking, span = row.booking, row.booking.local
    times = {"start": f"{span.start:%Y-%m-%dT%H:%M}", "end": f"{span.end:%Y-%m-%dT%H:%M}"}
    may_move = booking.state in {queries.State.REQUESTED, queries.State.CONFIRMED}
    yield {
        **times,
        "id": booking.code,
        "resourceIds": [str(booking.resource_id)],
        "title": f"{_whose(booking)} · {booking.get_state_display()}",
        "classNames": [f"booking-{booking.state}"],
        "startEditable": may_move,
        "durationEditable": may_move,
        "extendedProps": {
            "move": reverse("desk:move_booking", args=[booking.code]),
            "address": reverse("desk:booking", args=[booking.code]),
        },
    }
    for each in row.also:
        yield {**times, "resourceIds": [str(each.pk)], "display": "background", "title": booking.resource.name}


def _outages(found: queries.Board, point: ServicePoint) -> Iterator[dict[str, Any]]:
    """When something is out of order, as the island marks it."""
    for key, row in found.outages:
        start, end = (periods.local_time(moment, point.zone) for moment in (row.starts_at, row.ends_at))
        times = {"start": f"{start:%Y-%m-%dT%H:%M}", "end": f"{end:%Y-%m-%dT%H:%M}"}
        title = gettext("Out of order: %(what)s") % {"what": row.fault.what}
        yield {**times, "resourceIds": [str(key)], "display": "background", "title": title, "classNames": ["outage"]}


def _whose(booking: Booking) -> str:
    return booking.person.name if booking.person else booking.purpose or gettext("the library's own use")


def month(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A month of the point, or of one thing of it."""
    permissions.may_book(by, at_point.pk)
    day = _day(request, at_point)
    things = list(queries.resources().filter(service_point=at_point))
    asked = request.GET.get("ruang", "")
    chosen = next((each for each in things if str(each.pk) == asked), None)
    first = day.replace(day=1)
    context = {
        "month": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": (first + timedelta(days=31)).replace(day=1),
        "weeks": queries.month(at_point, first, resource_id=chosen.pk if chosen else None),
        "today": periods.local_day(clock.now(), at_point.zone),
        "things": things,
        "chosen": chosen,
    }
    return render(request, "spaces/desk/month.html", context)


def move(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Another time, or another thing: by the form, or by the timeline, which wants to read the reasons."""
    del at_point
    found = known_booking(code, by)
    point = found.resource.service_point
    with timezone.override(ZoneInfo(point.zone)):
        things = queries.resources().filter(service_point=point)
        initial = {"start": found.starts_at, "end": found.ends_at, "to": found.resource_id}
        form = MoveForm(request.POST or None, things=things, initial=initial)
        if form.is_valid():
            with refusals_on(form):
                given = form.cleaned_data
                span = Span(given["start"], given["end"])
                actions.move(booking=found, span=span, to=given["to"], because=given["because"], by=by, at=clock.now())
                return JsonResponse({}) if _wants_reasons(request) else redirect("desk:booking", code=code)
        if _wants_reasons(request):
            said = [str(words) for each in form.errors.values() for words in each]
            return JsonResponse({"reasons": said}, status=409)
        context = {"booking": found, "form": form}
        return render(request, "spaces/desk/move.html", context, status=status_of(form))


def _wants_reasons(request: HttpRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def _day(request: HttpRequest, point: ServicePoint) -> date:
    try:
        return date.fromisoformat(request.GET.get("tanggal", ""))
    except ValueError:
        return periods.local_day(clock.now(), point.zone)
