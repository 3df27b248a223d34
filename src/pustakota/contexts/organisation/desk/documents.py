"""The regulations and decisions that the library goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation import actions, permissions, queries
from pustakota.contexts.organisation.actions import PolicyDocument
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), required=False
    )


class DocumentForm(forms.Form):
    """A regulation or decision."""

    number = forms.CharField(
        label=_("Number"), help_text=_("As it is cited, with its article: Perda 3/2024 pasal 12."), max_length=200
    )
    title = forms.CharField(label=_("What it is about"), max_length=300, required=False)
    dated_on = _day(_("Dated"))
    link = forms.URLField(label=_("Where it can be read"), max_length=300, required=False, assume_scheme="https")
    valid_from = _day(_("In force from"))
    valid_until = _day(_("In force until"))


def documents(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Every document, and whether it holds today."""
    permissions.may_edit(by)
    today = periods.local_day(clock.now(), at_point.zone)
    rows = [(document, document.is_in_force(today)) for document in queries.documents()]
    return render(request, "organisation/desk/documents.html", {"rows": rows, "today": today})


def new(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One more document."""
    del at_point
    permissions.may_edit_network(by)
    form = DocumentForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.add_document(document=PolicyDocument(**form.cleaned_data), by=by)
            return redirect("desk:documents")
    return render(request, "organisation/desk/document.html", {"form": form}, status=status_of(form))


def document(request: HttpRequest, document_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One document, in other words or until another day."""
    del at_point
    permissions.may_edit_network(by)
    found = queries.documents().filter(pk=document_id).first()
    if found is None:
        raise Http404
    start = {name: getattr(found, name) for name in DocumentForm.base_fields}
    form = DocumentForm(request.POST or None, initial=start)
    if form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(found, name, value)
        with refusals_on(form):
            actions.change_document(document=found, by=by)
            return redirect("desk:documents")
    context = {"form": form, "document": found}
    return render(request, "organisation/desk/document.html", context, status=status_of(form))
