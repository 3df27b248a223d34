"""What is wrong with things: the log of one, taking it out of order, what that touches, and putting it right."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.desk.closing import done_page, wishes
from pustakota.foundation import clock
from pustakota.foundation.forms import moment, refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Fault, Resource
    from pustakota.foundation.actors import Actor


class FaultForm(forms.Form):
    """What is wrong, and whether nobody can have it now."""

    what = forms.CharField(
        label=_("What is wrong"), help_text=_("Whoever booked it, and the site, read this."), max_length=200
    )
    photo = forms.FileField(
        label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}), required=False
    )
    is_out = forms.BooleanField(label=_("It is out of order: nobody can have it"), required=False)
    out_from = moment(_("Out of order from"), help_text=_("Empty: from now on."), required=False)
    out_until = moment(_("Until"), help_text=_("Empty: nobody knows."), required=False)


class RightForm(forms.Form):
    """It works again, and what was done."""

    done = forms.CharField(label=_("What was done"), max_length=200, required=False)


class SettleForm(forms.Form):
    """Why, in the words that whoever booked reads."""

    because = forms.CharField(label=_("Why"), help_text=_("Stands in each message."), max_length=200)


def faults(request: HttpRequest, resource_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The log of a thing, and noting something new."""
    del at_point
    found, at = _resource(resource_id, by), clock.now()
    with timezone.override(ZoneInfo(found.service_point.zone)):
        form = FaultForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            with refusals_on(form):
                row = _noted(found, form, by)
                return redirect("desk:fault", fault_id=row.pk) if row.out_from else redirect(request.path)
        context = {"resource": found, "form": form, "rows": queries.faults_of(found), "units": queries.units(found)}
        context |= {"now": queries.fault_now(found, at)}
        return render(request, "spaces/desk/faults.html", context, status=status_of(form))


def _noted(found: Resource, form: FaultForm, by: Actor) -> Fault:
    given, at = form.cleaned_data, clock.now()
    return actions.note_fault(
        resource=found,
        what=given["what"],
        photo=given["photo"],
        out_from=(given["out_from"] or at) if given["is_out"] else given["out_from"],
        out_until=given["out_until"],
        by=by,
        at=at,
    )


def fault(request: HttpRequest, fault_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One thing that is wrong: the bookings that it touches, each with other ways, and putting it right."""
    del at_point
    found, at = queries.fault(fault_id), clock.now()
    if found is None:
        raise Http404
    point = found.resource.service_point
    permissions.may_book(by, point.pk)
    is_settling = request.POST.get("wish") == "settle"
    right = RightForm(None if is_settling else request.POST or None)
    settle = SettleForm(request.POST if is_settling else None, initial={"because": found.what})
    touched = queries.touched_by(found, at=at) if found.is_open else []
    if is_settling and settle.is_valid():
        because = settle.cleaned_data["because"]
        settled = actions.settle_all(bookings=touched, because=because, wishes=wishes(request, touched), by=by, at=at)
        return done_page(request, point, touched, settled)
    if not is_settling and right.is_valid():
        with refusals_on(right):
            actions.put_right(fault=found, done=right.cleaned_data["done"], by=by, at=at)
            messages.success(request, gettext("It works again; its time is free."))
            return redirect("desk:faults", resource_id=found.resource_id)
    with timezone.override(ZoneInfo(point.zone)):
        context = {
            "fault": found,
            "point": point,
            "rows": queries.with_alternatives(touched, at=at),
            "right": right,
            "settle": settle,
            "cancel": "batal",
            "leave": "biarkan",
        }
        status = max(status_of(right), status_of(settle))
        return render(request, "spaces/desk/fault.html", context, status=status)


def fault_picture(request: HttpRequest, picture_code: str, *, by: Actor, at_point: ServicePoint) -> FileResponse:
    """A photo of what is wrong, for those who book at its point."""
    del request, at_point
    found = queries.fault_of_photo(picture_code)
    if found is None:
        raise Http404
    permissions.may_book(by, found.resource.service_point_id)
    file = storages["private"].open(queries.fault_photo(picture_code))
    response = FileResponse(file, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


def _resource(resource_id: int, by: Actor) -> Resource:
    found = queries.resource(resource_id)
    if found is None:
        raise Http404
    permissions.may_book(by, found.service_point_id)
    return found
