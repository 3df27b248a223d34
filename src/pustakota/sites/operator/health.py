"""The desk's page *System health*: what is wrong, how to mend it, and what keeps failing, to be tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pustakota.foundation import clock, delivery, periods, schedule
from pustakota.foundation.errors import NotAllowed
from pustakota.sites.operator.facts import gather
from pustakota.sites.operator.findings import Weight, findings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

OPERATE = "operate"
TONES = {Weight.GOOD: "yes", Weight.ADVICE: "wait", Weight.WRONG: "no"}
SHOWN = 100


def may_operate(by: Actor) -> None:
    """Raises ``NotAllowed`` unless the actor looks after the system."""
    if not by.may(OPERATE):
        raise NotAllowed(OPERATE)


def show(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """How everything stands."""
    may_operate(by)
    at, zone = clock.now(), at_point.zone
    facts = gather(at=at)
    found = findings(facts)
    parked = delivery.parked()
    context = {
        "facts": facts,
        "findings": [(finding, TONES[finding.weight], _word(finding.weight)) for finding in found],
        "wrong": sum(finding.weight is Weight.WRONG for finding in found),
        "parked": parked[:SHOWN],
        "parked_number": len(parked),
        "tasks": [
            (run, run.ended_at and periods.local_time(run.ended_at, zone), periods.local_time(run.due_at, zone))
            for run in schedule.runs()
        ],
        "archives": [(archive, periods.local_time(archive.made_at, zone)) for archive in facts.archives[:SHOWN]],
        "backups": settings.BACKUPS,
    }
    return render(request, "operator/health.html", context)


def _word(weight: Weight) -> str:
    return {Weight.GOOD: _("in order"), Weight.ADVICE: _("advice"), Weight.WRONG: _("to be mended")}[weight]


@require_POST
def retry(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Give one parked delivery, or all of them, another round of tries."""
    del at_point
    may_operate(by)
    wished = request.POST.get("delivery", "")
    chosen = [each for each in delivery.parked() if wished in {"all", str(each.pk)}]
    for each in chosen:
        delivery.retry(each)
    words = ngettext(
        "%(number)d delivery is tried again within seconds.",
        "%(number)d deliveries are tried again within seconds.",
        len(chosen),
    )
    messages.success(request, words % {"number": len(chosen)})
    return redirect("desk:health")
