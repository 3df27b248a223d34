"""A member sends a model to be printed, and follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.public.forms import PrintForm
from pustakota.foundation import clock
from pustakota.foundation.actors import VISITOR
from pustakota.foundation.errors import Refusal
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.queries import PrintJob
    from pustakota.foundation.actors import Actor

LONGEST = 50


class Followed(NamedTuple):
    """A print of mine or of my child: whose (empty: mine), how many stand before it, and its price in rupiah."""

    job: PrintJob
    whose: str
    before: int
    price: int

    @property
    def may_withdraw(self) -> bool:
        return self.job.state in {queries.JobState.SUBMITTED, queries.JobState.APPROVED}


def send_print(request: HttpRequest) -> HttpResponse:
    """What can be printed with, and the form for whoever is signed in."""
    by = people.actor_of(request.user) if request.user.is_authenticated else VISITOR
    patrons, materials = _family(by), list(queries.materials())
    form = PrintForm(request.POST or None, request.FILES or None, materials=materials, patrons=patrons)
    if patrons and form.is_valid():
        with refusals_on(form):
            _send(form, patrons, by)
            messages.success(request, gettext("Sent. The library looks at it and answers; you can follow it here."))
            return redirect("public:my_prints")
    context = {"form": form if patrons else None, "materials": materials}
    return render(request, "spaces/public/send_print.html", context, status=status_of(form))


def _send(form: PrintForm, patrons: list[Patron], by: Actor) -> None:
    given = form.cleaned_data
    material = queries.material(given["material"])
    if material is None:
        raise Http404
    actions.send_print_job(
        patron=next(each for each in patrons if each.pk == given["whose"]),
        material=material,
        model=given["model"],
        name=given["model"].name,
        size=given["model"].size,
        wish=given["wish"],
        by=by,
        at=clock.now(),
    )


@login_required
def my_prints(request: HttpRequest) -> HttpResponse:
    """What I and my children sent, and what becomes of it."""
    assert request.user.is_authenticated
    by, at = people.actor_of(request.user), clock.now()
    names = {each.person_id: each.person.greeting for each in _family(by)}
    jobs = queries.print_jobs_of(list(names))[:LONGEST]
    rows = [
        Followed(
            job,
            "" if job.person_id == by.person_id else names.get(job.person_id or 0, ""),
            0 if job.is_over else queries.before_in_queue(job),
            queries.price_of(job, at=at),
        )
        for job in jobs
    ]
    return render(request, "spaces/public/my_prints.html", {"rows": rows})


@login_required
@require_POST
def withdraw_print(request: HttpRequest, code: str) -> HttpResponse:
    """I no longer want it."""
    assert request.user.is_authenticated
    by, found = people.actor_of(request.user), queries.print_job(code)
    if found is None or found.person_id is None or not by.acts_for(found.person_id):
        raise Http404
    try:
        actions.withdraw_print(job=found, by=by, at=clock.now())
        messages.success(request, gettext("Withdrawn. It is not printed."))
    except Refusal as refusal:
        for reason in refusal.worded():
            messages.warning(request, str(reason.message))
    return redirect("public:my_prints")


def _family(by: Actor) -> list[Patron]:
    if by.person_id is None:
        return []
    return sorted(people.family_of(by.person_id), key=lambda each: each.person_id != by.person_id)
