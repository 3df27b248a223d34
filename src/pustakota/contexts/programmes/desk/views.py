"""What takes place at this point: the agenda, programmes, and their dates."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.forms import Form
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import actions, permissions, queries, rules
from pustakota.contexts.programmes.desk.forms import (
    BecauseForm,
    DateForm,
    MoveForm,
    NeedsForm,
    ProgrammeForm,
    ResidentsForm,
    SeatsForm,
    SeriesForm,
    WindowForm,
)
from pustakota.contexts.spaces import queries as spaces
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, QueryDict

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.programmes.models import Occurrence, Programme
    from pustakota.contexts.spaces.models import Resource
    from pustakota.foundation.actors import Actor

AHEAD = timedelta(days=45)


def agenda(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What comes next at this point, and what waits for its report."""
    permissions.may_host(by, at_point.pk)
    at = clock.now()
    today = periods.start_of_day(periods.local_day(at, at_point.zone), at_point.zone)
    rows = queries.agenda_of(at_point.pk, today, today + AHEAD)
    context = {
        "rows": [(each, queries.places_left(each)) for each in rows],
        "to_report": queries.to_report([at_point.pk], at=at),
        "long_ago": at - rules.REPORT_ASKED_AFTER[0],
        "may_plan": by.may(permissions.PLAN, at_point.pk),
        "groups": spaces.groups_ahead(at_point.pk, at=at) if by.may(permissions.PLAN, at_point.pk) else [],
    }
    return render(request, "programmes/desk/agenda.html", context)


