"""One date of what takes place: what, when, where, and registering for me and my children."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.programmes import actions, queries
from pustakota.foundation import calendars, clock, periods, throttle
from pustakota.foundation.errors import Refusal
from pustakota.sites.public.addresses import absolute
from pustakota.sites.public.asking import asked_form, asker, family, local_now
from pustakota.sites.public.head import Head
from pustakota.sites.public.offline import kept_by_reader, readable_offline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pustakota.contexts.forms.queries import AskedForm
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.programmes.models import Occurrence, Registration
    from pustakota.foundation.errors import WordedReason
    from pustakota.sites.public.asking import Family


ANSWERS_OF_A_ROOM = 60
"""So many in one room, all behind the same address, may answer within an hour."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody of the family, and what they have of an occurrence; ``held``: a form that they have begun."""

    place: int
    patron: Patron
    registration: Registration | None
    position: int | None
    held: Registration | None


def event(request: HttpRequest, occurrence_id: int) -> HttpResponse:
    """One date: what, when, where, for whom, seats left, and the way to register."""
    return event_page(request, shown(occurrence_id))


def event_page(
    request: HttpRequest, found: Occurrence, *, reasons: Sequence[WordedReason] = (), status: int = 200
) -> HttpResponse:
    """The page of a date; ``reasons``: why somebody could not register just now."""
    at = clock.now()
    mine = family(request) if request.user.is_authenticated else None
    context = {
        "event": found,
        "programme": found.programme,
        "left": queries.places_left(found),
        "is_over": found.ends_at <= at,
        "has_begun": found.starts_at <= at,
        "window": found.window,
        "is_closed": found.closes_at is not None and found.closes_at <= at,
        "opens_later": found.opens_at is not None and at < found.opens_at,
        "residents_now": found.residents_at is not None and found.residents_at <= at,
        "seats": _seats(found, mine, at) if mine else [],
        "parties": range(1, found.programme.most_in_party + 1),
        "subjects": queries.subjects_of(found),
        "others": queries.other_dates(found, at=at),
        "reasons": reasons,
        "head": _head(found),
    }
    return render(request, "public/event.html", context, status=status)


def _seats(found: Occurrence, mine: Family, at: datetime) -> list[Seat]:
    persons = [patron.person_id for patron in mine.patrons]
    known = {each.person_id: each for each in queries.live_registrations(found, persons)}
    begun = {each.person_id: each for each in queries.holds(found, persons, at=at)}
    return [
        Seat(
            place,
            patron,
            own := known.get(patron.person_id),
            queries.position(own) if own else None,
            begun.get(patron.person_id),
        )
        for place, patron in enumerate(mine.patrons, 1)
    ]


def _head(found: Occurrence) -> Head:
    """For search machines: schema.org's Event."""
    states = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}
    point = found.service_point
    return Head(
        title=found.name,
        description=found.programme.about,
        linked_data={
            "@context": "https://schema.org",
            "@type": "Event",
            "name": found.name,
            "startDate": found.local_start.isoformat(),
            "endDate": found.local_end.isoformat(),
            "eventStatus": f"https://schema.org/{states.get(found.state, 'EventScheduled')}",
            "location": {
                "@type": "Place",
                "name": ", ".join(part for part in (found.place, point.name) if part),
                "address": point.address,
            },
            "organizer": {"@type": "Organization", "name": point.library.name},
            "isAccessibleForFree": True,
            **({"maximumAttendeeCapacity": found.capacity} if found.capacity is not None else {}),
        },
    )


@login_required
def here(request: HttpRequest, occurrence_id: int) -> HttpResponse:
    """I am here, or my child is: by the word that the display in the room shows."""
    found, mine = shown(occurrence_id), family(request)
    reasons: Sequence[WordedReason] = ()
    if request.method == "POST" and mine.patrons:
        throttle.count(request, "room-word")
        _place, patron = mine.member(request.POST.get("untuk"))
        word = request.POST.get("kata", "")[:100]
        try:
            actions.arrive_by_word(
                occurrence=found,
                person=patron.person,
                word=word,
                by=mine.actor,
                at=clock.now(),
                source=actions.Source.WEB,
            )
            messages.success(request, gettext("Noted: %(name)s is here.") % {"name": patron.person.greeting})
            return redirect("public:here", occurrence_id)
        except Refusal as refusal:
            reasons = refusal.worded()
    context = {
        "event": found,
        "patrons": list(enumerate(mine.patrons, 1)),
        "reasons": reasons,
        "word": request.POST.get("kata", "")[:40],
    }
    return render(request, "public/here.html", context, status=409 if reasons else 200)


