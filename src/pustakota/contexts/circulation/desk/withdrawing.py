"""A copy leaves the collection: asked once, then done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render

from pustakota.contexts.catalogue import permissions as catalogue_permissions
from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import actions
from pustakota.contexts.circulation.errors import WithdrawalRefused
from pustakota.foundation import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.errors import WordedReason


def withdraw(request: HttpRequest, barcode: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The page that asks, and what it does."""
    del at_point
    item = catalogue.item_of_barcode(barcode)
    if item is None:
        raise Http404
    catalogue_permissions.may_edit_copies(by, item.service_point_id)
    reasons: list[WordedReason] = []
    if request.method == "POST":
        try:
            actions.withdraw(item=item, by=by, at=clock.now())
        except WithdrawalRefused as refusal:
            reasons = refusal.worded()
        else:
            return redirect("desk:copies", item.record_id)
    shown = {"item": item, "reasons": reasons}
    return render(request, "circulation/desk/withdraw.html", shown, status=422 if reasons else 200)
