"""The day sheet, booking for others and for the library itself, and answering requests."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from pustakota.contexts.organisation.permissions import EDIT
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.desk.forms import AnswerForm, BookForm, DayForm
from pustakota.contexts.spaces.errors import UnknownRefused
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Booking, Resource
    from pustakota.foundation.actors import Actor


def sheet(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What is booked at this point on a day (today), and the requests that wait."""
    permissions.may_book(by, at_point.pk)
    given = DayForm(request.GET)
    day = (given.cleaned_data["tanggal"] if given.is_valid() else None) or _today(at_point)
    with timezone.override(ZoneInfo(at_point.zone)):
        context = {
            "rows": queries.sheet(at_point, day, down=queries.down_at(at_point, clock.now())),
            "point": at_point,
            "requests": queries.requests(at_point),
            "day": day,
            "form": DayForm(initial={"tanggal": day}),
            "outside": len(queries.outside_hours(at_point, at=clock.now())),
            "waiting": queries.waiting_at(at_point, at=clock.now()),
            "may_close": by.may(EDIT, at_point.pk),
        }
        return render(request, "spaces/desk/sheet.html", context)


def resource(request: HttpRequest, resource_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One thing: book it for somebody, or take its time for the library."""
    del at_point
    found = _resource(resource_id, by)
    with timezone.override(ZoneInfo(found.service_point.zone)):
        form = BookForm(request.POST or None, others=queries.things_beside(found))
        if form.is_valid():
            with refusals_on(form):
                booking = _book(found, form, by)
                return redirect(f"{reverse('desk:day_sheet')}?tanggal={booking.local.start:%Y-%m-%d}")
        context = {"resource": found, "form": form, "fault": queries.fault_now(found, clock.now())}
        return render(request, "spaces/desk/resource.html", context, status=status_of(form))


def _book(found: Resource, form: BookForm, by: Actor) -> Booking:
    given = form.cleaned_data
    return actions.book(
        resource=found,
        patron=_patron(given["card"]) if given["card"] else None,
        span=Span(given["start"], given["end"]),
        by=by,
        at=clock.now(),
        purpose=given["purpose"],
        along=form.things(),
    )


def _patron(card: str) -> Patron:
    found = people.patron_for_action(card)
    if found is None:
        raise UnknownRefused(Reason("unknown_card", {"card_number": card}, overridable=False))
    return found


def booking(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One booking: its buttons say what becomes of it."""
    del at_point
    found = known_booking(code, by)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            _answer(request.POST.get("wish", ""), found, form.cleaned_data, by)
            return redirect("desk:booking", code=code)
    zone = found.resource.service_point.zone
    context = {
        "booking": found,
        "start": periods.local_time(found.starts_at, zone),
        "end": periods.local_time(found.ends_at, zone),
        "form": form,
        "along": list(found.along.order_by("name")),
        "records_people": queries.records_people(found),
        "equipment": queries.equipment_in(found) if found.person_id else [],
        "rivals": queries.rivals(found) if found.state == queries.State.REQUESTED else [],
        "may_end": by.may(permissions.APPROVE, found.resource.service_point_id),
        "is_late": found.answer_by is not None and found.answer_by < clock.now(),
    }
    return render(request, "spaces/desk/booking.html", context, status=status_of(form))


def _answer(wish: str, found: Booking, said: dict[str, str], by: Actor) -> None:
    at, because = clock.now(), said["because"]
    if wish == "approve":
        actions.approve(booking=found, by=by, at=at, to_rivals=said["to_rivals"])
    elif wish == "deny":
        actions.deny(booking=found, because=because, by=by, at=at)
    elif wish == "came":
        actions.check_in(booking=found, by=by, at=at)
    elif wish == "cancel":
        actions.cancel(booking=found, by=by, at=at, because=because)


def _today(point: ServicePoint) -> date:
    return periods.local_day(clock.now(), point.zone)


def _resource(resource_id: int, by: Actor) -> Resource:
    found = queries.resource(resource_id)
    if found is None:
        raise Http404
    permissions.may_book(by, found.service_point_id)
    return found


def known_booking(code: str, by: Actor) -> Booking:
    """The booking of a code, for those who book for others at its point."""
    found = queries.booking_by_code(code)
    if found is None:
        raise Http404
    permissions.may_book(by, found.resource.service_point_id)
    return found
