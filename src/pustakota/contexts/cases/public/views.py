"""Suggesting a title, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from pustakota.contexts.cases import actions, permissions, queries
from pustakota.contexts.cases.actions import Answered, Contact, Kind, Source
from pustakota.contexts.cases.public.forms import FurtherForm, GuardianForm, SuggestionForm
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock, throttle
from pustakota.foundation.actors import VISITOR
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.cases.models import Case
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor


def suggest(request: HttpRequest) -> HttpResponse:
    """Suggest a title for the collection, signed in or not."""
    patron, by = _who(request)
    form = SuggestionForm(
        request.POST or None,
        asker=patron.person if patron else None,
        initial={"title": request.GET.get("judul", ""), "point": patron.home_point_id if patron else _first_point()},
    )
    if form.is_valid():
        with refusals_on(form):
            throttle.count(request, "suggestion")
            case = _opened(form, patron, by)
            return redirect("public:case", code=case.code)
    return render(request, "cases/public/suggest.html", {"form": form, "patron": patron}, status=status_of(form))


def _opened(form: SuggestionForm, patron: Patron | None, by: Actor) -> Case:
    return actions.open_case(
        kind=Kind.SUGGESTION,
        subject=form.cleaned_data["title"],
        answers=[Answered(*said) for said in form.said()],
        at_point=form.cleaned_data["point"],
        asker=patron.person if patron else None,
        contact=Contact(**form.contact()),
        source=Source.WEB,
        by=by,
        at=clock.now(),
    )


@never_cache
def case(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody asked, and what the library said; asking further once it was answered."""
    _patron, by = _who(request)
    found = queries.case_by_code(code)
    if found is None or not permissions.is_for(by, found):
        raise Http404
    agreement = GuardianForm(request.POST if "agrees" in request.POST or "guardian" in request.POST else None)
    form = FurtherForm(request.POST if "words" in request.POST else None)
    if agreement.is_valid():
        with refusals_on(agreement):
            throttle.count(request, "guardian")
            actions.agree_for_child(case=found, name=agreement.cleaned_data["guardian"], by=by, at=clock.now())
            return redirect("public:case", code=code)
    if form.is_valid():
        with refusals_on(form):
            throttle.count(request, "further")
            actions.reopen_case(case=found, words=form.cleaned_data["words"], by=by, at=clock.now())
            return redirect("public:case", code=code)
    context = {
        "case": found,
        "history": found.history.order_by("pk"),
        "outcome": queries.OUTCOME_WORDS.get(found.outcome, ""),
        "form": form,
        "agreement": agreement if queries.waits_for_guardian(found, at=clock.now()) else None,
        "words": people.CONSENT_WORDS["guardian"],
        "is_mine": found.asker_id is not None and by.acts_for(found.asker_id),
    }
    status = status_of(agreement if agreement.is_bound else form)
    return render(request, "cases/public/case.html", context, status=status)


@login_required
def my_cases(request: HttpRequest) -> HttpResponse:
    """What I and my children asked, the newest first."""
    _patron, by = _who(request)
    persons = [by.person_id, *by.ward_ids] if by.person_id else []
    context = {"cases": queries.cases_of(persons)[:100], "outcomes": queries.OUTCOME_WORDS}
    return render(request, "cases/public/my_cases.html", context)


def _who(request: HttpRequest) -> tuple[Patron | None, Actor]:
    if not request.user.is_authenticated:
        return None, VISITOR
    return people.patron_of_account(request.user), people.actor_of(request.user)


def _first_point() -> int | None:
    point = next(iter(organisation.points_in_service()), None)
    return point.pk if point else None
