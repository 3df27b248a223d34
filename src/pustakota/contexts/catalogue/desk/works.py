"""The work of a title at the desk: its editions, parting and joining, what was decided before and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.catalogue import actions, permissions
from pustakota.contexts.catalogue.desk.forms import WorkForm
from pustakota.contexts.catalogue.desk.titles import known_record
from pustakota.contexts.catalogue.queries import works
from pustakota.contexts.catalogue.queries.by_words import titles_by_words
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.catalogue.models import Record, WorkDecision
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

OFFERED = 12


def show(request: HttpRequest, record_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The other editions, what was decided about them, and titles (``q``) to which this one may be joined."""
    del at_point
    permissions.may_edit(by)
    return _page(request, known_record(record_id))


@require_POST
def part(request: HttpRequest, record_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Say that this title is no edition of the work."""
    del at_point
    record, form = known_record(record_id), WorkForm(request.POST)
    try:
        actions.part_from_work(record=record, reason=form.reason, by=by, at=clock.now())
    except Refusal as refusal:
        return _page(request, record, refusal)
    messages.success(request, gettext("Parted. The search follows in a moment."))
    return redirect("desk:work", record.pk)


@require_POST
def join(request: HttpRequest, record_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Say that this title, with the editions it has, and the one chosen are one work."""
    del at_point
    record, form = known_record(record_id), WorkForm(request.POST)
    try:
        actions.join_works(record=record, other=known_record(form.other), reason=form.reason, by=by, at=clock.now())
    except Refusal as refusal:
        return _page(request, record, refusal)
    messages.success(request, gettext("Joined. The search follows in a moment."))
    return redirect("desk:work", record.pk)


@require_POST
def take_back(
    request: HttpRequest, record_id: int, decision_id: int, *, by: Actor, at_point: ServicePoint
) -> HttpResponse:
    """What was parted or joined is again as the rule says."""
    del at_point
    record, form, decision = known_record(record_id), WorkForm(request.POST), works.decision(decision_id)
    if decision is None:
        raise Http404
    try:
        actions.take_back(decision=decision, reason=form.reason, by=by, at=clock.now())
    except Refusal as refusal:
        return _page(request, record, refusal)
    messages.success(request, gettext("Taken back. The search follows in a moment."))
    return redirect("desk:work", record.pk)


def _page(request: HttpRequest, record: Record, refusal: Refusal | None = None) -> HttpResponse:
    words = request.GET.get("q", request.POST.get("q", "")).strip()
    editions = list(works.members_of(works.number_of_work(record)).exclude(pk=record.pk)[: works.MOST_SHOWN])
    decisions = works.decisions_about(record)
    shown = {
        "record": record,
        "editions": editions,
        "words": words,
        "offered": _offered(words, {record.pk, *(row.pk for row in editions)}),
        "decisions": [(row, *_names_of(row, _names(decisions))) for row in decisions],
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "catalogue/desk/work.html", shown, status=422 if refusal else 200)


def _offered(words: str, known: set[int]) -> list[Record]:
    """Titles that the words find, but for those that belong to the work already."""
    found, _count = titles_by_words(words, most=OFFERED + len(known))
    return [row for row in found if row.pk not in known][:OFFERED]


def _names(decisions: Iterable[WorkDecision]) -> dict[int, str]:
    return people.names_of_accounts({key for row in decisions for key in (row.made_by, row.ended_by) if key})


def _names_of(row: WorkDecision, names: dict[int, str]) -> tuple[str, str]:
    return names.get(row.made_by or 0, ""), names.get(row.ended_by or 0, "")
