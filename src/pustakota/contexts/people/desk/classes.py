"""Organisations outside, their agreements, and class lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.desk.forms import ClassForm, OrganisationForm
from pustakota.contexts.people.errors import ClassRefused
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Organisation
    from pustakota.foundation.actors import Actor


MEMBERS_SHOWN = 500


def organisations(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Every organisation outside, with its agreement."""
    permissions.may_register(by, at_point.pk)
    today = periods.local_day(clock.now(), at_point.zone)
    context = {"organisations": queries.organisations(), "today": today, "may_edit": by.may("people.edit")}
    return render(request, "people/desk/organisations.html", context)


def keep(request: HttpRequest, organisation_id: int = 0, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Enter an organisation, or change it and its agreement."""
    del at_point
    permissions.may_keep_organisations(by)
    known = _organisation(organisation_id) if organisation_id else None
    form = OrganisationForm(request.POST or None, instance=known)
    if form.is_valid():
        kept = actions.keep_organisation(organisation=form.instance, by=by)
        return redirect("desk:organisation", organisation_id=kept.pk)
    return render(request, "people/desk/organisation_form.html", {"form": form, "known": known}, status=status_of(form))


def organisation(request: HttpRequest, organisation_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """An organisation with its classes."""
    permissions.may_register(by, at_point.pk)
    known = _organisation(organisation_id)
    context = {
        "organisation": known,
        "classes": queries.classes_of(known.pk),
        "members": queries.members_of(known.pk)[:MEMBERS_SHOWN],
        "today": periods.local_day(clock.now(), at_point.zone),
        "may_edit": by.may("people.edit"),
    }
    return render(request, "people/desk/organisation.html", context)


def school_class(request: HttpRequest, class_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The members of a class."""
    del at_point
    permissions.may_view(by)
    found = queries.school_class(class_id)
    if found is None:
        raise Http404
    context = {"school_class": found, "patrons": queries.patrons_of_class(class_id)}
    return render(request, "people/desk/school_class.html", context)


def bring_in(request: HttpRequest, organisation_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Paste a class list: it is shown as it was understood, with all that is wrong, before anybody is registered."""
    permissions.may_register(by, at_point.pk)
    known = _organisation(organisation_id)
    form = ClassForm(request.POST or None, initial={"name": request.GET.get("kelas", "")})
    at, lines, slips = clock.now(), [], {}
    if form.is_valid():
        lines = queries.read_class_list(form.cleaned_data["text"], today=periods.local_day(at, at_point.zone))
        slips = {line.number: [ClassRefused.word(reason) for reason in line.reasons] for line in lines}
        if request.POST.get("wish") == "bring_in":
            with refusals_on(form):
                made = actions.bring_in_class(
                    organisation=known, **form.cleaned_data, home_point=at_point, by=by, at=at
                )
                messages.success(request, gettext("The class has been brought in."))
                return redirect("desk:school_class", class_id=made.pk)
    context = {
        "form": form,
        "organisation": known,
        "lines": [(line, slips[line.number]) for line in lines],
        "is_sound": bool(lines) and not any(slips.values()),
    }
    is_refused = form.is_bound and (bool(form.errors) or any(slips.values()))
    return render(request, "people/desk/bring_in.html", context, status=422 if is_refused else 200)


def _organisation(organisation_id: int) -> Organisation:
    found = queries.organisation_outside(organisation_id)
    if found is None:
        raise Http404
    return found
