"""The privacy desk: incidents, whom they concern, and the letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from pustakota.contexts.privacy import actions, permissions, queries
from pustakota.contexts.privacy.desk import forms
from pustakota.foundation import clock, exports, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.privacy.models import Incident
    from pustakota.foundation.actors import Actor

PAGE = 50
FORMS = {
    "seen": forms.SeenForm,
    "members": forms.MembersForm,
    "cards": forms.CardsForm,
    "agency": forms.AgencyForm,
    "public": forms.PublicForm,
    "close": forms.CloseForm,
}
"""The small forms of an incident's page, by the wish that their button sends."""


def incidents(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """All incidents, the open ones first."""
    del at_point
    permissions.may_guard_privacy(by)
    page = Paginator(queries.incidents(), PAGE).get_page(request.GET.get("page"))
    standings = queries.standings(list(page.object_list), at=clock.now())
    rows = [
        (each, standings[each.pk], periods.local_time(each.found_at, each.service_point.zone))
        for each in page.object_list
    ]
    return render(request, "privacy/desk/incidents.html", {"rows": rows, "page": page})


def keep(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Write an incident down."""
    permissions.may_guard_privacy(by)
    with timezone.override(ZoneInfo(at_point.zone)):
        form = forms.IncidentForm(request.POST or None, initial={"found_at": clock.now()})
        if form.is_valid():
            with refusals_on(form):
                kept = actions.keep_incident(facts=form.facts(), at_point=at_point, by=by, at=clock.now())
                return redirect("desk:incident", kept.pk)
        return render(request, "privacy/desk/incident_form.html", {"form": form}, status=status_of(form))


def change(request: HttpRequest, incident_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What is known by now."""
    del at_point
    found = _incident(incident_id, by)
    with timezone.override(ZoneInfo(found.service_point.zone)):
        form = forms.IncidentForm.of(found, request.POST or None)
        if form.is_valid():
            with refusals_on(form):
                actions.change_incident(incident=found, facts=form.facts(), by=by, at=clock.now())
                return redirect("desk:incident", found.pk)
        context = {"form": form, "incident": found}
        return render(request, "privacy/desk/incident_form.html", context, status=status_of(form))


def incident(request: HttpRequest, incident_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One incident: what is known, how much time is left, and each step with its button."""
    del at_point
    found = _incident(incident_id, by)
    wish = request.POST.get("wish", "")
    with timezone.override(ZoneInfo(found.service_point.zone)):
        shown = {name: form(request.POST if name == wish else None) for name, form in FORMS.items()}
        form = shown.get(wish) or Form(request.POST if wish else None)
        if form.is_valid():
            with refusals_on(form):
                _do(request, wish, found, form, by)
                return redirect("desk:incident", found.pk)
    context = {
        "incident": found,
        "standing": queries.standing(found, at=clock.now()),
        "sources": queries.affected_by_source(found),
        "forms": shown,
        "wish": wish,
        "refused": form.non_field_errors() if form.is_bound else (),
        "local": _moments(found),
    }
    return render(request, "privacy/desk/incident.html", context, status=status_of(form))


def _do(request: HttpRequest, wish: str, found: Incident, form: Form, by: Actor) -> None:
    given, now = form.cleaned_data, clock.now()
    match wish:
        case "seen":
            _say(request, actions.add_seen(
                incident=found, since=given["since"], until=given["until"], account_id=given["account"], by=by
            ))  # fmt: skip
        case "members":
            points = [point.pk for point in given["points"]]
            _say(request, actions.add_members(incident=found, point_ids=points, by=by))
        case "cards":
            _say(request, actions.add_cards(incident=found, cards=given["cards"], by=by))
        case "tell":
            actions.order_telling(incident=found, by=by, at=now)
        case "agency":
            actions.note_agency_told(incident=found, letter=given["letter"], by=by, at=now)
        case "public":
            actions.note_public_told(incident=found, where=given["where"], by=by, at=now)
        case "close":
            actions.close_incident(incident=found, learnt=given["learnt"], by=by, at=now)


def _say(request: HttpRequest, added: actions.Added) -> None:
    words = ngettext("%(number)s person more on the list.", "%(number)s people more on the list.", added.number)
    messages.success(request, words % {"number": added.number})
    if added.unknown:
        unknown = gettext("These card numbers lead to nobody: %(cards)s") % {"cards": ", ".join(added.unknown)}
        messages.warning(request, unknown)


def affected(request: HttpRequest, incident_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Those concerned, as a page and as CSV; before the telling somebody can be taken off."""
    del at_point
    found = _incident(incident_id, by)
    if request.method == "POST" and request.POST.get("who", "").isdecimal():
        actions.take_off(incident=found, affected_id=int(request.POST["who"]), by=by)
        return redirect("desk:affected", found.pk)
    if request.GET.get("bentuk") == "csv":
        head = [gettext(word) for word in ("Name", "Card number", "Why", "Told")]
        return exports.csv_response(f"affected-{found.pk}", head, _rows(found))
    page = Paginator(queries.affected(found), PAGE).get_page(request.GET.get("page"))
    return render(request, "privacy/desk/affected.html", {"incident": found, "page": page})


def _rows(found: Incident) -> Iterator[tuple[object, ...]]:
    zone = found.service_point.zone
    for row in queries.affected(found).iterator(chunk_size=2000):
        patron = getattr(row.person, "patron", None)
        told = periods.local_time(row.told_at, zone).isoformat(" ", "minutes") if row.told_at else None
        yield row.person.name, patron.card_number if patron else None, row.get_source_display(), told


def letters(request: HttpRequest, incident_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Letters for the printer, for those whom no e-mail reaches."""
    del at_point
    found = _incident(incident_id, by)
    after = request.GET.get("sesudah", "")
    rows, following = queries.on_paper(found, at=clock.now(), after=int(after) if after.isdecimal() else 0)
    context = {"incident": found, "letters": rows, "following": following, "local": _moments(found)}
    return render(request, "privacy/desk/letters.html", context | _today(found))


def agency_letter(request: HttpRequest, incident_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The letter to the authority, for the printer."""
    del at_point
    found = _incident(incident_id, by)
    context = {
        "incident": found,
        "standing": queries.standing(found, at=clock.now()),
        "sources": queries.affected_by_source(found),
        "local": _moments(found),
    }
    return render(request, "privacy/desk/agency_letter.html", context | _today(found))


def _today(found: Incident) -> dict[str, object]:
    return {"today": periods.local_day(clock.now(), found.service_point.zone)}


def _moments(found: Incident) -> dict[str, object]:
    """Each moment on the clock of the point."""
    zone = found.service_point.zone
    names = ("found_at", "began_at", "ended_at", "agency_told_at", "public_told_at", "closed_at", "telling_since")
    local: dict[str, object] = {
        name: periods.local_time(value, zone) for name in names if (value := getattr(found, name)) is not None
    }
    return local | {"due_at": periods.local_time(queries.due_at(found), zone)}


def _incident(incident_id: int, by: Actor) -> Incident:
    permissions.may_guard_privacy(by)
    found = queries.incident(incident_id)
    if found is None:
        raise Http404
    return found
