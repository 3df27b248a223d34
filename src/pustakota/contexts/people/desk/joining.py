"""Who registered from home: the list of those who wait, comparing one with a document, and the library's rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.desk.forms import JoiningRuleForm, SeenForm
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Registration
    from pustakota.foundation.actors import Actor

SHOWN = 200


def registrations(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Who waits to be seen at this point, or at any."""
    permissions.may_register(by, at_point.pk)
    everywhere = request.GET.get("di") == "semua"
    rows = queries.waiting_registrations(None if everywhere else at_point.pk)
    context = {
        "registrations": rows[:SHOWN],
        "number": rows.count(),
        "everywhere": everywhere,
        "point": at_point,
        "rule": queries.joining_rule(at_point.library_id),
        "may_edit": by.may_throughout(permissions.EDIT, at_point.library_id),
    }
    return render(request, "people/desk/registrations.html", context)


def registration(request: HttpRequest, registration_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Compare somebody with a document, and make the membership whole; nothing of the document is kept."""
    found = _registration(registration_id, by)
    patron = found.patron
    form = SeenForm(request.POST or None, initial={"type": found.wanted_type_id})
    if request.POST.get("wish") == "decline":
        with refusals_on(form):
            actions.decline(registration=found, by=by, at=clock.now())
            messages.success(request, gettext("Declined. What was written is deleted in the night."))
            return redirect("desk:registrations")
    elif form.is_valid():
        with refusals_on(form):
            given = form.cleaned_data
            number = given["card_number"]
            seen = actions.take_in(registration=found, type=given["type"], card_number=number, by=by, at=clock.now())
            messages.success(request, gettext("The membership is complete. Hand over the card."))
            return redirect("desk:member", card=seen.card_number)
    actions.note_look(person=patron.person, what="page", by=by, at=clock.now(), at_point=at_point)
    context = {
        "registration": found,
        "patron": patron,
        "person": patron.person,
        "guardians": queries.guardians_of(patron),
        "alike": queries.like_registration(found),
        "form": form,
        "may_edit": by.may(permissions.EDIT),
    }
    return render(request, "people/desk/registration.html", context, status=status_of(form))


def _registration(registration_id: int, by: Actor) -> Registration:
    found = queries.registration(registration_id)
    if found is None or found.ended_at is not None:
        raise Http404
    permissions.may_register(by, found.patron.home_point_id)
    return found


def joining_rule(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """How the library of this point takes in members from home."""
    permissions.may_say_who_joins(by, at_point.library_id)
    known = queries.joining_rule(at_point.library_id)
    if known is not None and request.POST.get("wish") == "end":
        actions.end_joining_rule(rule=known, by=by)
        messages.success(request, gettext("From now on the library asks by its own form."))
        return redirect("desk:registrations")
    rule = known or actions.JoiningRule(library_id=at_point.library_id)
    form = JoiningRuleForm(request.POST or None, instance=rule)
    if form.is_valid():
        actions.keep_joining_rule(rule=form.instance, by=by)
        messages.success(request, gettext("Saved."))
        return redirect("desk:registrations")
    context = {"form": form, "known": known, "library": at_point.library}
    return render(request, "people/desk/joining_rule.html", context, status=status_of(form))
