"""The inbox of a desk, and one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.cases import actions, permissions, queries
from pustakota.contexts.cases.actions import Kind
from pustakota.contexts.cases.desk.forms import AnswerForm, FilterForm, RegisterForm
from pustakota.contexts.people import permissions as people_permissions
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.cases.models import Case
    from pustakota.contexts.organisation.models import ServicePoint
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
    request: HttpRequest, found: Case, form: AnswerForm, by: Actor, *, register: RegisterForm | None = None
) -> HttpResponse:
    asks_in = found.kind == Kind.REGISTRATION and found.state != queries.State.CLOSED
    may_register = asks_in and by.may(people_permissions.REGISTER, found.service_point_id)
    context = {
        "case": found,
        "history": found.history.order_by("pk"),
        "form": form,
        "register": (register or RegisterForm()) if may_register else None,
        "patron": people.patron_of_person(found.asker_id) if found.asker_id else None,
        "outcome": queries.OUTCOME_WORDS.get(found.outcome, ""),
        "is_mine": found.owner_id is not None and found.owner_id == by.person_id,
        "now": clock.now(),
    }
    return render(request, "cases/desk/case.html", context, status=status_of(register or form))


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
                case=found, type=form.cleaned_data["type"], at_point=at_point, by=by, at=clock.now()
            )
            messages.success(request, new.password, extra_tags=HANDED_OVER)
            return redirect("desk:member", card=new.patron.card_number)
    return _page(request, found, AnswerForm(kind=found.kind), by, register=form)


def _case(code: str, by: Actor) -> Case:
    found = queries.case_by_code(code)
    if found is None:
        raise Http404
    permissions.may_answer(by, found.service_point_id)
    return found
