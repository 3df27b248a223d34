"""Bookings of groups that become events for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.programmes import actions, permissions
from pustakota.contexts.programmes.models import Programme
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


class AnnouncingForm(forms.ModelForm[Programme]):
    """What the public reads of it, and how people take part."""

    group = forms.CharField(
        label=_("Who does it"),
        max_length=160,
        help_text=_("The name of the group, as the public reads it: never that of a person who did not agree."),
    )

    class Meta:
        model = Programme
        fields = ("title", "kind", "about", "age_from", "age_to", "registration", "capacity")
        labels = {
            "title": _("Title"),
            "kind": _("Kind"),
            "about": _("About it"),
            "age_from": _("From how many years"),
            "age_to": _("Up to how many years"),
            "registration": _("Registration"),
            "capacity": _("Seats"),
        }
        help_texts = {"capacity": _("Empty: no end.")}

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        for name in ("age_from", "age_to", "capacity"):
            self.fields[name].required = False


def announce(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Approve the booking and announce it, in one press."""
    del at_point
    found = spaces.booking_by_code(code)
    if found is None:
        raise Http404
    point = found.resource.service_point
    permissions.may_plan(by, point.pk)
    initial = {"title": found.purpose, "capacity": found.people or found.resource.seats}
    form = AnnouncingForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            made = actions.announce_booking(booking=found, by=by, at=clock.now(), **form.cleaned_data)
            return redirect("desk:occurrence", made.pk)
    context = {"form": form, "booking": found, "start": periods.local_time(found.starts_at, point.zone)}
    context["end"] = periods.local_time(found.ends_at, point.zone)
    return render(request, "programmes/desk/announce.html", context, status=status_of(form))
