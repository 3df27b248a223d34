"""A new title, and a title that is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pustakota.contexts.catalogue import actions, permissions, queries
from pustakota.contexts.catalogue.desk.copied import begun
from pustakota.contexts.catalogue.desk.forms import EditTitleForm, NewTitleForm, of_title
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.catalogue.actions import Description
    from pustakota.contexts.catalogue.desk.copied import Start
    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def new(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A title by hand, or on the ground of another library's record (``copied``); nothing that was typed is lost.

    Where its ISBN is known already, the way to that title is shown first.
    """
    del at_point
    permissions.may_edit(by)
    start = begun(request.POST)
    form = NewTitleForm(request.POST if start.is_sent else None, initial=start.initial)
    known: list[Record] = []
    if start.is_lost:
        form.add_error(None, _("The record of the other library was fetched too long ago. Ask for it again."))
    elif form.is_valid():
        description = form.description()
        known = [] if form.cleaned_data["is_other"] else queries.records_with_any_isbn(description.isbns)
        if not known:
            with refusals_on(form):
                record = _added(start, form, description, by=by)
                return redirect("desk:copies", record.pk)
    shown = {"form": form, "known": known, "start": start}
    return render(request, "catalogue/desk/new_title.html", shown, status=status_of(form))


def _added(start: Start, form: NewTitleForm, description: Description, *, by: Actor) -> Record:
    if start.marc is not None:
        return actions.take_title(marc=start.marc, description=description, by=by, at=clock.now())
    kind = form.cleaned_data["kind"]
    return actions.describe_title(description=description, kind=kind, by=by, at=clock.now())


def edit(request: HttpRequest, record_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Change the fields of a title; its MARC is shown beneath, and every former state is kept."""
    del at_point
    permissions.may_edit(by)
    record = known_record(record_id)
    initial = of_title(queries.description_of(record), seen=record.changed_at.isoformat())
    form = EditTitleForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            actions.describe_record(
                record=record,
                description=form.description(),
                seen=form.cleaned_data["seen"],
                reason=form.cleaned_data["reason"],
                by=by,
                at=clock.now(),
            )
            return redirect(f"{reverse('desk:copies', args=(record.pk,))}?ubah=1")
    context = {
        "form": form,
        "record": record,
        "marc": list(queries.marc_lines(record)),
        "versions": queries.versions_of(record),
    }
    return render(request, "catalogue/desk/edit_title.html", context, status=status_of(form))


@require_POST
def show_or_hide(request: HttpRequest, record_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Hide a title from the public, or show it again."""
    del request, at_point
    record = known_record(record_id)
    actions.set_suppressed(record=record, is_suppressed=not record.is_suppressed, by=by, at=clock.now())
    return redirect("desk:copies", record.pk)


def known_record(record_id: int) -> Record:
    record = queries.record_to_edit(record_id)
    if record is None:
        raise Http404
    return record
