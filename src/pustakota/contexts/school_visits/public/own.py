"""The secret page of one visit: its state, other numbers, the kept date, cancelling, and the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from pustakota.contexts.school_visits import actions, queries
from pustakota.contexts.school_visits.public.forms import CancelForm, GroupsForm
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest

    from pustakota.contexts.school_visits.models import ClassVisit


@never_cache
def visit(request: HttpRequest, code: str) -> HttpResponse:
    """For whoever holds the address; each wish is a form of its own."""
    found = _visit(code)
    wish = request.POST.get("wish", "")
    forms: dict[str, Form] = {
        "accept": CancelForm(request.POST if wish == "accept" else None),
        "change": GroupsForm(
            request.POST if wish == "change" else None, offer=found.offer, initial=GroupsForm.said_of(found)
        ),
        "cancel": CancelForm(request.POST if wish == "cancel" else None),
    }
    form = forms.get(wish)
    if form is not None and form.is_valid():
        with refusals_on(form):
            _act(wish, found, form)
            return redirect("public:class_visit", code)
    context = {
        "event": found.occurrence,
        "place": queries.place_in_queue(found),
        "days": queries.days_wished(found),
        "forms": forms,
        "refused": form.non_field_errors() if form is not None else None,
        **queries.report_of(found),
    }
    return render(request, "school_visits/public/visit.html", context, status=status_of(form) if form else 200)


def _act(wish: str, found: ClassVisit, form: Form) -> None:
    at, given = clock.now(), form.cleaned_data
    if wish == "accept":
        actions.accept(visit=found, at=at)
    elif wish == "cancel":
        actions.cancel(visit=found, at=at, because=given["because"])
    elif isinstance(form, GroupsForm):
        actions.change(visit=found, groups=form.groups(), adults=given["adults"], note=given["note"], at=at)


@never_cache
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The report as PDF, once it was sent."""
    del request
    found = _visit(code)
    if found.reported_at is None:
        raise Http404
    answer = HttpResponse(queries.report_paper(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="kunjungan-{found.pk}.pdf"'
    return answer


def _visit(code: str) -> ClassVisit:
    found = queries.visit_by_code(code)
    if found is None:
        raise Http404
    return found
