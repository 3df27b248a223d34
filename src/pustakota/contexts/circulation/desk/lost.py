"""After a restore: loans and returns that were acknowledged and lost, to be entered again one by one or all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pustakota.contexts.circulation import actions, permissions
from pustakota.foundation import clock, lost, periods
from pustakota.foundation.errors import NotAllowed, Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.models import LostFact

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, the moment as clocks at the point showed it, and why it could not be entered just now."""

    lost: LostFact
    at: datetime
    word: str
    reasons: tuple[str, ...] = ()


def show(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What still has to be entered, in the order in which it happened."""
    permissions.may_lend(by, at_point)
    return _page(request, at_point, {})


@require_POST
def enter(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Enter one, or all in their order; what the rules refuse stays on the list with its reasons."""
    permissions.may_lend(by, at_point)
    wished = request.POST.get("fact", "")
    chosen = [each for each in lost.facts() if wished in {"all", str(each.pk)}]
    refused: dict[int, tuple[str, ...]] = {}
    for each in chosen:
        try:
            actions.enter_again(lost=each, by=by)
        except Refusal as refusal:
            refused[each.pk] = tuple(reason.message for reason in refusal.worded())
        except NotAllowed:
            refused[each.pk] = (_("It happened at a service point where you may not lend."),)
    number = len(chosen) - len(refused)
    if number:
        words = ngettext("%(number)d was entered again.", "%(number)d were entered again.", number)
        messages.success(request, words % {"number": number})
    return _page(request, at_point, refused) if refused else redirect("desk:lost")


@require_POST
def put_aside(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Take one off the list that need not be entered."""
    permissions.may_lend(by, at_point)
    for each in lost.facts():
        if str(each.pk) == request.POST.get("fact", ""):
            actions.put_aside(lost=each, by=by, at=clock.now())
            messages.success(request, _("It was put aside."))
    return redirect("desk:lost")


def _page(request: HttpRequest, point: ServicePoint, refused: dict[int, tuple[str, ...]]) -> HttpResponse:
    found = lost.facts()
    rows = [
        Row(each, periods.local_time(each.at, point.zone), _word(each), refused.get(each.pk, ()))
        for each in found[:LONGEST]
    ]
    context = {"rows": rows, "number": len(found), "longest": LONGEST, "refused": len(refused)}
    return render(request, "circulation/desk/lost.html", context, status=422 if refused else 200)


def _word(each: LostFact) -> str:
    return {
        "lent": _("Lent"),
        "returned": _("Returned"),
        "renewed": _("Renewed"),
        "declared_lost": _("Declared lost"),
        "return_undone": _("Return undone"),
    }[each.what]
