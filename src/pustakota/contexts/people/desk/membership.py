"""Blocking, unblocking and prolonging a membership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.desk.forms import BlockForm
from pustakota.foundation import clock
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


def _patron(card: str) -> Patron:
    patron = queries.patron_of_card(card)
    if patron is None:
        raise Http404
    return patron
