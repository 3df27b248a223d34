"""The list of service points, and one of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS

from pustakota.contexts.organisation import actions, permissions, queries
from pustakota.contexts.organisation.desk.forms import DateForm, NewPointForm, PointForm, WeekForm, of_point
from pustakota.contexts.organisation.rules.calendar import hours_text
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.organisation.rules.calendar import WeekSpan
    from pustakota.foundation.actors import Actor

AHEAD = timedelta(days=366)


def points(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """All points with the hours of today."""
    permissions.may_edit(by)
    rows, today = list(queries.every_service_point()), periods.local_day(clock.now(), at_point.zone)
    calendars = queries.calendars_of(rows, today, today)
    shown = [(row, calendars[row.pk].intervals_on(today)) for row in rows]
    may_found = by.may_throughout(permissions.EDIT, at_point.library_id)
    return render(request, "organisation/desk/points.html", {"points": shown, "may_found": may_found})


def new(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Open a new place of service in the library of one's own point."""
    permissions.may_edit_library(by, at_point.library_id)
    form = NewPointForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            point = actions.add_service_point(
                library=at_point.library, code=form.cleaned_data["code"], by=by, at=clock.now(), **form.facts()
            )
            return redirect("desk:service_point", point.pk)
    return render(request, "organisation/desk/new_point.html", {"form": form}, status=status_of(form))


def point(request: HttpRequest, point_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One place: what it is, its week, and dates with other hours."""
    del at_point
    row = known(point_id, by)
    form = PointForm(request.POST or None, initial=of_point(row))
    if form.is_valid():
        with refusals_on(form):
            actions.change_service_point(point=row, by=by, at=clock.now(), **form.facts())
            return redirect("desk:service_point", row.pk)
    return page(request, row, form=form)


def page(
    request: HttpRequest,
    row: ServicePoint,
    *,
    form: PointForm | None = None,
    week: WeekForm | None = None,
    date_form: DateForm | None = None,
) -> HttpResponse:
    """The page of one place, with a form that was sent and not taken."""
    today = periods.local_day(clock.now(), row.zone)
    calendar = queries.calendar_of(row, today, today + AHEAD)
    sent = next((each for each in (form, week, date_form) if each and each.is_bound), None)
    shown = {
        "point": row,
        "form": form or PointForm(initial=of_point(row)),
        "week": week or WeekForm(week=calendar.week_on(today)),
        "weeks": _weeks(row, today),
        "date": date_form or DateForm(),
        "dates": sorted(calendar.exceptions.items()),
    }
    return render(request, "organisation/desk/point.html", shown, status=status_of(sent) if sent else 200)


def _weeks(row: ServicePoint, today: date) -> list[tuple[WeekSpan, list[tuple[str, str]], bool]]:
    """The weeks that hold and are to come: each with its days in writing, and whether it can still be taken back."""
    spans = [span for span in queries.week_spans(row) if span.last is None or span.last >= today]
    return [(span, _written(span), span.first is not None and span.first > today) for span in spans]


def _written(span: WeekSpan) -> list[tuple[str, str]]:
    return [(str(name), hours_text(span.week.get(day, ()))) for day, name in WEEKDAYS.items()]


def known(point_id: int, by: Actor) -> ServicePoint:
    """A point that one may change, in service or not."""
    row = queries.every_service_point().filter(pk=point_id).first()
    if row is None:
        raise Http404
    permissions.may_edit(by, row.pk)
    return row
