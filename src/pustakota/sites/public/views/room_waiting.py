"""Waiting for a room that is taken, coming to one that I booked, and my bookings in my own calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.spaces import actions, queries
from pustakota.foundation import clock, periods
from pustakota.foundation.errors import Refusal
from pustakota.sites.public.asking import asker, family

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pustakota.contexts.spaces.models import Booking, CalendarAddress, Waiting
    from pustakota.foundation.errors import WordedReason
    from pustakota.sites.public.asking import Family


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands under my bookings."""

    waiting: list[Waiting]
    calendar: CalendarAddress | None


def beside_bookings(mine: Family) -> Beside:
    """What I and my children wait for, and the address of my calendar."""
    own = mine.actor.person_id
    return Beside(
        queries.waiting_of([patron.person_id for patron in mine.patrons]),
        queries.calendar_address(own) if own is not None else None,
    )


@login_required
@require_POST
def wait(request: HttpRequest, resource_id: int) -> HttpResponse:
    """Wait for a time that somebody else has."""
    found, mine = queries.resource(resource_id), family(request)
    span = _span(request)
    if found is None or span is None or not mine.patrons:
        raise Http404
    _place, patron = mine.member(request.POST.get("untuk"))
    _told(
        request,
        lambda: actions.wait_for(resource=found, patron=patron, span=span, by=mine.actor, at=clock.now()),
        gettext("You are asked when that time becomes free."),
    )
    return redirect("public:my_bookings")


def _span(request: HttpRequest) -> queries.Span | None:
    try:
        start, end = (datetime.fromisoformat(request.POST.get(name, "")) for name in ("mulai", "selesai"))
    except ValueError:
        return None
    is_whole = start.tzinfo is not None and end.tzinfo is not None and start < end
    return queries.Span(start, end) if is_whole else None


@login_required
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Take what was offered to me."""
    found, mine = _waiting(request, code)
    _told(
        request,
        lambda: actions.take_offer(waiting=found, by=mine.actor, at=clock.now()),
        gettext("Booked. See you then!"),
    )
    return redirect("public:my_bookings")


@login_required
@require_POST
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """Not wait any more."""
    found, mine = _waiting(request, code)
    actions.stop_waiting(waiting=found, by=mine.actor, at=clock.now())
    return redirect("public:my_bookings")


def _waiting(request: HttpRequest, code: str) -> tuple[Waiting, Family]:
    found, mine = queries.waiting_by_code(code), family(request)
    if found is None or not mine.actor.acts_for(found.person_id):
        raise Http404
    return found, mine


def _told(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    try:
        act()
        messages.success(request, done)
    except Refusal as refusal:
        for reason in refusal.worded():
            messages.warning(request, str(reason.message))


@login_required
def arrive(request: HttpRequest, resource_id: int) -> HttpResponse:
    """From the code at the door: I booked it, and I am here."""
    found, mine = queries.resource(resource_id), family(request)
    if found is None:
        raise Http404
    reasons: Sequence[WordedReason] = ()
    booking = _todays(mine, resource_id)
    if request.method == "POST" and booking is not None:
        try:
            booking = actions.check_in(booking=booking, by=mine.actor, at=clock.now())
        except Refusal as refusal:
            reasons = refusal.worded()
    context = {"resource": found, "booking": booking, "reasons": reasons}
    return render(request, "public/arrive.html", context, status=409 if reasons else 200)


def _todays(mine: Family, resource_id: int) -> Booking | None:
    """The booking of mine in this room that ends next today."""
    at = clock.now()
    for each in queries.bookings_ahead([patron.person_id for patron in mine.patrons], at=at):
        zone = each.resource.service_point.zone
        if each.resource_id == resource_id and periods.local_day(each.starts_at, zone) == periods.local_day(at, zone):
            return each
    return None


@login_required
@require_POST
def calendar_address(request: HttpRequest) -> HttpResponse:
    """Make the secret address of my calendar, another one in its place, or end it."""
    by = asker(request)
    if by.person_id is None:
        raise Http404
    if request.POST.get("wish") == "end":
        actions.end_calendar_address(person_id=by.person_id, by=by)
    else:
        actions.make_calendar_address(person_id=by.person_id, by=by, at=clock.now())
    return redirect(reverse("public:my_bookings"))
