"""The week of a point, dates with other hours, and the holidays of the network."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pustakota.contexts.organisation import actions, permissions, queries
from pustakota.contexts.organisation.desk.forms import DateForm, HolidayForm, WeekForm
from pustakota.contexts.organisation.desk.points import known, page
from pustakota.contexts.organisation.errors import HoursRefused
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@require_POST
def week(request: HttpRequest, point_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Set the hours of every week."""
    del at_point
    row = known(point_id, by)
    form = WeekForm(request.POST, week={})
    if form.is_valid():
        with refusals_on(form):
            actions.set_week(point=row, week=form.week(), by=by, at=clock.now(), **form.span())
            return redirect("desk:service_point", row.pk)
    return page(request, row, week=form)


@require_POST
def forget_week(request: HttpRequest, point_id: int, day: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Take back a week that is still to come."""
    del at_point
    row = known(point_id, by)
    try:
        actions.forget_week(point=row, valid_from=_day(day), by=by, at=clock.now())
    except HoursRefused as refusal:
        for reason in refusal.worded():
            messages.error(request, reason.message)
    return redirect("desk:service_point", row.pk)


@require_POST
def date_with_own_hours(request: HttpRequest, point_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Set other hours for one date."""
    del at_point
    row = known(point_id, by)
    form = DateForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            actions.set_date(
                point=row, on=given["on"], intervals=given["hours"], reason=given["reason"], by=by, at=clock.now()
            )
            return redirect("desk:service_point", row.pk)
    return page(request, row, date_form=form)


@require_POST
def forget_date(request: HttpRequest, point_id: int, day: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The week holds again on this date."""
    del request, at_point
    row = known(point_id, by)
    actions.forget_date(point=row, on=_day(day), by=by, at=clock.now())
    return redirect("desk:service_point", row.pk)


def holidays(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Days on which every point is closed that has no other hours of its own."""
    permissions.may_edit_network(by)
    form = HolidayForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        actions.set_holidays(holidays={given["on"]: (actions.HoursKind(given["kind"]), given["name"])}, by=by)
        return redirect("desk:holidays")
    today = periods.local_day(clock.now(), at_point.zone)
    shown = {"form": form, "holidays": queries.holidays_from(today)}
    return render(request, "organisation/desk/holidays.html", shown, status=status_of(form))


@require_POST
def forget_holiday(request: HttpRequest, day: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The network works on this day after all."""
    del request, at_point
    actions.forget_holiday(on=_day(day), by=by)
    return redirect("desk:holidays")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
