"""One proposal at the desk: its scores, and the library's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render

from pustakota.contexts.festivals import actions, permissions, queries
from pustakota.contexts.festivals.desk.forms import AnswerForm, ScoreForm
from pustakota.contexts.festivals.rules import Step
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.festivals.models import Proposal
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

STEPS = (Step.ACCEPT, Step.REJECT, Step.CANCEL)


def proposal(request: HttpRequest, proposal_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Give points, accept, decline, cancel."""
    del at_point
    found = queries.proposal(proposal_id)
    if found is None:
        raise Http404
    point_id = found.festival.programme.service_point_id
    permissions.may_host(by, point_id)
    scores = queries.scores(found)
    mine = next((each for each in scores if each.account_id == by.account_id), None)
    wish = request.POST.get("wish", "")
    score = ScoreForm(
        request.POST if wish == "score" else None,
        initial={"points": mine.points, "words": mine.words} if mine else None,
    )
    answer = AnswerForm(request.POST if wish in STEPS else None)
    form: Form = score if wish == "score" else answer
    if form.is_valid():
        with refusals_on(form):
            _act(wish, found, form, by)
            return redirect("desk:festival_proposal", found.pk)
    context = {
        "proposal": found,
        "scores": scores,
        "score": score,
        "answer": answer,
        "steps": queries.steps_open(found, STEPS) if by.may(permissions.PLAN, point_id) else [],
        "refused": form.non_field_errors() if form.is_bound else None,
    }
    return render(request, "festivals/desk/proposal.html", context, status=status_of(form))


def _act(wish: str, found: Proposal, form: Form, by: Actor) -> None:
    given, at = form.cleaned_data, clock.now()
    if wish == "score":
        actions.give_score(proposal=found, points=given["points"], words=given["words"], by=by, at=at)
    else:
        actions.take_step_as_staff(proposal=found, step=Step(wish), because=given["because"], by=by, at=at)
