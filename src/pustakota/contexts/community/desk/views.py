"""Citizens' proposals at the desk: what is owed an answer, and answering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.community import actions, permissions, queries, rules
from pustakota.contexts.community.actions import Step
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of, text

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

MOST = 200
STEP_WORDS = {
    Step.REVIEW: _("it is looked at now"),
    Step.ACCEPT: _("accepted"),
    Step.ACCEPT_CHANGED: _("accepted with changes"),
    Step.POSTPONE: _("postponed"),
    Step.DECLINE: _("declined"),
    Step.SCHEDULE: _("scheduled with its event"),
    Step.FINISH: _("done"),
}


class PromiseForm(forms.Form):
    """What the point promises."""

    is_open = forms.BooleanField(label=_("Takes proposals"), required=False)
    answer_within = forms.IntegerField(label=_("Open days until the answer"), min_value=1, max_value=90)


class AnswerForm(forms.Form):
    """A step, and the words that everybody reads."""

    step = forms.ChoiceField(label=_("What becomes of it"))
    words = text(_("Public answer"), most=2000, required=False, help_text=_("Everybody reads it, for years."))

    def __init__(self, data: object = None, *, state: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field: Any = self.fields["step"]
        possible = [step for step in Step if rules.state_after(rules.State(state), step) is not None]
        field.choices = [(step.value, STEP_WORDS[step]) for step in possible]


def proposals(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Those of this point, what falls due first at the top; and what is promised."""
    permissions.may_plan(by, at_point.pk)
    promise, at = queries.promise_of(at_point), clock.now()
    known = {"is_open": promise.is_open, "answer_within": promise.answer_within}
    form = PromiseForm(request.POST or None, initial=known)
    if form.is_valid():
        actions.promise(at_point=at_point, by=by, **form.cleaned_data)
        return redirect("desk:citizen_proposals")
    rows = [(each, queries.is_late(each, at=at)) for each in queries.proposals_at(at_point.pk)[:MOST]]
    context = {"rows": rows, "form": form}
    return render(request, "community/desk/proposals.html", context, status=status_of(form))


def proposal(request: HttpRequest, proposal_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One of them, with everything that was decided."""
    del at_point
    found = queries.proposal(proposal_id)
    if found is None or found.state not in rules.SHOWN:
        raise Http404
    permissions.may_plan(by, found.service_point_id)
    form = AnswerForm(request.POST or None, state=found.state)
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            actions.answer(proposal=found, step=Step(given["step"]), words=given["words"], by=by, at=clock.now())
            return redirect("desk:citizen_proposal", found.pk)
    context = {
        "proposal": found,
        "form": form,
        "decisions": queries.decisions_of(found),
        "versions": queries.versions_of(found),
        "is_late": queries.is_late(found, at=clock.now()),
    }
    return render(request, "community/desk/proposal.html", context, status=status_of(form))
