"""Turning this browser into a kiosk of the point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import logout
from django.shortcuts import redirect, render

from pustakota.contexts.visits import permissions
from pustakota.contexts.visits.permissions import Kiosk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def open_kiosk(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Sign out, and leave a session that may note visits at this point and nothing else."""
    permissions.may_note(by, at_point)
    if request.method == "POST" and by.account_id is not None:
        logout(request)
        permissions.begin_kiosk(request.session, Kiosk(at_point.pk, by.account_id))
        return redirect("kiosk:start")
    return render(request, "visits/desk/open_kiosk.html", {"point": at_point})
