"""Becoming a member at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.desk.forms import CONSENT_TEXT, ChildForm, MemberForm
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.queries import Likeness
    from pustakota.foundation.actors import Actor

HANDED_OVER = "one-time-password"
"""The tag of the message that hands a new password to the next page, once."""


def member(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Register an adult, after a look at entries that are alike; the password that was made is shown once."""
    permissions.may_register(by, at_point.pk)
    form = MemberForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    alike: list[Likeness] = []
    if form.is_valid():
        given = dict(form.cleaned_data)
        alike = [] if given.pop("is_new") else _alike(given)
        if not alike:
            with refusals_on(form):
                new = actions.register_member(**given, home_point=at_point, by=by, at=clock.now())
                messages.success(request, new.password, extra_tags=HANDED_OVER)
                return redirect("desk:member", card=new.patron.card_number)
    context = {"form": form, "alike": alike}
    return render(request, "people/desk/register_member.html", context, status=status_of(form))


def _alike(given: dict[str, object]) -> list[Likeness]:
    return queries.likely_same(
        name=str(given["name"]),
        born_on=given["born_on"],  # type: ignore[arg-type]
        phone=str(given["phone"]),
        nik=str(given["nik"]),
    )


def child(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Register a child of a member, who agrees as parent or guardian."""
    permissions.may_register(by, at_point.pk)
    guardian = queries.patron_of_card(card)
    if guardian is None:
        raise Http404
    form = ChildForm(request.POST or None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        consent = CONSENT_TEXT if given.pop("consent") else ""
        with refusals_on(form):
            new = actions.register_child(
                **given,
                guardian=guardian.person,
                consent_text=consent,
                home_point=at_point,
                by=by,
                at=clock.now(),
            )
            return redirect("desk:member", card=new.patron.card_number)
    context = {"form": form, "guardian": guardian, "words": queries.CONSENT_WORDS["guardian"]}
    return render(request, "people/desk/register_child.html", context, status=status_of(form))
