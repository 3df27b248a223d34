"""Proposals of citizens: read by everybody, written and supported by members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.community import actions, permissions, queries, rules
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, throttle
from pustakota.foundation.actors import VISITOR
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import refusals_on, status_of, text

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.community.models import Proposal
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

A_PAGE = 20


class WordsForm(forms.Form):
    """What is proposed."""

    title = forms.CharField(label=_("In one line"), max_length=160)
    about = text(_("What do you propose, and whom does it help?"), most=4000, rows=6, required=False)


class WriteForm(WordsForm):
    point = forms.TypedChoiceField(label=_("For which service point"), coerce=int)

    def __init__(self, data: object = None, *, points: list[Any]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.points = {point.pk: point for point in points}
        field: Any = self.fields["point"]
        field.choices = [(key, point.name) for key, point in self.points.items()]


def proposals(request: HttpRequest) -> HttpResponse:
    """What is proposed, what has most support first, and what was decided."""
    by, _patron = _who(request)
    state = request.GET.get("status", "")
    page = Paginator(queries.proposals_shown(state), A_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "state": state,
        "states": [(value, word) for value, word in queries.State.choices if value in rules.SHOWN],
        "mine": queries.proposals_of([by.person_id]) if by.person_id else [],
        "is_open": bool(queries.points_that_ask()),
    }
    return render(request, "community/public/proposals.html", context)


def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """One proposal with its answer, its log and the words that stood before; supporting it."""
    found = queries.proposal(proposal_id)
    if found is None or found.state not in rules.SHOWN:
        raise Http404
    by, patron = _who(request)
    reasons = []
    if request.method == "POST":
        if patron is None:
            return redirect_to_login(request.path)
        try:
            throttle.count(request, "support")
            _support(request, found, patron, by)
            return redirect("public:citizen_proposal", found.pk)
        except Refusal as refusal:
            reasons = refusal.worded()
    context = {
        "proposal": found,
        "reasons": reasons,
        "decisions": queries.decisions_of(found),
        "versions": queries.versions_of(found),
        "is_own": permissions.is_own(by, found),
        "supports": queries.has_supported(found, by.person_id),
        "is_open": found.state in rules.OPEN,
        "is_late": queries.is_late(found, at=clock.now()),
        "event": found.occurrence if found.occurrence and found.occurrence.state != "draft" else None,
    }
    return render(request, "community/public/proposal.html", context, status=409 if reasons else 200)


def _support(request: HttpRequest, found: Proposal, patron: Patron, by: Actor) -> None:
    if request.POST.get("wish") == "stop":
        actions.stop_supporting(proposal=found, person=patron.person, by=by)
    else:
        actions.support(proposal=found, person=patron.person, by=by, at=clock.now())


@login_required
def write(request: HttpRequest) -> HttpResponse:
    """Begin a proposal; it is a draft first."""
    _by, patron = _who(request)
    form = WriteForm(request.POST or None, points=queries.points_that_ask())
    if patron is not None and form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            throttle.count(request, "citizen-proposal")
            made = actions.write(
                author=patron.person,
                at_point=form.points[given["point"]],
                title=given["title"],
                about=given["about"],
                at=clock.now(),
            )
            return redirect("public:my_citizen_proposal", made.pk)
    context = {"form": form, "patron": patron}
    return render(request, "community/public/write.html", context, status=status_of(form))


@login_required
def mine(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """My proposal: other words, publish, withdraw."""
    by, _patron = _who(request)
    found = queries.proposal(proposal_id)
    if found is None or not permissions.is_own(by, found):
        raise Http404
    wish = request.POST.get("wish", "")
    known = {"title": found.title, "about": found.about}
    form: forms.Form = WordsForm(request.POST or None, initial=known)
    if wish == "withdraw":
        form = forms.Form(request.POST)
    if form.is_valid():
        with refusals_on(form):
            _act(wish, found, form.cleaned_data, by)
            return redirect("public:my_citizen_proposal", found.pk)
    context = {
        "proposal": found,
        "form": form if isinstance(form, WordsForm) else WordsForm(initial=known),
        "refused": form.non_field_errors() if form.is_bound else None,
        "may_change": found.state == "draft" or found.state in rules.OPEN,
    }
    return render(request, "community/public/mine.html", context, status=status_of(form))


def _act(wish: str, found: Proposal, given: dict[str, Any], by: Actor) -> None:
    at = clock.now()
    if wish == "withdraw":
        actions.withdraw(proposal=found, by=by, at=at)
        return
    changed = actions.change(proposal=found, title=given["title"], about=given["about"], by=by, at=at)
    if wish == "publish":
        actions.publish(proposal=changed, by=by, at=at)


def _who(request: HttpRequest) -> tuple[Actor, Patron | None]:
    if not request.user.is_authenticated:
        return VISITOR, None
    return people.actor_of(request.user), people.patron_of_account(request.user)
