"""When members are told what, and how many messages a day at most: the rows that librarians edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.notices import actions, permissions, queries
from pustakota.contexts.notices.actions import TimetableRow
from pustakota.contexts.notices.desk.forms import KindForm, LimitForm, NewTimetableForm, TimetableForm, of_timetable
from pustakota.contexts.notices.desk.places import RULES, tabs
from pustakota.contexts.notices.models import KIND_NAMES
from pustakota.contexts.notices.rules import Kind, first_timetable
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def timetables(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Every row, by kind of message, and the limit of a day, which its form changes."""
    permissions.may_see_rules(by)
    form = LimitForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            actions.limit_letters(letters=given["letters"], at_point=given["service_point"], by=by)
            return redirect("desk:message_rules")
    rows = sorted(queries.timetable_rows(), key=lambda row: list(Kind).index(Kind(row.kind)))
    context = {
        "rows": [(row, KIND_NAMES[Kind(row.kind)]) for row in rows],
        "limits": queries.daily_limit_rows(),
        "form": form,
        "kinds": KindForm(),
        "may_edit": by.may(permissions.RULES),
        "tabs": tabs(RULES, at_point),
    }
    return render(request, "notices/desk/timetables.html", context, status=status_of(form))


def new(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A row for a service point, a kind of membership, or both."""
    permissions.may_edit_rules(by, at_point.pk)
    asked = KindForm(request.GET)
    if not asked.is_valid():
        return redirect("desk:message_rules")
    kind = Kind(asked.cleaned_data["kind"])
    first = first_timetable(kind)
    start = of_timetable(TimetableRow(kind=kind, days=list(first.days), quiet_from=first.quiet_from))
    form = NewTimetableForm(request.POST or None, kind=kind, initial=start | {"service_point": at_point.pk})
    if form.is_valid():
        with refusals_on(form):
            actions.add_timetable(row=TimetableRow(kind=kind, **form.cleaned_data), by=by, at=clock.now())
            messages.success(request, gettext("Saved."))
            return redirect("desk:message_rules")
    return _page(request, form, kind)


def change(request: HttpRequest, row_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What a row says from now on."""
    del at_point
    row = _row(row_id)
    permissions.may_edit_rules(by, row.service_point_id)
    form = TimetableForm(request.POST or None, kind=Kind(row.kind), initial=of_timetable(row))
    if form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(row, name, value)
        with refusals_on(form):
            actions.change_timetable(row=row, by=by, at=clock.now())
            messages.success(request, gettext("Saved."))
            return redirect("desk:message_rules")
    return _page(request, form, Kind(row.kind), row)


@require_POST
def remove(request: HttpRequest, row_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The more general row holds again."""
    del request, at_point
    actions.remove_timetable(row=_row(row_id), by=by)
    return redirect("desk:message_rules")


def _page(request: HttpRequest, form: TimetableForm, kind: Kind, row: TimetableRow | None = None) -> HttpResponse:
    context = {"form": form, "kind": KIND_NAMES[kind], "row": row}
    return render(request, "notices/desk/timetable.html", context, status=status_of(form))


def _row(row_id: int) -> TimetableRow:
    row = queries.timetable_rows().filter(pk=row_id).first()
    if row is None:
        raise Http404
    return row
