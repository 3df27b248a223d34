"""Placing, cancelling and clearing a member's hold at the desk, and the slip in the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import actions, permissions, queries
from pustakota.contexts.circulation.desk.forms import HoldForm
from pustakota.contexts.circulation.permissions import OVERRIDE, Override
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.circulation.models import Hold
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

CARD_END = 4
"""Characters of a card number that tell two readers of one call name apart and give nobody the number."""


def place(request: HttpRequest, record_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Reserve a title for a member."""
    permissions.may_lend(by, at_point)
    record = catalogue.record(record_id)
    if record is None:
        raise Http404
    form = HoldForm(request.POST or None, initial={"card": request.GET.get("card", ""), "pickup_point": at_point.pk})
    if form.is_valid() and (hold := _placed(form, record, by)):
        return redirect("desk:member", card=hold.member.card_number)
    context = {"form": form, "record": record, "may_override": by.may(OVERRIDE, at_point.pk)}
    return render(request, "circulation/desk/place_hold.html", context, status=status_of(form))


def _placed(form: HoldForm, record: Record, by: Actor) -> Hold | None:
    patron = people.patron_of_card(form.cleaned_data["card"])
    if patron is None:
        form.add_error("card", _("Nobody holds this card."))
        return None
    reason = form.cleaned_data["reason"]
    with refusals_on(form):
        return actions.place_hold(
            record=record,
            patron=patron,
            pickup_point=form.cleaned_data["pickup_point"],
            by=by,
            at=clock.now(),
            override=Override(reason) if reason.strip() else None,
        )
    return None


@require_POST
def cancel(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Cancel a member's hold."""
    del at_point, request
    hold = _hold(code)
    actions.cancel_hold(hold=hold, by=by, at=clock.now())
    return redirect("desk:member", card=hold.member.card_number)


@require_POST
def clear(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Note that an ended hold's copy was taken off the hold shelf."""
    del at_point, request
    actions.clear_from_shelf(hold=_hold(code), by=by)
    return redirect("desk:to_clear")


def slip(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The slip that goes into the book: a call name and the end of a card number, nothing that says who reads what."""
    permissions.may_lend(by, at_point)
    hold = _hold(code)
    context = {"hold": hold, "card_end": hold.member.card_number[-CARD_END:]}
    return render(request, "circulation/desk/slip.html", context)


def _hold(code: str) -> Hold:
    hold = queries.hold_by_code(code)
    if hold is None:
        raise Http404
    return hold
