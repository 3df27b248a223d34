"""Registering for a date: at once, or by a form whose seats are held while it is filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.programmes import actions, queries
from pustakota.foundation import clock, throttle
from pustakota.foundation.errors import Refusal
from pustakota.sites.public.asking import asked_form, family
from pustakota.sites.public.views.events import event_page, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.forms.models import Version
    from pustakota.contexts.forms.queries import AskedForm
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor
    from pustakota.foundation.errors import WordedReason

FORMS_AN_HOUR = 30
GONE = "seat_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Who wants to take part, with how many, and who says so. ``waits``: a place on the waiting list will do."""

    date: Occurrence
    patron: Patron
    place: int
    party: int
    waits: bool
    by: Actor


@login_required
@require_POST
def register(request: HttpRequest, occurrence_id: int) -> HttpResponse:
    """Register me or a child of mine, with those who come along; where it asks something, by its form.

    ``batal`` leaves the form, ``lagi`` has the seats held for longer.
    """
    wish = _wish(request, occurrence_id)
    asked, version = asked_form(wish.date.programme.form, request)
    if asked is None or version is None:
        return _sent(request, wish, None, None)
    if request.POST.get("batal"):
        return _left(request, wish)
    if request.POST.get("lagi"):
        return _longer(request, wish, asked)
    if not asked.is_bound:
        return _begun(request, wish, asked)
    if not asked.is_valid():
        return _form(request, wish, asked, status=422)
    return _sent(request, wish, asked, version)


def _wish(request: HttpRequest, occurrence_id: int) -> Wish:
    found, mine = shown(occurrence_id), family(request)
    if not mine.patrons:
        raise Http404
    place, patron = mine.member(request.POST.get("untuk"))
    given = request.POST.get("orang", "1")
    return Wish(
        date=found,
        patron=patron,
        place=place,
        party=int(given) if given.isdecimal() and len(given) < 5 else 0,
        waits=bool(request.POST.get("tunggu")),
        by=mine.actor,
    )


def _begun(request: HttpRequest, wish: Wish, asked: AskedForm) -> HttpResponse:
    throttle.count(request, "event form", most=FORMS_AN_HOUR)
    person, at = wish.patron.person, clock.now()
    try:
        begun = actions.hold_seats(occurrence=wish.date, person=person, party=wish.party, by=wish.by, at=at)
    except Refusal as refusal:
        return event_page(request, wish.date, reasons=refusal.worded(), status=409)
    return _form(request, wish, asked, waits=begun.becomes == queries.Status.WAITLISTED)


def _longer(request: HttpRequest, wish: Wish, asked: AskedForm) -> HttpResponse:
    reasons: Sequence[WordedReason] = ()
    try:
        actions.hold_longer(occurrence=wish.date, person=wish.patron.person, by=wish.by, at=clock.now())
    except Refusal as refusal:
        reasons = refusal.worded()
    return _form(request, wish, asked.as_typed(), reasons=reasons, status=409 if reasons else 200)


def _left(request: HttpRequest, wish: Wish) -> HttpResponse:
    actions.leave_form(occurrence=wish.date, person=wish.patron.person, by=wish.by, at=clock.now())
    messages.success(request, gettext("Not registered. Nothing is kept of the form."))
    return redirect("public:event", wish.date.pk)


def _sent(request: HttpRequest, wish: Wish, asked: AskedForm | None, version: Version | None) -> HttpResponse:
    try:
        made = actions.register(
            occurrence=wish.date,
            person=wish.patron.person,
            by=wish.by,
            at=clock.now(),
            party=wish.party,
            form_version=version,
            answers=asked.read_out() if asked else (),
            may_wait=wish.waits or asked is None,
        )
    except Refusal as refusal:
        if asked is not None and GONE in {reason.code for reason in refusal.reasons}:
            return _form(request, wish, asked, reasons=refusal.worded(), status=409, waits=True)
        return event_page(request, wish.date, reasons=refusal.worded(), status=409)
    words = {
        "confirmed": gettext("Registered. See you there!"),
        "waitlisted": gettext("You are on the waiting list. We tell you when a seat is free."),
        "pending": gettext("Asked. The library answers before it begins."),
    }
    messages.success(request, words[made.status])
    return redirect("public:event", wish.date.pk)


def _form(
    request: HttpRequest,
    wish: Wish,
    asked: AskedForm,
    *,
    reasons: Sequence[WordedReason] = (),
    status: int = 200,
    waits: bool | None = None,
) -> HttpResponse:
    at = clock.now()
    held = next(iter(queries.holds(wish.date, [wish.patron.person_id], at=at)), None)
    until = held.held_until if held else None
    context = {
        "event": wish.date,
        "patron": wish.patron,
        "place": wish.place,
        "party": wish.party,
        "asked": asked,
        "reasons": reasons,
        "waits": wish.waits if waits is None else waits,
        "held": held,
        "seconds": int((until - at).total_seconds()) if until else 0,
    }
    return render(request, "public/register_for_event.html", context, status=status)
