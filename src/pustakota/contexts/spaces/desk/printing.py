"""Prints at the desk: the queue, one print with its log, and the material."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.spaces import actions, permissions, queries
from pustakota.contexts.spaces.actions import Kind, Material, StockReason
from pustakota.contexts.spaces.desk.printing_forms import JobForm, MaterialForm, StockForm
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import PrintJob, Resource
    from pustakota.foundation.actors import Actor

LONGEST = 50


def print_queue(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What is open here, in the order of printing; material that runs low stands above."""
    permissions.may_book(by, at_point.pk)
    low = [each for each in queries.stock(at_point) if each.is_low and each.material.is_offered]
    context = {"jobs": queries.print_queue(at_point), "low": low}
    return render(request, "spaces/desk/print_queue.html", context)


def print_job(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One print: its buttons say what becomes of it."""
    del at_point
    found = _job(code, by)
    initial = {"grams": found.grams, "minutes": found.minutes, "machine": found.machine_id}
    form = JobForm(request.POST or None, machines=_machines(found), initial=initial)
    if form.is_valid():
        with refusals_on(form):
            _answer(request.POST.get("wish", ""), found, form, by)
            return redirect("desk:print_job", code=code)
    context = {
        "job": found,
        "steps": found.steps.order_by("pk"),
        "form": form,
        "price": queries.price_of(found, at=clock.now()),
        "there": next(each for each in queries.stock(found.material.service_point) if each.material == found.material),
    }
    return render(request, "spaces/desk/print_job.html", context, status=status_of(form))


def _answer(wish: str, job: PrintJob, form: JobForm, by: Actor) -> None:
    given, at = form.cleaned_data, clock.now()
    grams, minutes = given["grams"] or 0, given["minutes"] or 0
    if wish == "approve":
        actions.approve_print(job=job, grams=grams, minutes=minutes, by=by, at=at)
    elif wish == "decline":
        actions.decline_print(job=job, because=given["because"], by=by, at=at)
    elif wish == "start":
        machine = next((each for each in _machines(job) if each.pk == given["machine"]), None)
        actions.start_print(job=job, machine=machine, by=by, at=at)
    elif wish == "fail":
        actions.fail_print(job=job, grams=grams, because=given["because"], by=by, at=at)
    elif wish == "finish":
        actions.finish_print(job=job, grams=grams, minutes=minutes, by=by, at=at)
    elif wish == "hand_over":
        actions.hand_over_print(job=job, by=by, at=at)


def print_model(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> FileResponse:
    """The model itself, for the program that slices it."""
    del request, at_point
    found = _job(code, by)
    if found.file_gone_at is not None:
        raise Http404
    name = f"{found.code}.{found.kind}"
    file = storages["private"].open(queries.model_file(found))
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["Cache-Control"] = "private, no-store"
    return response


def materials(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What there is of each material, and noting what came or went."""
    permissions.may_book(by, at_point.pk)
    rows = queries.stock(at_point)
    form = StockForm(request.POST or None, materials=[each.material for each in rows])
    if form.is_valid():
        given = form.cleaned_data
        chosen = next(each.material for each in rows if each.material.pk == given["material"])
        with refusals_on(form):
            actions.note_stock(
                material=chosen,
                grams=given["grams"],
                why=StockReason(given["why"]),
                note=given["note"],
                by=by,
                at=clock.now(),
            )
            return redirect("desk:materials")
    context = {"rows": rows, "form": form, "may_keep": by.may(permissions.KEEP, at_point.pk)}
    return render(request, "spaces/desk/materials.html", context, status=status_of(form))


def keep_material(
    request: HttpRequest, material_id: int | None = None, *, by: Actor, at_point: ServicePoint
) -> HttpResponse:
    """A material, new or known, with what came and went of it."""
    known = queries.material(material_id) if material_id else Material(service_point=at_point)
    if known is None:
        raise Http404
    permissions.may_keep(by, known.service_point_id)
    today = periods.local_day(clock.now(), known.service_point.zone)
    form = MaterialForm(request.POST or None, instance=known, bases=organisation.documents_in_force(today))
    if form.is_valid():
        with refusals_on(form):
            actions.keep_material(material=form.instance, by=by)
            return redirect("desk:materials")
    lines = queries.stock_lines(known)[:LONGEST] if known.pk else []
    context = {"form": form, "material": known, "lines": lines}
    return render(request, "spaces/desk/material.html", context, status=status_of(form))


def _job(code: str, by: Actor) -> PrintJob:
    found = queries.print_job(code)
    if found is None:
        raise Http404
    permissions.may_book(by, found.material.service_point_id)
    return found


def _machines(job: PrintJob) -> QuerySet[Resource]:
    return queries.resources().filter(service_point=job.material.service_point_id, kind=Kind.MACHINE)
