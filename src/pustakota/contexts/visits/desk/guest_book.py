"""The guest book: one box for a card or a short word for a guest, and a page for groups and late counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pustakota.contexts.people import queries as people
from pustakota.contexts.visits import actions, permissions, queries
from pustakota.contexts.visits.actions import LEVEL_WORDS, Method, NotedIn, Subject
from pustakota.contexts.visits.desk.forms import GroupForm
from pustakota.contexts.visits.errors import VisitRefused
from pustakota.contexts.visits.permissions import CORRECT
from pustakota.contexts.visits.queries import LINES
from pustakota.contexts.visits.rules import heads_in_short
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.visits.models import InPlaceUse, Visit
    from pustakota.foundation.actors import Actor

N = TypeVar("N", "Visit", "InPlaceUse")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the box says back."""

    tone: str
    words: str


def show(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Today's page of the guest book, and its one box."""
    permissions.may_note(by, at_point)
    typed = request.POST.get("typed", "").strip()
    answer = _noted(typed, by=by, at_point=at_point) if typed else None
    today = periods.local_day(clock.now(), at_point.zone)
    context = {
        "answer": answer,
        "typed": typed if answer and answer.tone == "no" else "",
        "levels": [(number, word) for number, (_level, word) in enumerate(LEVEL_WORDS, 1)],
        "day": queries.day_in_book(at_point, today),
        "today": today,
        "lines": with_time(queries.lines_of_day(at_point, today)[:LINES], at_point),
        "may_correct": by.may(CORRECT, at_point.pk),
    }
    return render(
        request, "visits/desk/guest_book.html", context, status=422 if answer and answer.tone == "no" else 200
    )


def with_time(rows: Iterable[N], point: ServicePoint) -> list[tuple[N, datetime]]:
    """Each line with its time as clocks at the point show it."""
    return [(row, periods.local_time(row.at, point.zone)) for row in rows]


def _noted(typed: str, *, by: Actor, at_point: ServicePoint) -> Answer:
    at = clock.now()
    if heads := heads_in_short(typed):
        actions.note_guests(heads=[heads], at_point=at_point, by=by, at=at, source=NotedIn.DESK)
        word = dict(LEVEL_WORDS)[heads.level]
        number = heads.people
        sentence = ngettext("%(number)s guest: %(level)s", "%(number)s guests: %(level)s", number)
        return Answer("yes", sentence % {"number": number, "level": word})
    patron = people.patron_of_card(typed)
    if patron is None:
        return Answer("no", _("Nobody holds this card."))
    visit = actions.note_member_visit(patron=patron, at_point=at_point, by=by, at=at, source=NotedIn.DESK)
    if not visit.is_new:
        return Answer("wait", _("%(card)s was counted a short while ago.") % {"card": patron.card_number})
    return Answer("yes", _("Welcome: %(card)s") % {"card": patron.card_number})


def group(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A group by level and sex, or a count of guests, now or for an earlier hour."""
    permissions.may_note(by, at_point)
    first = {"entry": GroupForm.new_entry(), "method": Method.COUNT.value}
    form = GroupForm(request.POST or None, initial=first)
    if form.is_valid():
        with refusals_on(form):
            rows = actions.note_guests(
                heads=form.heads(),
                at_point=at_point,
                by=by,
                at=clock.now(),
                came_at=form.moment(at_point.zone),
                source=NotedIn.DESK,
                method=Method(form.cleaned_data["method"]),
                is_group=form.cleaned_data["is_group"],
                group_name=form.cleaned_data["group_name"],
                entry=form.cleaned_data["entry"],
            )
            number = sum(row.people for row in rows)
            said = ngettext("%(number)s person was counted.", "%(number)s people were counted.", number)
            messages.success(request, said % {"number": number})
            return redirect("desk:guest_book")
    return render(request, "visits/desk/group.html", {"form": form}, status=status_of(form))


@require_POST
def nothing(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Nobody came today, or nothing was read: a true 0."""
    at = clock.now()
    what = Subject.READING if request.POST.get("what") == Subject.READING else Subject.VISITS
    back = "desk:reading_in_place" if what == Subject.READING else "desk:guest_book"
    try:
        actions.note_nothing(what=what, on=periods.local_day(at, at_point.zone), at_point=at_point, by=by, at=at)
    except VisitRefused as refusal:
        for reason in refusal.worded():
            messages.error(request, reason.message)
        return redirect(back)
    messages.success(request, _("Noted: nothing to count today. The figure is 0."))
    return redirect(back)
