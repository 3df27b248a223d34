"""The machines of a point: adding one shows the code that pairs it, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.actions import DeviceKind
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import status_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Device
    from pustakota.foundation.actors import Actor


class DeviceForm(forms.Form):
    """A new device of the point where one sits."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is for"),
        choices=[(kind.value, kind.label) for kind in (DeviceKind.GUEST_BOOK, DeviceKind.PHONE)],
    )
    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("Like “tablet at the entrance”."), max_length=60
    )


def devices(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The devices of one's point, and a form to add one."""
    permissions.may_keep_devices(by, at_point.pk)
    form = DeviceForm(request.POST or None)
    code, kind = "", DeviceKind.GUEST_BOOK
    if form.is_valid():
        name, kind = form.cleaned_data["name"], DeviceKind(form.cleaned_data["kind"])
        added = actions.add_device(name=name, kind=kind, at_point=at_point, by=by, at=clock.now())
        code = f"{added.code[:4]} {added.code[4:]}"
        form = DeviceForm()
    context = {
        "form": form,
        "code": code,
        "is_phone": kind == DeviceKind.PHONE,
        "devices": _with_time(at_point),
        "point": at_point,
    }
    return render(request, "people/desk/devices.html", context, status=status_of(form))


def _with_time(point: ServicePoint) -> list[tuple[Device, datetime | None]]:
    """Each device, and when it was last seen by the clocks of its point."""
    return [
        (device, periods.local_time(device.last_seen_at, point.zone) if device.last_seen_at else None)
        for device in queries.devices_of(point.pk)
    ]


@require_POST
def revoke(request: HttpRequest, device_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Take a device's right away."""
    device = queries.device_of(at_point.pk, device_id)
    if device is None:
        raise Http404
    actions.revoke_device(device=device, by=by, at=clock.now())
    messages.success(request, _("%(name)s may do nothing any more.") % {"name": device.name})
    return redirect("desk:devices")
