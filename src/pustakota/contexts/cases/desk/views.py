"""The inbox of a desk, and one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.cases import actions, permissions, queries
from pustakota.contexts.cases.actions import Kind
from pustakota.contexts.cases.desk.forms import AnswerForm, FilterForm, RegisterForm
from pustakota.contexts.cases.errors import CaseRefused
from pustakota.contexts.people import actions as people_actions
from pustakota.contexts.people import permissions as people_permissions
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.cases.models import Case
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor

LONGEST = 200
HANDED_OVER = "one-time-password"
"""The tag under which the member's page shows a new password, once."""


def inbox(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What waits for an answer at this point, what falls due first at the top."""
    permissions.may_answer(by, at_point.pk)
    form = FilterForm(request.GET)
    rows = _rows(form, by, at_point)
    context = {
        "form": form,
        "cases": rows[:LONGEST],
        "number": rows.count(),
        "now": clock.now(),
        "outcomes": queries.OUTCOME_WORDS,
    }
    return render(request, "cases/desk/inbox.html", context)


def _rows(form: FilterForm, by: Actor, at_point: ServicePoint) -> QuerySet[Case]:
    wished = form.cleaned_data if form.is_valid() else {}
    if wished.get("whose") == "closed":
        return queries.closed_cases([at_point.pk])
    return queries.inbox(
        [at_point.pk],
        owner_id=(by.person_id or 0) if wished.get("whose") == "mine" else None,
        kind=wished.get("kind", ""),
        overdue_at=clock.now() if wished.get("late") else None,
    )


def case(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One case; its form answers it, and ends it where an outcome is chosen."""
    del at_point
    found = _case(code, by)
    form = AnswerForm(request.POST or None, kind=found.kind)
    if form.is_valid():
        with refusals_on(form):
            _say(found, form, by)
            return redirect("desk:case", code=code)
    return _page(request, found, form, by)


def _say(found: Case, form: AnswerForm, by: Actor) -> None:
    words, outcome, note = (form.cleaned_data[name] for name in ("words", "outcome", "note"))
    if outcome:
        actions.close_case(case=found, outcome=outcome, words=words, note=note, by=by, at=clock.now())
    else:
        actions.answer_case(case=found, words=words, note=note, by=by, at=clock.now())


def _page(
    request: HttpRequest,
    found: Case,
    form: AnswerForm,
    by: Actor,
    *,
    register: RegisterForm | None = None,
    correction: forms.Form | None = None,
) -> HttpResponse:
    asks_in = found.kind == Kind.REGISTRATION and found.state != queries.State.CLOSED and not queries.is_of_group(found)
    may_register = asks_in and by.may(people_permissions.REGISTER, found.service_point_id)
    context = {
        "case": found,
        "history": found.history.order_by("pk"),
        "form": form,
        "register": (register or RegisterForm()) if may_register else None,
        "is_of_group": queries.is_of_group(found),
        "is_of_child": queries.is_of_child(found, at=clock.now()),
        "waits": queries.waits_for_guardian(found, at=clock.now()),
        "words": people.CONSENT_WORDS["guardian"],
        "correction": correction,
        "compared": _compared(found) if found.kind == Kind.CORRECTION and found.state != queries.State.CLOSED else [],
        "patron": people.patron_of_person(found.asker_id) if found.asker_id else None,
        "outcome": queries.OUTCOME_WORDS.get(found.outcome, ""),
        "is_mine": found.owner_id is not None and found.owner_id == by.person_id,
        "now": clock.now(),
    }
    return render(request, "cases/desk/case.html", context, status=status_of(register or correction or form))


@require_POST
def take(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Take a case oneself, or give it back to the role."""
    del at_point
    found = _case(code, by)
    assert request.user.is_authenticated
    me = None if request.POST.get("wish") == "leave" else request.user.person
    actions.assign_case(case=found, to=me, by=by, at=clock.now())
    return redirect("desk:case", code=code)


@require_POST
def reopen(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Go on with a case that had ended."""
    del at_point
    found = _case(code, by)
    words = request.POST.get("words", "").strip() or gettext("The library looks at it again.")
    actions.reopen_case(case=found, words=words, by=by, at=clock.now())
    return redirect("desk:case", code=code)


@require_POST
def register(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Make a member of whoever asked: one press; the password is shown once on the member's page."""
    found = _case(code, by)
    form = RegisterForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            new = actions.register_from_case(
                case=found,
                type=form.cleaned_data["type"],
                guardian=_guardian(form, found, by=by, at_point=at_point),
                at_point=at_point,
                by=by,
                at=clock.now(),
            )
            if new.password:
                messages.success(request, new.password, extra_tags=HANDED_OVER)
            return redirect("desk:member", card=new.patron.card_number)
    return _page(request, found, AnswerForm(kind=found.kind), by, register=form)


def _guardian(form: RegisterForm, found: Case, *, by: Actor, at_point: ServicePoint) -> Person | None:
    """Who agrees for a child at the desk: by card, or by name; nobody where nothing was ticked."""
    given = form.cleaned_data
    if not given["guardian_agrees"]:
        return None
    if given["guardian_card"]:
        patron = people.patron_of_card(given["guardian_card"])
        if patron is None:
            raise CaseRefused(Reason("guardian_unknown", overridable=False))
        return patron.person
    phone = queries.said_in(found).get("phone", "")
    return people_actions.note_guardian(name=given["guardian_name"], phone=phone, by=by, at_point=at_point)


@require_POST
def correct(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Write a member's data as they asked: one press."""
    del at_point
    found = _case(code, by)
    form = forms.Form(request.POST)
    with refusals_on(form):
        actions.correct_from_case(case=found, by=by, at=clock.now())
        messages.success(request, gettext("Corrected. The history of the member says what changed."))
        return redirect("desk:case", code=code)
    return _page(request, found, AnswerForm(kind=found.kind), by, correction=form)


def _compared(found: Case) -> list[tuple[str, str, str]]:
    """What a request for a correction asks: each field's name, as it stands and as it should read."""
    known = people.correctable(found.asker) if found.asker else {}
    asked = (answer for answer in found.answers if answer["field"] in known)
    return [(answer["asked"], known[answer["field"]], answer["value"]) for answer in asked]


def _case(code: str, by: Actor) -> Case:
    found = queries.case_by_code(code)
    if found is None:
        raise Http404
    permissions.may_answer(by, found.service_point_id)
    return found


def form_answers(request: HttpRequest, code: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What was answered in a form at this point, the newest first; what was taken over into a membership is gone."""
    permissions.may_answer(by, at_point.pk)
    rows = queries.answered_form(code, [at_point.pk])
    context = {"cases": rows[:LONGEST], "number": rows.count(), "code": code}
    return render(request, "cases/desk/form_answers.html", context)