def survey(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody who came is asked afterwards; the answers are kept without them."""
    found = queries.registration_by_code(code)
    if found is None:
        raise Http404
    asked, version = asked_form(found.occurrence.programme.survey, request)
    if asked is None or version is None:
        raise Http404
    at, thanks = clock.now(), False
    reasons = queries.survey_refusal(found, at=at)
    if not reasons and asked.is_valid():
        try:
            actions.answer_survey(registration=found, version=version, values=asked.values, at=at)
            thanks = True
        except Refusal as refusal:
            reasons = refusal.worded()
    return _survey_page(request, found.occurrence, asked, reasons=reasons, thanks=thanks)


def open_survey(request: HttpRequest, occurrence_id: int, key: str) -> HttpResponse:
    """What whoever was in the room is asked, where nobody registers: by a link that stands there."""
    found = queries.occurrence_of_survey(occurrence_id, key)
    asked, version = asked_form(found.programme.survey, request) if found else (None, None)
    if found is None or asked is None or version is None:
        raise Http404
    at, thanks = clock.now(), False
    reasons = queries.open_survey_refusal(found, at=at)
    if not reasons and asked.is_valid():
        try:
            throttle.count(request, "open survey", most=ANSWERS_OF_A_ROOM)
            actions.answer_openly(occurrence=found, version=version, values=asked.values, at=at)
            thanks = True
        except Refusal as refusal:
            reasons = refusal.worded()
    return _survey_page(request, found, asked, reasons=reasons, thanks=thanks, is_open=True)


def _survey_page(
    request: HttpRequest,
    found: Occurrence,
    asked: AskedForm,
    *,
    reasons: Sequence[WordedReason],
    thanks: bool,
    is_open: bool = False,
) -> HttpResponse:
    context = {"event": found, "asked": asked, "reasons": reasons, "thanks": thanks, "is_open": is_open}
    status = 409 if reasons else 422 if asked.is_bound and not thanks else 200
    return render(request, "public/survey.html", context, status=status)


@readable_offline
@login_required
def my_events(request: HttpRequest) -> HttpResponse:
    """What I and my children are registered for."""
    mine = family(request)
    names = {patron.person_id: patron.person.greeting for patron in mine.patrons}
    rows = [
        (each, queries.position(each), "" if each.person_id == mine.actor.person_id else names[each.person_id or 0])
        for each in queries.registrations_ahead(list(names), at=clock.now())
    ]
    return render(request, "public/my_events.html", {"rows": rows, "read_at": local_now()})


@login_required
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Take the seat that is offered, or give mine back (``batal``)."""
    found, mine = queries.registration_by_code(code), family(request)
    if found is None or found.person_id is None or not mine.actor.acts_for(found.person_id):
        raise Http404
    try:
        if request.POST.get("batal"):
            actions.cancel(registration=found, by=mine.actor, at=clock.now())
            messages.success(request, gettext("Cancelled. Somebody else can have your seat now."))
        else:
            actions.accept(registration=found, by=mine.actor, at=clock.now())
            messages.success(request, gettext("Registered. See you there!"))
    except Refusal as refusal:
        for reason in refusal.worded():
            messages.warning(request, str(reason.message))
    return redirect("public:my_events")


def by_link(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind the secret link of a registration: who holds it may take the offer or give the seat back.

    The phone of whoever is registered keeps it until the date is over: at the door there may be no network.
    """
    found, at = queries.registration_by_code(code), clock.now()
    if found is None:
        raise Http404
    reasons: Sequence[WordedReason] = ()
    if request.method == "POST":
        act = actions.cancel if request.POST.get("batal") else actions.accept
        try:
            act(registration=found, by=None, at=at)
            return redirect("public:registration", code)
        except Refusal as refusal:
            reasons = refusal.worded()
    context = {
        "registration": found,
        "event": found.occurrence,
        "position": queries.position(found),
        "reasons": reasons,
        "ticket": queries.admission_of(found, at=at) if found.status == queries.Status.CONFIRMED else "",
        "read_at": periods.local_time(at, found.occurrence.service_point.zone),
    }
    answer = render(request, "public/registration.html", context, status=409 if reasons else 200)
    if found.occurrence.ends_at > at and request.user.is_authenticated and _is_mine(request, found):
        kept_by_reader(request, answer)
    return answer


def _is_mine(request: HttpRequest, found: Registration) -> bool:
    return found.person_id is not None and asker(request).acts_for(found.person_id)


def event_file(request: HttpRequest, occurrence_id: int) -> HttpResponse:
    """One date as a calendar file."""
    del request
    found = shown(occurrence_id)
    entry = queries.entry_of(found, about=absolute(f"/kegiatan/{found.pk}/"))
    return calendars.file([entry], name=found.name, at=clock.now(), file_name=f"kegiatan-{found.pk}.ics")


def shown(occurrence_id: int) -> Occurrence:
    """A date that the public sees; else 404."""
    found = queries.occurrence(occurrence_id)
    if found is None or found.state == queries.State.DRAFT:
        raise Http404
    return found
