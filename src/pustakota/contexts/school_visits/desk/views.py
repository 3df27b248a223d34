"""Visits of classes at the desk: who waits for an answer, one visit with all that is done to it, and its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.programmes import queries as dates
from pustakota.contexts.programmes.actions import Source
from pustakota.contexts.school_visits import actions, permissions, queries
from pustakota.contexts.school_visits.desk.forms import (
    BecauseForm,
    CameForm,
    DateForm,
    OfferForm,
    ReportForm,
    SchoolForm,
)
from pustakota.contexts.school_visits.models import Offer
from pustakota.design.wording import clock as clock_words
from pustakota.design.wording import weekday_date
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, QueryDict

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.school_visits.models import ClassVisit
    from pustakota.foundation.actors import Actor


def visits(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Who waits for an answer, who comes, who has no report yet, who waits for a term."""
    permissions.may_host(by, at_point.pk)
    context = {
        "to_answer": queries.to_answer(at_point.pk),
        "coming": queries.coming(at_point.pk),
        "to_report": queries.to_report(at_point.pk),
        "queue": queries.queue_of(at_point.pk),
        "over": queries.over(at_point.pk),
        "offers": queries.offers().filter(programme__service_point=at_point),
        "now": clock.now(),
    }
    return render(request, "school_visits/desk/visits.html", context)


def visit(request: HttpRequest, class_visit_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One visit; each wish is a form of its own on one page."""
    del at_point
    found = _visit(class_visit_id, by)
    with timezone.override(ZoneInfo(found.offer.programme.service_point.zone)):
        wish = request.POST.get("wish", "")
        forms = _forms(request, found, wish)
        form = forms.get(wish)
        if form is not None and form.is_valid():
            with refusals_on(form):
                _act(wish, found, form, by)
                messages.success(request, gettext("Done. The school is told what concerns it."))
                return redirect("desk:school_visit", found.pk)
        context = {
            "forms": forms,
            "days": queries.days_wished(found),
            "place": queries.place_in_queue(found),
            "has_begun": found.occurrence is not None and found.occurrence.starts_at <= clock.now(),
            "may_plan": by.may(permissions.PLAN, found.offer.programme.service_point_id),
            "refused": form.non_field_errors() if form is not None else None,
            **queries.report_of(found),
        }
        status = status_of(form) if form is not None else 200
        return render(request, "school_visits/desk/visit.html", context, status=status)


def _forms(request: HttpRequest, found: ClassVisit, wish: str) -> dict[str, Form]:
    def given(name: str) -> QueryDict | None:
        return request.POST if wish == name else None

    return {
        "agree": Form(given("agree")),
        "absent": Form(given("absent")),
        "keep": DateForm(given("keep"), dates=_dates(found)),
        "decline": BecauseForm(given("decline")),
        "withdraw": BecauseForm(given("withdraw")),
        "school": SchoolForm(given("school"), initial={"organisation": found.organisation_id}),
        "came": CameForm(given("came"), visit=found),
        "report": ReportForm(given("report")),
    }


def _dates(found: ClassVisit) -> list[tuple[str, str]]:
    free = queries.free_dates([found.offer], at=clock.now(), pupils=sum(g.pupils for g in queries.asked_of(found)))
    return [
        (str(date.pk), f"{weekday_date(date.local_start)}, {clock_words(date.local_start)}")
        for date in free[found.offer_id]
    ]


def _act(wish: str, found: ClassVisit, form: Form, by: Actor) -> None:
    at, given = clock.now(), form.cleaned_data
    wishes: dict[str, Callable[[], object]] = {
        "agree": lambda: actions.agree(visit=found, by=by, at=at),
        "absent": lambda: actions.note_absent(visit=found, by=by, at=at),
        "decline": lambda: actions.decline(visit=found, because=given["because"], by=by, at=at),
        "withdraw": lambda: actions.withdraw(visit=found, because=given["because"], by=by, at=at),
        "school": lambda: actions.name_school(visit=found, organisation=given["organisation"], by=by),
        "keep": lambda: _keep(found, form, by),
        "came": lambda: _came(found, form, by),
        "report": lambda: actions.report(
            visit=found,
            done=given["done"],
            titles=catalogue.records_given(given["books"]),
            next_step=given["next_step"],
            by=by,
            at=at,
        ),
    }
    wishes[wish]()


def _keep(found: ClassVisit, form: Form, by: Actor) -> None:
    """A planned date, or a new one."""
    given, at = form.cleaned_data, clock.now()
    known = dates.occurrence(int(given["occurrence"])) if given["occurrence"] else None
    if known is not None:
        actions.keep_date(visit=found, occurrence=known, because=given["because"], by=by, at=at)
    else:
        actions.keep_new_date(
            visit=found, starts_at=given["start"], ends_at=given["end"], because=given["because"], by=by, at=at
        )


def _came(found: ClassVisit, form: Form, by: Actor) -> None:
    assert isinstance(form, CameForm)
    actions.note_came(
        visit=found, groups=form.groups(), adults=form.cleaned_data["adults"], by=by, at=clock.now(), source=Source.DESK
    )


def paper(request: HttpRequest, class_visit_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The report as PDF, as the school has it."""
    del request, at_point
    found = _visit(class_visit_id, by)
    if found.reported_at is None:
        raise Http404
    return HttpResponse(queries.report_paper(found), content_type="application/pdf")


def offer(request: HttpRequest, programme_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What schools are told of a programme."""
    del at_point
    programme = dates.programme(programme_id)
    if programme is None:
        raise Http404
    permissions.may_plan(by, programme.service_point_id)
    known = queries.offer_of(programme_id)
    form = OfferForm(request.POST or None, instance=known or Offer(programme=programme))
    if form.is_valid():
        with refusals_on(form):
            actions.keep_offer(offer=form.instance, by=by, at=clock.now())
            return redirect("desk:programme", programme_id)
    context = {"form": form, "programme": programme, "offer": known}
    return render(request, "school_visits/desk/offer_form.html", context, status=status_of(form))


def _visit(visit_id: int, by: Actor) -> ClassVisit:
    found = queries.visit(visit_id)
    if found is None:
        raise Http404
    permissions.may_host(by, found.offer.programme.service_point_id)
    return found
