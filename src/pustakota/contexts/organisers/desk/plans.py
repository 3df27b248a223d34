"""What an organiser sent: change and announce it, give it back, decline it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from pustakota.contexts.organisers import actions, permissions, queries
from pustakota.contexts.organisers.desk.forms import ReviewForm, WordsForm
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes.queries import Kind
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.organisers.models import OwnEvent
    from pustakota.foundation.actors import Actor


def plan(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One planned event; what is missing is said all at once, and nothing is announced by half."""
    del at_point
    found = queries.own_event(code)
    if found is None:
        raise Http404
    permissions.may_plan(by, found.organiser.service_point_id)
    wish = request.POST.get("wish", "")
    made: dict[str, forms.Form] = {
        "approve": _review(found, request.POST if wish == "approve" else None),
        **{name: WordsForm(request.POST if wish == name else None, name=name) for name in ("send_back", "decline")},
    }
    form = made.get(wish)
    if form is not None and form.is_valid():
        with refusals_on(form):
            _act(wish, found, form, by)
            messages.success(request, gettext("Answered."))
            return redirect("desk:organiser_plan", code)
    context = {
        "plan": found,
        "kind": Kind(found.kind).label,
        "titles": list(found.titles.all()),
        "lacks": queries.lacks(found, at=clock.now()) if found.state == "sent" else (),
        "forms": made,
        "refused": form.non_field_errors() if form is not None else None,
    }
    status = status_of(form) if form is not None else 200
    return render(request, "organisers/desk/plan.html", context, status=status)


def _review(found: OwnEvent, given: object) -> ReviewForm:
    point = found.organiser.service_point
    staff = [(account.person.pk, account.person.name) for account in people.staff_members()]
    rooms = spaces.resources().filter(service_point=point)
    return ReviewForm(given, plan=found, rooms=rooms, staff=staff, zone=point.zone)


def _act(wish: str, found: OwnEvent, form: forms.Form, by: Actor) -> None:
    given, at = form.cleaned_data, clock.now()
    if isinstance(form, ReviewForm):
        named = [account.person for account in people.staff_members() if account.person.pk in given["staff"]]
        actions.approve(event=found, staff=named, words=given["words"], by=by, at=at, **form.said())
    else:
        act = actions.send_back if wish == "send_back" else actions.decline_event
        act(event=found, words=given["words"], by=by, at=at)
