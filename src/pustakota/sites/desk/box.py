"""The one box: its page, and the answer to each scan as a fragment or a whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.circulation.permissions import OVERRIDE, Override
from pustakota.contexts.people import permissions as people_permissions
from pustakota.contexts.people import queries as people
from pustakota.design.wording import clock as on_the_clock
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal
from pustakota.foundation.htmx import wants_fragment
from pustakota.foundation.periods import local_time
from pustakota.sites.desk import answers, log, scanning, standing
from pustakota.sites.desk.panel import Addition, addition_of, panel_of
from pustakota.sites.desk.scanning import Mode, Scan, Sitting, Step

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

    from pustakota.contexts.circulation.models import Loan
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.sites.desk.answers import Answer
    from pustakota.sites.desk.gate import DeskRequest


def start(request: DeskRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The start page; POST gives one thing to the box."""
    at = clock.now()
    if request.method != "POST":
        return _page(request, Step(_sitting(request.GET, by)), at=at)
    if wished := request.POST.get("set_mode"):
        return _answered(request, Step(scanning.switched(_sitting(request.POST, by), wished)), at=at, before=None)
    given = request.POST.get("scan", "").strip()
    if not given and request.POST.get("retry_loan"):
        return renew(request, by=by, at_point=at_point)
    code = given or request.POST.get("retry", "")
    override = _override(request.POST) if code == request.POST.get("retry") else None
    scan = Scan(code=code, sitting=_sitting(request.POST, by), by=by, point=at_point, at=at, override=override)
    return _answered(request, scanning.take(scan), at=at, before=scan.sitting)


@require_POST
def renew(request: DeskRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Renew a loan by its button in the member's panel."""
    del at_point
    at, loan, sitting = clock.now(), _loan(request), _sitting(request.POST, by)
    try:
        answer = scanning.renew(loan, by=by, at=at, override=_override(request.POST))
    except Refusal as refusal:
        answer = answers.refused(refusal, about=loan.item.record.title, retry_loan=loan.pk)
    return _answered(request, Step(sitting, answer), at=at, before=None)


@require_POST
def undo(request: DeskRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Take back a loan made by mistake, by its button among the last results."""
    at = clock.now()
    answer = scanning.undo(_loan(request), by=by, point=at_point, at=at)
    return _answered(request, Step(_sitting(request.POST, by), answer), at=at, before=None)


@require_POST
def undo_return(request: DeskRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Undo a return that was a wrong scan, by its button among the last results."""
    at = clock.now()
    answer = scanning.undo_return(_loan(request), by=by, point=at_point, at=at)
    return _answered(request, Step(_sitting(request.POST, by), answer), at=at, before=None)


def _loan(request: DeskRequest) -> Loan:
    number = request.POST.get("loan") or request.POST.get("retry_loan", "")
    loan = circulation.loan(int(number)) if number.isdecimal() else None
    if loan is None:
        raise Http404
    return loan


def _sitting(given: QueryDict, by: Actor) -> Sitting:
    """The mode and the member that the page carries; a member only for those who may look members up."""
    mode = given.get("mode", "")
    number = given.get("member", "")
    member = None
    if number.isdecimal():
        people_permissions.may_view(by)
        member = people.patron(int(number))
    chosen = Mode(mode) if mode in list(Mode) else Mode.RETURN
    return Sitting(Mode.LEND if member and chosen is Mode.RETURN else chosen, member)


def _override(given: QueryDict) -> Override | None:
    reason = given.get("reason", "").strip()
    return Override(reason) if reason else None


def _answered(request: DeskRequest, step: Step, *, at: datetime, before: Sitting | None) -> HttpResponse:
    """The answer as a fragment where htmx asks, else the page with the answer on it."""
    if request.POST.get("pulling") and step.sitting.member and wants_fragment(request):
        there = f"{reverse('desk:start')}?mode=lend&member={step.sitting.member.pk}"
        return HttpResponse(status=204, headers={"HX-Redirect": there})
    shown = log.lines_of(request)
    line = _line(request, step.answer, at) if step.answer and step.answer.is_logged else None
    if line and log.is_listed(shown, line.loan_id):
        line = None
    closed = step.answer.closed_loan if step.answer else 0
    lines = log.with_line(shown, line, closed_loan=closed) if line else shown
    if not wants_fragment(request):
        return _kept(_page(request, step, at=at, lines=lines), lines, line)
    context = {
        **_context(request, step, at=at),
        "line": line,
        "moved": step.sitting != before,
        "undone": closed if any(old.loan_id == closed for old in shown) else 0,
        "return_undone": 0 if step.answer and step.answer.returned_loan else closed,
    }
    return _kept(render(request, "desk/parts/answered.html", context, status=_status(step.answer)), lines, line)


def _kept(response: HttpResponse, lines: list[log.Line], new: log.Line | None) -> HttpResponse:
    if new:
        log.keep(response, lines)
    return response


def _status(answer: Answer | None) -> int:
    return 422 if answer and answer.is_refusal else 200


def _line(request: DeskRequest, answer: Answer, at: datetime) -> log.Line:
    loan_id = answer.loan.pk if answer.loan and not answer.loan.renewals else 0
    shown = on_the_clock(local_time(at, request.desk.point.zone))
    return log.Line(answer.tone, answer.word, answer.about, shown, loan_id, answer.returned_loan)


def _context(request: DeskRequest, step: Step, *, at: datetime) -> dict[str, object]:
    desk, member = request.desk, step.sitting.member
    addition = _addition(request, step, at=at)
    return {
        "desk": desk,
        "sitting": step.sitting,
        "answer": step.answer,
        "found": step.found,
        "addition": addition,
        "panel": panel_of(member, point=desk.point, at=at) if member and not addition else None,
        "may_override": desk.by.may(OVERRIDE, desk.point.pk),
        "pulling": request.POST.get("pulling", ""),
    }


def _addition(request: DeskRequest, step: Step, *, at: datetime) -> Addition | None:
    """The new row alone, where that is all that changes in a panel on the screen."""
    if not wants_fragment(request) or request.POST.get("reason") or step.answer is None or step.answer.loan is None:
        return None
    if step.answer.loan.lent_at != at:  # renewed, or scanned again: its row stands there already
        return None
    limit = request.POST.get("limit", "") if step.sitting.mode is Mode.LEND else ""
    return addition_of(step.answer.loan, limit=limit, point=request.desk.point, at=at)


def _page(request: DeskRequest, step: Step, *, at: datetime, lines: list[log.Line] | None = None) -> HttpResponse:
    context = _context(request, step, at=at) | {
        "lines": log.lines_of(request) if lines is None else lines,
        "counts": standing.counts(request.desk, at=at),
        "alarms": [*standing.alarms(at=at), *standing.late_requests(request.desk, at=at)],
    }
    return render(request, "desk/start.html", context, status=_status(step.answer))
