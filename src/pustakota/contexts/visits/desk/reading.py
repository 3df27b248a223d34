"""Reading in place: books left on tables are scanned, the rest is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pustakota.contexts.visits import actions, permissions, queries
from pustakota.contexts.visits.actions import Method, NotedIn
from pustakota.contexts.visits.desk.forms import OtherReadingForm
from pustakota.contexts.visits.desk.guest_book import Answer, with_time
from pustakota.contexts.visits.errors import VisitRefused
from pustakota.contexts.visits.permissions import CORRECT
from pustakota.contexts.visits.queries import LINES
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def show(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What was read here today, and the box for the next barcode."""
    permissions.may_note(by, at_point)
    typed = request.POST.get("typed", "").strip()
    answer = _noted(typed, by=by, at_point=at_point) if typed else None
    today = periods.local_day(clock.now(), at_point.zone)
    is_no = answer is not None and answer.tone == "no"
    context = {
        "answer": answer,
        "typed": typed if is_no else "",
        "day": queries.day_in_book(at_point, today),
        "today": today,
        "lines": with_time(queries.uses_of_day(at_point, today)[:LINES], at_point),
        "may_correct": by.may(CORRECT, at_point.pk),
    }
    return render(request, "visits/desk/reading.html", context, status=422 if is_no else 200)


def _noted(barcode: str, *, by: Actor, at_point: ServicePoint) -> Answer:
    item = queries.copy_on_table(barcode)
    if item is None:
        return Answer("no", _("No item wears this barcode."))
    try:
        use = actions.note_reading(item=item, at_point=at_point, by=by, at=clock.now(), source=NotedIn.DESK)
    except VisitRefused as refusal:
        return Answer("no", " ".join(reason.message for reason in refusal.worded()))
    if use is None:
        return Answer("wait", _("Counted a moment ago: %(title)s") % {"title": item.record.title})
    return Answer("yes", _("Read here: %(title)s") % {"title": item.record.title})


def other(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Newspapers and whatever carries no barcode, by number."""
    permissions.may_note(by, at_point)
    form = OtherReadingForm(request.POST or None, initial={"method": Method.COUNT.value})
    if form.is_valid():
        with refusals_on(form):
            actions.note_other_reading(
                copies=form.cleaned_data["copies"],
                what=form.cleaned_data["what"],
                method=Method(form.cleaned_data["method"]),
                at_point=at_point,
                by=by,
                at=clock.now(),
                read_at=form.moment(at_point.zone),
                source=NotedIn.DESK,
            )
            messages.success(request, _("Noted as read here."))
            return redirect("desk:reading_in_place")
    return render(request, "visits/desk/other_reading.html", {"form": form}, status=status_of(form))
