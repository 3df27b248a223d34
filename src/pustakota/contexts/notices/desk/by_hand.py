"""Messages that somebody at the desk sends with one tap, and the list of those whom only paper reaches."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from pustakota.contexts.notices import actions, permissions, queries
from pustakota.contexts.notices.desk.places import ON_PAPER, TO_SEND, tabs
from pustakota.contexts.notices.rules import Channel
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, periods

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.notices.models import Letter
    from pustakota.contexts.notices.queries import ByHand
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

PAGE = 50


def to_send(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Each message with a link that opens WhatsApp with its text; whoever sent it says so."""
    permissions.may_send(by, at_point)
    letters = queries.to_send_by_hand(at_point, Channel.WHATSAPP)[:PAGE]
    today = periods.local_day(clock.now(), at_point.zone)
    context = {"waiting": queries.by_hand(letters, today=today), "tabs": tabs(TO_SEND, at_point), "longest": PAGE}
    return render(request, "notices/desk/to_send.html", context)


def on_paper(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Members whom nothing else reached, to be printed: for a call, a visit, or a note at the school."""
    permissions.may_send(by, at_point)
    letters = queries.to_send_by_hand(at_point, Channel.PRINT)[: 4 * PAGE]
    today = periods.local_day(clock.now(), at_point.zone)
    groups = _by_class(queries.by_hand(letters, today=today))
    context = {"groups": groups, "tabs": tabs(ON_PAPER, at_point), "today": today}
    return render(request, "notices/desk/on_paper.html", context)


def _by_class(waiting: list[ByHand]) -> list[tuple[str, list[ByHand]]]:
    """Pupils under their school and class, whose teacher can tell them; others by address, so that one walk does."""
    about = {each.letter.pk: queries.concerned_by(each.letter) for each in waiting}
    classes = people.class_names({key for keys in about.values() for key in keys})
    groups: dict[str, list[ByHand]] = defaultdict(list)
    for each in waiting:
        named = (classes[key] for key in about[each.letter.pk] if key in classes)
        groups[next(named, "")].append(each)
    for group in groups.values():
        group.sort(key=lambda each: (each.letter.person.address, each.letter.person.name))
    return sorted(groups.items(), key=lambda found: (not found[0], found[0]))


@require_POST
def note_sent(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Note that a message was sent, or that somebody was told."""
    del request, at_point
    letter = _letter(code)
    actions.note_sent(letter=letter, by=by, at=clock.now())
    return _back(letter)


@require_POST
def note_wrong_number(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Note that the number leads to nobody, or to somebody else."""
    del request, at_point
    letter = _letter(code)
    actions.note_wrong_number(letter=letter, by=by, at=clock.now())
    return _back(letter)


@require_POST
def stop(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Note that the member does not want such messages."""
    del request, at_point
    letter = _letter(code)
    actions.stop_by_word(letter=letter, by=by, at=clock.now())
    return _back(letter)


def _letter(code: str) -> Letter:
    letter = queries.letter_by_code(code)
    if letter is None:
        raise Http404
    return letter


def _back(letter: Letter) -> HttpResponse:
    return redirect(f"desk:{ON_PAPER if letter.channel == Channel.PRINT else TO_SEND}")