def programmes(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What this point offers."""
    permissions.may_plan(by, at_point.pk)
    return render(
        request, "programmes/desk/programmes.html", {"rows": queries.programmes().filter(service_point=at_point)}
    )


def new_programme(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Something new."""
    permissions.may_plan(by, at_point.pk)
    form = ProgrammeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            made = actions.add_programme(service_point=at_point, by=by, at=clock.now(), **form.cleaned_data)
            return redirect("desk:programme", made.pk)
    return render(request, "programmes/desk/programme_form.html", {"form": form}, status=status_of(form))


def residents(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Whom the library of this point counts as its residents."""
    permissions.may_plan(by, at_point.pk)
    known = queries.residents(at_point.library_id)
    initial = {"type_codes": known.type_codes, "address_words": known.address_words} if known else {}
    types = [(each.code, each.name) for each in people.patron_types()]
    form = ResidentsForm(request.POST or None, initial=initial, types=types)
    if form.is_valid():
        actions.say_residents(library=at_point.library, at_point=at_point, by=by, **form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return redirect("desk:residents")
    return render(request, "programmes/desk/residents.html", {"form": form}, status=status_of(form))


def programme(request: HttpRequest, programme_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A programme and its dates."""
    del at_point
    found = programme_for(programme_id, by)
    rows = queries.dates_of(found)
    return render(request, "programmes/desk/programme.html", {"programme": found, "rows": rows})


def edit_programme(request: HttpRequest, programme_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Other words, other terms."""
    del at_point
    found = programme_for(programme_id, by)
    form = ProgrammeForm(request.POST or None, instance=programme_for(programme_id, by))
    if form.is_valid():
        with refusals_on(form):
            actions.change_programme(programme=found, by=by, at=clock.now(), **form.cleaned_data)
            return redirect("desk:programme", found.pk)
    context = {"form": form, "programme": found}
    return render(request, "programmes/desk/programme_form.html", context, status=status_of(form))


def plan_date(request: HttpRequest, programme_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One date of a programme."""
    del at_point
    found = programme_for(programme_id, by)
    with timezone.override(ZoneInfo(found.service_point.zone)):
        form = DateForm(request.POST or None, rooms=_rooms(found), staff=_staff(), initial={"capacity": found.capacity})
        if form.is_valid():
            with refusals_on(form):
                made = _plan(found, form, by)
                return redirect("desk:occurrence", made.pk)
        context = {"form": form, "programme": found}
        return render(request, "programmes/desk/date_form.html", context, status=status_of(form))


def _plan(found: Programme, form: Form, by: Actor) -> Occurrence:
    given = form.cleaned_data
    return actions.plan(
        programme=found,
        starts_at=given["start"],
        ends_at=given["end"],
        room=given["room"],
        is_draft=given["is_draft"],
        by=by,
        at=clock.now(),
        place=given["place"],
        capacity=given["capacity"],
        **_named(given),
    )


def _staff() -> list[tuple[int, str]]:
    return [(account.person.pk, account.person.name) for account in people.staff_members()]


def _named(given: dict[str, Any]) -> dict[str, Any]:
    """The staff that were ticked, and how many are needed."""
    persons = [account.person for account in people.staff_members() if account.person.pk in given["staff"]]
    return {"staff": persons, "least_staff": given["least_staff"] or 0}


def plan_series(request: HttpRequest, programme_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """All dates of a rule."""
    del at_point
    found = programme_for(programme_id, by)
    form = SeriesForm(request.POST or None, rooms=_rooms(found), staff=_staff())
    if form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            actions.plan_series(
                programme=found,
                rule=form.rule,
                first=given["first"],
                last=given["last"],
                starts=given["starts"],
                room=given["room"],
                by=by,
                at=clock.now(),
                **_named(given),
            )
            return redirect("desk:programme", found.pk)
    context = {"form": form, "programme": found, "is_series": True}
    return render(request, "programmes/desk/date_form.html", context, status=status_of(form))


def change(request: HttpRequest, occurrence_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Seats, time, announcing, calling off: one form for each, on one page."""
    del at_point
    found = occurrence_for(occurrence_id, by)
    permissions.may_plan(by, found.service_point_id)
    with timezone.override(ZoneInfo(found.service_point.zone)):
        wish = request.POST.get("wish", "")
        forms: dict[str, Form] = {
            "seats": SeatsForm(_given(request, wish, "seats"), initial={"capacity": found.capacity}),
            "move": MoveForm(
                _given(request, wish, "move"), initial={"start": found.local_start, "end": found.local_end}
            ),
            "window": WindowForm(_given(request, wish, "window"), initial=asdict(found.window)),
            "needs": _needs_form(found, _given(request, wish, "needs")),
            "off": BecauseForm(_given(request, wish, "off")),
            "later": BecauseForm(_given(request, wish, "later")),
            "publish": Form(_given(request, wish, "publish")),
        }
        form = forms.get(wish)
        if form is not None and form.is_valid():
            with refusals_on(form):
                _change(wish, found, form, by)
                return redirect("desk:occurrence", found.pk)
        context = {"event": found, **forms}
        status = status_of(form) if form is not None else 200
        return render(request, "programmes/desk/change.html", context, status=status)


def _given(request: HttpRequest, wish: str, name: str) -> QueryDict | None:
    return request.POST if wish == name else None


def _needs_form(found: Occurrence, given: QueryDict | None) -> NeedsForm:
    known = {
        "things": [each.resource_id for each in queries.needs_of(found)],
        "staff": [each.person_id for each in queries.duties_of(found)],
        "least_staff": found.least_staff,
    }
    things = spaces.resources().filter(service_point=found.service_point_id)
    return NeedsForm(given, initial=known, things=things, staff=_staff())


def _say_needs(found: Occurrence, given: dict[str, Any], by: Actor) -> None:
    actions.say_needs(
        occurrence=found,
        things=given["things"],
        **_named(given),
        by=by,
        at=clock.now(),
    )


def _change(wish: str, found: Occurrence, form: Form, by: Actor) -> None:
    given, at = form.cleaned_data, clock.now()
    if wish == "publish":
        actions.publish(occurrence=found, by=by, at=at)
    elif wish == "later":
        actions.postpone(occurrence=found, because=given["because"], by=by, at=at)
    elif wish == "needs":
        _say_needs(found, given, by)
    elif wish == "window":
        actions.set_window(occurrence=found, by=by, **given)
    elif wish == "seats":
        actions.set_capacity(occurrence=found, capacity=given["capacity"], by=by, at=at)
    elif wish == "move":
        actions.move(
            occurrence=found,
            starts_at=given["start"],
            ends_at=given["end"],
            because=given["because"],
            scope=given["scope"],
            by=by,
            at=at,
        )
    else:
        actions.call_off(occurrence=found, because=given["because"], by=by, at=at)


def _rooms(found: Programme) -> QuerySet[Resource]:
    return spaces.resources().filter(service_point=found.service_point_id)


def programme_for(programme_id: int, by: Actor) -> Programme:
    """A programme that the actor plans; else 404, or 403 at another point."""
    found = queries.programme(programme_id)
    if found is None:
        raise Http404
    permissions.may_plan(by, found.service_point_id)
    return found


def occurrence_for(occurrence_id: int, by: Actor) -> Occurrence:
    """A date that the actor hosts; else 404, or 403 at another point."""
    found = queries.occurrence(occurrence_id)
    if found is None:
        raise Http404
    permissions.may_host(by, found.service_point_id)
    return found
