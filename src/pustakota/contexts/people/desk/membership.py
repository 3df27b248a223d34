"""Blocking, unblocking and prolonging a membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.desk.forms import AffiliationForm, BlockForm
from pustakota.contexts.people.desk.registering import HANDED_OVER
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor


def block(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Stop a member from borrowing and reserving, with the reason."""
    del at_point
    permissions.may_edit(by)
    patron = _patron(card)
    form = BlockForm(request.POST or None)
    if form.is_valid():
        actions.block_patron(patron=patron, because=form.cleaned_data["because"], by=by)
        return redirect("desk:member", card=card)
    return render(request, "people/desk/block.html", {"form": form, "patron": patron}, status=status_of(form))


@require_POST
def unblock(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Let a blocked member borrow again."""
    del request, at_point
    actions.unblock_patron(patron=_patron(card), by=by)
    return redirect("desk:member", card=card)


@require_POST
def extend(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Prolong a membership by the years of its kind."""
    del request, at_point
    actions.extend_membership(patron=_patron(card), by=by, at=clock.now())
    return redirect("desk:member", card=card)


@require_POST
def give_account(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """An account for a young adult; the password that was made is shown once."""
    new = actions.give_account(patron=_patron(card), by=by, at=clock.now(), at_point=at_point)
    messages.success(request, new.password, extra_tags=HANDED_OVER)
    return redirect("desk:member", card=card)


def affiliations(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The organisations that a member belongs to: note one, or end one."""
    permissions.may_register(by, at_point.pk)
    patron = _patron(card)
    today = periods.local_day(clock.now(), at_point.zone)
    standing = queries.affiliations_of(patron.person_id)
    if request.POST.get("end"):
        for each in standing.filter(pk=request.POST["end"]):
            actions.end_affiliation(affiliation=each, by=by, on=today)
        return redirect("desk:affiliations", card=card)
    form = AffiliationForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        actions.affiliate(
            person=patron.person,
            organisation=given["organisation"],
            by_agreement=given["by_agreement"],
            by=by,
            on=today,
        )
        return redirect("desk:affiliations", card=card)
    context = {"form": form, "patron": patron, "standing": standing}
    return render(request, "people/desk/affiliations.html", context, status=status_of(form))


def _patron(card: str) -> Patron:
    patron = queries.patron_of_card(card)
    if patron is None:
        raise Http404
    return patron
