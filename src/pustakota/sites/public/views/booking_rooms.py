"""One room: its free times of a day, booking it, and another time for what is booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pustakota.contexts.forms import queries as asked_forms
from pustakota.contexts.spaces import actions, queries
from pustakota.design.wording import clock as clock_words
from pustakota.design.wording import clock_after
from pustakota.foundation import clock, periods
from pustakota.foundation.durations import how_long
from pustakota.foundation.errors import Refusal
from pustakota.sites.public.asking import Family, family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.forms.models import Version
    from pustakota.contexts.forms.queries import AskedForm
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Booking, Layout, Resource
    from pustakota.foundation.errors import WordedReason

DAYS = 7
"""Days that are offered side by side."""


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day in the row of days: how many times are free; None: the point is closed."""

    day: date
    free: int | None
    is_current: bool


class TimeForm(forms.Form):
    """When, and how long; a start that somebody took meanwhile is refused by the booking itself."""

    mulai = forms.CharField(label=_("From"), widget=forms.Select)
    lama = forms.TypedChoiceField(label=_("For how long"), coerce=int)

    def __init__(self, *args: Any, resource: Resource, cells: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        starts = [(cell.span.start.isoformat(), _start_words(cell)) for cell in cells if cell.until]
        self.fields["mulai"].widget.choices = starts
        lengths = [int(each.total_seconds() // 60) for each in queries.lengths(resource)]
        self.fields["lama"].choices = [(each, how_long(each)) for each in lengths]  # type: ignore[attr-defined]

    @property
    def span(self) -> queries.Span:
        """What was asked for; raises ``Http404`` for what no page offers."""
        try:
            start = datetime.fromisoformat(self.cleaned_data.get("mulai", ""))
        except ValueError:
            raise Http404 from None
        if start.tzinfo is None or "lama" not in self.cleaned_data:
            raise Http404
        return queries.Span(start, start + timedelta(minutes=self.cleaned_data["lama"]))


def _start_words(cell: Any) -> str:
    return gettext("%(start)s, free until %(end)s") % {
        "start": clock_words(cell.span.start),
        "end": clock_after(cell.until, cell.span.start),
    }


class BookingForm(TimeForm):
    """The same with what for, for how many, and how the room is set up."""

    orang = forms.IntegerField(label=_("How many people come"), min_value=1, max_value=9999, required=False)
    tata = forms.ChoiceField(label=_("How it is set up"), required=False)
    tujuan = forms.CharField(label=_("What for"), max_length=200, required=False)

    def __init__(self, *args: Any, layouts: Sequence[Layout], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if layouts:
            chosen = [(str(each.pk), _layout_words(each)) for each in layouts]
            self.fields["tata"].choices = [("", gettext("what fits the number of people")), *chosen]  # type: ignore[attr-defined]
        else:
            del self.fields["tata"]
        self.layouts = {str(each.pk): each for each in layouts}

    @property
    def layout(self) -> Layout | None:
        return self.layouts.get(self.cleaned_data.get("tata", ""))


def _layout_words(layout: Layout) -> str:
    words = {"name": layout.name, "seats": layout.seats}
    return gettext("%(name)s (up to %(seats)s people)") % words


def room(request: HttpRequest, resource_id: int) -> HttpResponse:
    """One of them: the free times of a day, and the way to book."""
    return _page(request, resource_of(resource_id))


@login_required
@require_POST
def book(request: HttpRequest, resource_id: int) -> HttpResponse:
    """Book a time for me or a child of mine, or ask for it with all that the library wants to know."""
    resource, mine = resource_of(resource_id), family(request)
    if not mine.patrons:
        raise Http404
    _place, patron = mine.member(request.POST.get("untuk"))
    form = BookingForm(request.POST, resource=resource, cells=(), layouts=queries.layouts(resource))
    asked, version = _asked(resource, request.POST)
    is_sound = form.is_valid()
    span = form.span
    if not is_sound or (asked is not None and not asked.is_valid()):
        return _page(request, resource, status=422)
    try:
        made = actions.book(
            resource=resource,
            patron=patron,
            span=span,
            by=mine.actor,
            at=clock.now(),
            purpose=form.cleaned_data["tujuan"],
            people=form.cleaned_data["orang"],
            layout=form.layout,
            form_version=version,
            answers=asked.read_out() if asked else (),
        )
    except Refusal as refusal:
        return _page(request, resource, reasons=refusal.worded(), status=409)
    words = {
        "requested": gettext("Asked. The library answers before it begins."),
        "confirmed": gettext("Booked. See you then!"),
    }
    messages.success(request, words[made.state])
    return redirect("public:my_bookings")


def _asked(resource: Resource, data: Any = None) -> tuple[AskedForm | None, Version | None]:
    """What a request for it is asked, where it is asked something."""
    form = resource.policy.form
    version = asked_forms.current_version(form.code) if form else None
    if version is None:
        return None, None
    asked = asked_forms.AskedForm(version, data, language=get_language() or "id", prefix="tanya")
    return asked, version


def _page(
    request: HttpRequest, resource: Resource, *, reasons: Sequence[WordedReason] = (), status: int = 200
) -> HttpResponse:
    at = clock.now()
    day, layouts = _day(request, resource, at), queries.layouts(resource)
    people = _number(request.POST.get("orang") or request.GET.get("orang", ""))
    layout = queries.layout_for(people, layouts)
    cells = queries.strip(resource, day, at=at, layout=layout)
    mine = family(request) if request.user.is_authenticated else None
    data = request.POST if request.method == "POST" else None
    asked, _version = _asked(resource, data)
    context = {
        **_days(resource, day, at, layout),
        "resource": resource,
        "fault": queries.fault_now(resource, at),
        "cells": cells,
        "has_free": any(cell.until for cell in cells),
        "taken": queries.taken_slots(resource, day, at=at),
        "form": BookingForm(
            data, resource=resource, cells=cells, layouts=layouts, initial=_initial(request, cells, people)
        ),
        "asked": asked,
        "layouts": layouts,
        "layout": layout,
        "people": people,
        "pictures": queries.pictures(resource),
        "terms": queries.said_to_reader(resource),
        "licence": resource.licence,
        "held": _held(resource, mine.patrons) if mine else [],
        "family": mine,
        "whose": request.POST.get("untuk", "1"),
        "reasons": reasons,
    }
    return render(request, "public/room.html", context, status=status)


def _days(resource: Resource, day: date, at: datetime, layout: Layout | None) -> dict[str, Any]:
    today = periods.local_day(at, resource.service_point.zone)
    first = max(today, day - timedelta(days=DAYS // 2))
    free = queries.slots_of_days(resource, first, first + timedelta(days=DAYS - 1), at=at, layout=layout)
    shown = (first + timedelta(days=n) for n in range(DAYS))
    days = [DayShown(each, len(free[each]) if each in free else None, is_current=each == day) for each in shown]
    return {"day": day, "days": days, "is_open": day in free}


def _day(request: HttpRequest, resource: Resource, at: datetime) -> date:
    """The day that was asked for, from today to as far as one may book."""
    today = periods.local_day(at, resource.service_point.zone)
    try:
        wanted = date.fromisoformat(request.GET.get("tanggal", ""))
    except ValueError:
        return today
    return min(max(wanted, today), today + timedelta(days=resource.policy.window_days))


def _initial(request: HttpRequest, cells: Sequence[Any], people: int | None) -> dict[str, Any]:
    """What was pressed in the day's times."""
    pressed = request.GET.get("mulai", "")
    start = next((cell.span.start.isoformat() for cell in cells if f"{cell.span.start:%H:%M}" == pressed), None)
    return {"mulai": start, "orang": people}


def _number(given: str) -> int | None:
    return int(given) if given.isdecimal() and len(given) < 5 and int(given) else None


def _held(resource: Resource, patrons: Sequence[Patron]) -> list[tuple[Patron, bool]]:
    """Whether each of the family holds the licence that this wants."""
    if resource.licence_id is None:
        return []
    today = periods.local_day(clock.now(), resource.service_point.zone)
    return [(each, queries.holds_licence(resource.licence_id, each.person_id, on=today)) for each in patrons]


@login_required
def move(request: HttpRequest, code: str) -> HttpResponse:
    """Another time for a booking of mine; what has begun keeps its beginning."""
    mine = family(request)
    found, at = booking_of(code, mine), clock.now()
    resource = found.resource
    today = periods.local_day(at, resource.service_point.zone)
    day = _day(request, resource, at) if "tanggal" in request.GET else max(found.local.start.date(), today)
    cells = queries.strip(resource, day, at=at, layout=found.layout, besides=found.pk)
    initial = {"mulai": found.local.start.isoformat(), "lama": int(found.span.length.total_seconds() // 60)}
    form = TimeForm(request.POST or None, resource=resource, cells=cells, initial=initial)
    is_under_way = found.state == queries.State.CHECKED_IN
    if is_under_way:
        start = found.local.start
        form.fields["mulai"].widget.choices = [(start.isoformat(), clock_words(start))]
    reasons: Sequence[WordedReason] = ()
    if request.method == "POST":
        form.is_valid()
        try:
            actions.move(booking=found, span=form.span, by=mine.actor, at=at)
        except Refusal as refusal:
            reasons = refusal.worded()
        else:
            messages.success(request, gettext("Moved. See you then!"))
            return redirect("public:my_bookings")
    context = {
        **_days(resource, day, at, found.layout),
        "booking": found,
        "resource": resource,
        "cells": cells,
        "form": form,
        "reasons": reasons,
        "is_under_way": is_under_way,
        "has_free": is_under_way or any(cell.until for cell in cells),
    }
    return render(request, "public/move_booking.html", context, status=409 if reasons else 200)


def booking_of(code: str, mine: Family) -> Booking:
    """A booking of mine or of a child of mine, else nothing."""
    found = queries.booking_by_code(code)
    if found is None or found.person_id is None or not mine.actor.acts_for(found.person_id):
        raise Http404
    return found


def resource_of(resource_id: int) -> Resource:
    """Something that can be booked now."""
    found = queries.resource(resource_id)
    if found is None or not found.is_active:
        raise Http404
    return found
