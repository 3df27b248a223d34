"""A title at the desk: its copies, where each is, who waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render

from pustakota.contexts.catalogue import permissions as catalogue_permissions
from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import queries as circulation
from pustakota.sites.desk.statuses import STATUSES

if TYPE_CHECKING:
    from django.http import HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.sites.desk.gate import DeskRequest


def title(request: DeskRequest, record_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The page of a title; ``card`` in the address is carried on to the reservation."""
    del at_point
    record = catalogue.record(record_id)
    if record is None:
        raise Http404
    items = list(catalogue.items_of(record.pk))
    statuses = circulation.statuses_of(items)
    copies = [(item, *STATUSES[statuses[item.pk][0]], statuses[item.pk][1]) for item in items]
    context = {
        "record": record,
        "copies": copies,
        "waiting": circulation.holds_waiting(record.pk),
        "card": request.GET.get("card", ""),
        "is_cataloguer": catalogue_permissions.is_cataloguer(by),
    }
    return render(request, "desk/title.html", context)
