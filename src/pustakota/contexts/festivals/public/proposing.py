"""Proposing something for a festival, and its secret page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from pustakota.contexts.festivals import actions, queries
from pustakota.contexts.festivals.public.forms import ProposalForm
from pustakota.contexts.festivals.public.views import festival_for
from pustakota.contexts.festivals.rules import Step
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, throttle
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.festivals.models import Proposal

OWN_STEPS = (Step.SUBMIT, Step.CONFIRM, Step.WITHDRAW)
FIELDS = ("title", "kind", "about", "minutes", "speaker", "speaker_about", "email", "phone")


def propose(request: HttpRequest, festival_id: int) -> HttpResponse:
    """Begin a proposal: a draft with an address of its own."""
    found = festival_for(festival_id)
    patron = people.patron_of_account(request.user) if request.user.is_authenticated else None
    form = ProposalForm(request.POST or None, is_member=patron is not None)
    if form.is_valid():
        with refusals_on(form):
            throttle.count(request, "proposal")
            made = actions.begin_proposal(
                festival=found,
                person=patron.person if patron else None,
                language=(get_language() or "id")[:2],
                at=clock.now(),
                **form.said(),
            )
            return redirect("public:my_proposal", made.code)
    context = {"form": form, "festival": found, "is_open": queries.is_call_open(found, at=clock.now())}
    return render(request, "festivals/public/propose.html", context, status=status_of(form))


@never_cache
def my_proposal(request: HttpRequest, code: str) -> HttpResponse:
    """For whoever holds the address: change, submit, confirm, withdraw."""
    found = queries.proposal_by_code(code)
    if found is None:
        raise Http404
    wish = request.POST.get("wish", "")
    change = ProposalForm(
        request.POST if wish == "change" else None,
        is_member=found.person_id is not None,
        initial={name: getattr(found, name) for name in FIELDS},
    )
    form: Form = change if wish not in OWN_STEPS else Form(request.POST)
    if form.is_valid():
        with refusals_on(form):
            _act(wish, found, change)
            return redirect("public:my_proposal", code)
    context = {
        "proposal": found,
        "form": change,
        "steps": queries.steps_open(found, OWN_STEPS),
        "session": getattr(found, "session", None),
        "refused": form.non_field_errors() if form.is_bound else None,
    }
    return render(request, "festivals/public/my_proposal.html", context, status=status_of(form))


def _act(wish: str, found: Proposal, change: ProposalForm) -> None:
    if wish in OWN_STEPS:
        actions.take_step(proposal=found, step=Step(wish), at=clock.now())
    else:
        actions.change_proposal(proposal=found, at=clock.now(), **change.said())
