"""The copies of a title: adding them one after the other, changing them, and their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from pustakota.contexts.catalogue import actions, permissions, queries
from pustakota.contexts.catalogue.actions import ItemStatus
from pustakota.contexts.catalogue.desk.forms import CopyForm, of_copy
from pustakota.contexts.catalogue.desk.titles import known_record
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def add(request: HttpRequest, record_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The copies there are, and a form for the next one, in which one scan is enough."""
    permissions.may_edit(by)
    record = known_record(record_id)
    initial = {
        "service_point": at_point.pk,
        "type": queries.item_type_of_record(record.pk) or queries.item_types().first(),
        "call_number": queries.proposed_call_number(record),
        "status": ItemStatus.AVAILABLE,
        "acquired_on": periods.local_day(clock.now(), at_point.zone),
    }
    form = CopyForm(request.POST or None, initial=initial, by=by)
    if form.is_valid():
        with refusals_on(form):
            item = actions.add_item(record=record, by=by, at=clock.now(), **form.cleaned_data)
            added = urlencode({"baru": item.barcode})
            return redirect(f"{reverse('desk:copies', args=(record.pk,))}?{added}")
    context = {
        "form": form,
        "record": record,
        "copies": [(item, by.may(permissions.EDIT, item.service_point_id)) for item in queries.all_items_of(record.pk)],
        "added": request.GET.get("baru", ""),
        "is_changed": "ubah" in request.GET,
    }
    return render(request, "catalogue/desk/copies.html", context, status=status_of(form))


def change(request: HttpRequest, barcode: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What one copy wears and where it stands."""
    del at_point
    item = queries.item_of_barcode(barcode)
    if item is None:
        raise Http404
    permissions.may_edit_copies(by, item.service_point_id)
    form = CopyForm(request.POST or None, initial=of_copy(item), by=by)
    if form.is_valid():
        with refusals_on(form):
            actions.change_item(item=item, changes=form.cleaned_data, by=by, at=clock.now())
            return redirect("desk:copies", item.record_id)
    is_withdrawn = item.status == ItemStatus.WITHDRAWN
    context = {"form": form, "item": item, "is_withdrawn": is_withdrawn}
    return render(request, "catalogue/desk/copy.html", context, status=status_of(form))


def labels(request: HttpRequest, record_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Spine and barcode labels as they will look on paper: of one copy (``eksemplar``), or of all that are kept."""
    del at_point
    permissions.may_edit(by)
    record, only = known_record(record_id), request.GET.get("eksemplar", "")
    rows = queries.items_of(record.pk)
    copies = list(rows.filter(barcode=only) if only else rows)
    return render(request, "catalogue/desk/labels.html", {"record": record, "copies": copies})
