"""Rooms, seats and machines: finding one that fits, and what I have booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.spaces import actions, queries
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal
from pustakota.sites.public.asking import family
from pustakota.sites.public.views import room_waiting
from pustakota.sites.public.views.booking_rooms import booking_of
from pustakota.sites.public.views.pages import still_to_come

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Booking, Resource


@dataclass(frozen=True, slots=True)
class AtPoint:
    """What can be booked at one service point."""

    point: ServicePoint
    resources: Sequence[Resource]


LATELY = timedelta(days=30)
"""How long it stands what became of a booking that is over."""


@dataclass(frozen=True, slots=True)
class Mine:
    """A booking of mine or of my child; ``whose`` is empty for my own."""

    booking: Booking
    whose: str


class FindForm(forms.Form):
    """What somebody looks for among all that can be booked."""

    titik = forms.ModelChoiceField(
        label=_("Service point"), queryset=organisation.service_points(), empty_label=_("all"), required=False
    )
    jenis = forms.ChoiceField(label=_("What"), choices=[("", _("all")), *queries.Kind.choices], required=False)
    orang = forms.IntegerField(label=_("For how many people"), min_value=1, max_value=9999, required=False)
    akses = forms.MultipleChoiceField(
        label=_("Access"), choices=queries.Access.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


def rooms(request: HttpRequest) -> HttpResponse:
    """All that can be booked and fits, by service point; where to ask, while there is nothing."""
    everything = list(queries.resources())
    if not everything:
        return still_to_come(request, "rooms")
    form = FindForm(request.GET or None)
    wish = form.cleaned_data if form.is_valid() else {}
    fitting = queries.fitting(
        everything,
        point=wish.get("titik"),
        kind=wish.get("jenis", ""),
        people=wish.get("orang"),
        access=wish.get("akses", ()),
    )
    found: dict[int, AtPoint] = {}
    for each in fitting:
        group = found.setdefault(each.service_point_id, AtPoint(each.service_point, []))
        found[each.service_point_id] = AtPoint(group.point, [*group.resources, each])
    context = {
        "groups": list(found.values()),
        "form": form,
        "is_filtered": any(wish.values()),
        "pictures": queries.first_pictures(),
        "down": queries.down_anywhere(at=clock.now()),
        "seasons": queries.seasons_open(clock.now()),
    }
    return render(request, "public/rooms_list.html", context)


def room_picture(request: HttpRequest, code: str) -> FileResponse:
    """A photo of something that can be booked; its address never changes what it shows."""
    del request
    found = queries.picture(code)
    if found is None:
        raise Http404
    response = FileResponse(storages["private"].open(queries.picture_file(code)), content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@login_required
def my_bookings(request: HttpRequest) -> HttpResponse:
    """What I and my children have booked, and what became of it lately."""
    mine = family(request)
    names = {patron.person_id: patron.person.greeting for patron in mine.patrons}
    now = clock.now()

    def of_mine(bookings: list[Booking]) -> list[Mine]:
        return [
            Mine(each, "" if each.person_id == mine.actor.person_id else names.get(each.person_id or 0, ""))
            for each in bookings
        ]

    at_home = queries.at_home(list(names))
    home = {row.booking_id for row in at_home}
    context = {
        "at_home": at_home,
        "now": now,
        "ahead": of_mine([each for each in queries.bookings_ahead(list(names), at=now) if each.pk not in home]),
        "lately": of_mine(queries.answered_lately(list(names), since=now - LATELY)),
    }
    context["broken"] = _broken(list(names), now)
    beside = room_waiting.beside_bookings(mine)
    shown = {**context, "waiting": beside.waiting, "calendar": beside.calendar}
    return render(request, "public/my_bookings.html", shown)


def _broken(persons: list[int], at: datetime) -> list[queries.Touched]:
    """My bookings of what is out of order, with what could be had instead."""
    keys = queries.touched_of(persons, at=at)
    rows = [each for each in queries.bookings_ahead(persons, at=at) if each.pk in keys] if keys else []
    return queries.with_alternatives(rows, at=at)


@login_required
@require_POST
def take_instead(request: HttpRequest, code: str) -> HttpResponse:
    """Take what was offered in place of something that is out of order."""
    mine = family(request)
    found = booking_of(code, mine)
    try:
        moved = actions.take_instead(booking=found, key=request.POST.get("pilihan", ""), by=mine.actor, at=clock.now())
        messages.success(request, gettext("Yours now: %(what)s.") % {"what": moved.resource.name})
    except Refusal as refusal:
        for reason in refusal.worded():
            messages.warning(request, str(reason.message))
    return redirect(reverse("public:my_bookings"))


@login_required
@require_POST
def cancel_booking(request: HttpRequest, code: str) -> HttpResponse:
    """Give a booking of mine back."""
    mine = family(request)
    found = booking_of(code, mine)
    try:
        actions.cancel(booking=found, by=mine.actor, at=clock.now())
        messages.success(request, gettext("Cancelled. Somebody else can have that time now."))
    except Refusal as refusal:
        for reason in refusal.worded():
            messages.warning(request, str(reason.message))
    return redirect(reverse("public:my_bookings"))
