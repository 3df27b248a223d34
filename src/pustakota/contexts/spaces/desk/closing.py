"""Closing a point for a day, and bookings that other opening hours leave outside: each settled by what staff tick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.utils import timezone

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.organisation.permissions import EDIT
from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.desk.forms import CloseForm
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Booking
    from pustakota.foundation.actors import Actor

CANCEL, LEAVE = "batal", "biarkan"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page is about: closing a day, or only settling what other hours have left outside."""

    point: ServicePoint
    day: date | None
    touched: Sequence[Booking]


def close(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Close this point for a day: everything that this touches, with what could be had instead."""
    permissions.may_book(by, at_point.pk)
    at = clock.now()
    today = periods.local_day(at, at_point.zone)
    day = _day(request.POST.get("tanggal") or request.GET.get("tanggal", ""), today)
    form = CloseForm(request.POST or None)
    wanted = Wanted(at_point, day, queries.bookings_of_day(at_point, day, at=at))
    if form.is_valid():
        with refusals_on(form):
            settled = actions.close_day(
                point=at_point,
                on=day,
                because=form.cleaned_data["because"],
                wishes=wishes(request, wanted.touched),
                by=by,
                at=at,
            )
            return done_page(request, wanted.point, wanted.touched, settled, wanted.day)
    return _page(request, wanted, form, at, may_close=by.may(EDIT, at_point.pk))


def outside(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Bookings at times at which the point is not open any more."""
    permissions.may_book(by, at_point.pk)
    at = clock.now()
    form = CloseForm(request.POST or None)
    wanted = Wanted(at_point, None, queries.outside_hours(at_point, at=at))
    if form.is_valid():
        settled = actions.settle_all(
            bookings=wanted.touched,
            because=form.cleaned_data["because"],
            wishes=wishes(request, wanted.touched),
            by=by,
            at=at,
        )
        return done_page(request, wanted.point, wanted.touched, settled, wanted.day)
    return _page(request, wanted, form, at)


def _page(
    request: HttpRequest, wanted: Wanted, form: CloseForm, at: datetime, *, may_close: bool = True
) -> HttpResponse:
    is_closing = wanted.day is not None
    with timezone.override(ZoneInfo(wanted.point.zone)):
        context = {
            "point": wanted.point,
            "day": wanted.day,
            "is_open": wanted.day is None or bool(organisation.open_days(wanted.point, wanted.day, wanted.day)),
            "rows": queries.with_alternatives(wanted.touched, at=at, is_closing=is_closing),
            "form": form,
            "cancel": CANCEL,
            "leave": LEAVE,
            "may_settle": may_close,
        }
        return render(request, "spaces/desk/closing.html", context, status=status_of(form))


def done_page(
    request: HttpRequest,
    point: ServicePoint,
    touched: Sequence[Booking],
    settled: Sequence[actions.Settled],
    day: date | None = None,
) -> HttpResponse:
    """What became of each; what could not be moved stands first."""
    spoken_of = {each.booking.pk for each in settled}
    with timezone.override(ZoneInfo(point.zone)):
        context = {
            "point": point,
            "day": day,
            "failed": [each for each in settled if each.reasons],
            "moved": [each.booking for each in settled if each.is_moved],
            "cancelled": [each.booking for each in settled if not each.is_moved and not each.reasons],
            "left": [each for each in touched if each.pk not in spoken_of],
        }
        return render(request, "spaces/desk/closed.html", context)


def wishes(request: HttpRequest, touched: Sequence[Booking]) -> dict[str, actions.Wish]:
    """What was ticked for each; what staff leave for later is not spoken of."""
    ticked = {each.code: request.POST.get(f"pesanan-{each.code}", LEAVE) for each in touched}
    return {code: _wish(word) for code, word in ticked.items() if word != LEAVE}


def _wish(word: str) -> actions.Wish:
    key, _, times = word.partition("@")
    try:
        start, end = (datetime.fromisoformat(each) for each in times.split("@"))
    except ValueError:
        return actions.Wish()
    to = queries.resource(int(key)) if key.isdecimal() else None
    return actions.Wish(to, queries.Span(start, end)) if to else actions.Wish()


def _day(given: str, today: date) -> date:
    try:
        return max(date.fromisoformat(given), today)
    except ValueError:
        return today
