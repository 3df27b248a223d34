"""The draft of the schedule, what collides in it, what publishing would change; and one session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.forms import Form
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.festivals import actions, permissions, queries, rules
from pustakota.contexts.festivals.desk.forms import PlaceForm, SessionForm, TallyForm, VolunteerForm
from pustakota.contexts.festivals.desk.views import festival_for
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes.actions import Method, Source
from pustakota.contexts.programmes.errors import UnknownRefused
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.festivals.models import Festival, Session
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

WORDS = ("title", "kind", "speaker", "minutes", "capacity", "volunteers_needed")


def schedule(request: HttpRequest, festival_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The draft by day and stage; publish it, or add a session of the library's own."""
    del at_point
    found = festival_for(festival_id, by)
    point = found.programme.service_point
    permissions.may_plan(by, point.pk)
    wish = request.POST.get("wish", "")
    adding = SessionForm(request.POST if wish == "add" else None)
    form: Form = adding if wish == "add" else Form(request.POST if wish == "publish" else None)
    with timezone.override(ZoneInfo(point.zone)):
        if form.is_valid():
            with refusals_on(form):
                _change_schedule(request, found, form, by)
                return redirect("desk:festival_schedule", found.pk)
        rows = queries.sessions(found)
        slots, stages = queries.slots(rows), {stage.pk: stage for stage in queries.stages(found)}
        context = {
            "festival": found,
            "days": queries.by_day_and_stage(found, rows),
            "aside": [row for row in rows if row.starts_at is None],
            "collisions": rules.collisions(slots),
            "unconfirmed": queries.unconfirmed(rows),
            "change": rules.difference(queries.published_slots(found), slots),
            "stages": stages,
            "versions": queries.versions(found),
            "adding": adding,
            "refused": form.non_field_errors() if form.is_bound else None,
        }
        return render(request, "festivals/desk/schedule.html", context, status=status_of(form))


def _change_schedule(request: HttpRequest, found: Festival, form: Form, by: Actor) -> None:
    if isinstance(form, SessionForm):
        given, titles = form.cleaned_data, catalogue.records_given(form.cleaned_data["books"])
        actions.add_session(festival=found, titles=titles, by=by, **{name: given[name] for name in WORDS})
        return
    version = actions.publish_schedule(festival=found, by=by, at=clock.now())
    messages.success(request, gettext("Version %(number)s is published.") % {"number": version.number})


def session(request: HttpRequest, session_id: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """One session: its place in the draft, its words, its volunteers, who came."""
    del at_point
    found = _session(session_id, by)
    with timezone.override(ZoneInfo(found.festival.programme.service_point.zone)):
        wish = request.POST.get("wish", "")
        forms = _forms(request, found, wish)
        form = forms.get(wish)
        if form is not None and form.is_valid():
            with refusals_on(form):
                _act(wish, found, form, request, by)
                return redirect("desk:festival_session", found.pk)
        context = {
            "session": found,
            "forms": forms,
            "volunteers": found.volunteers.select_related("person").order_by("pk"),
            "records": found.records.order_by("pk"),
            "may_plan": by.may(permissions.PLAN, found.festival.programme.service_point_id),
            "refused": form.non_field_errors() if form is not None else None,
        }
        return render(request, "festivals/desk/session.html", context, status=status_of(form) if form else 200)


def _forms(request: HttpRequest, found: Session, wish: str) -> dict[str, Form]:
    def given(name: str) -> Any:
        return request.POST if wish == name else None

    known = {name: getattr(found, name) for name in WORDS}
    known["books"] = "\n".join(str(key) for key in found.records.order_by("pk").values_list("pk", flat=True))
    local = timezone.localtime(found.starts_at) if found.starts_at else None
    placed = {"stage": found.stage_id, "start": local}
    return {
        "place": PlaceForm(given("place"), stages=found.festival.stages.order_by("pk"), initial=placed),
        "words": SessionForm(given("words"), initial=known),
        "volunteer": VolunteerForm(given("volunteer")),
        "unhelp": Form(given("unhelp")),
        "tally": TallyForm(given("tally")),
        "drop": Form(given("drop")),
    }


def _act(wish: str, found: Session, form: Form, request: HttpRequest, by: Actor) -> None:
    given = form.cleaned_data
    wishes: dict[str, Callable[[], object]] = {
        "place": lambda: actions.place_session(session=found, stage=given["stage"], starts_at=given["start"], by=by),
        "words": lambda: actions.change_session(
            session=found,
            titles=catalogue.records_given(given["books"]),
            by=by,
            **{name: given[name] for name in WORDS},
        ),
        "volunteer": lambda: _help(found, given["card"], given["task"], by),
        "unhelp": lambda: _unhelp(found, request.POST.get("volunteer", ""), by),
        "tally": lambda: actions.note_tally(
            session=found,
            number=given["number"],
            age_band=given["age_band"],
            sex=given["sex"],
            method=Method.ESTIMATE if given["is_estimate"] else None,
            by=by,
            at=clock.now(),
            source=Source.DESK,
        ),
        "drop": lambda: actions.drop_session(session=found, by=by),
    }
    wishes[wish]()


def _help(found: Session, card: str, task: str, by: Actor) -> None:
    patron = people.patron_for_action(card)
    if patron is None:
        raise UnknownRefused(Reason("unknown_card", {"card_number": card}, overridable=False))
    actions.name_volunteer(session=found, person=patron.person, task=task, by=by)


def _unhelp(found: Session, given: str, by: Actor) -> None:
    volunteer = found.volunteers.filter(pk=int(given) if given.isdecimal() and len(given) < 18 else 0).first()
    if volunteer is None:
        raise Http404
    actions.drop_volunteer(volunteer=volunteer, by=by)


def _session(session_id: int, by: Actor) -> Session:
    found = queries.session(session_id)
    if found is None:
        raise Http404
    permissions.may_host(by, found.festival.programme.service_point_id)
    return found
