"""What takes place: the calendar, one date of it, registering for me and my children, and calendar files."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.school_visits import queries as school_visits
from pustakota.foundation import calendars, clock, periods, throttle
from pustakota.foundation.errors import Refusal
from pustakota.sites.public.addresses import absolute
from pustakota.sites.public.asking import family
from pustakota.sites.public.head import Head
from pustakota.sites.public.views.pages import still_to_come

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.programmes.models import Occurrence, Registration
    from pustakota.foundation.errors import WordedReason
    from pustakota.sites.public.asking import Family

AGES = {"anak": (0, 12), "remaja": (13, 18), "dewasa": (19, 59), "lansia": (60, 150)}
AHEAD, BEHIND = timedelta(days=370), timedelta(days=30)
FEED_MOST = 2000


class Wanted(forms.Form):
    """What somebody wants to see of the calendar; words that mean nothing show everything."""

    bulan = forms.CharField(required=False)
    titik: Any = forms.ModelChoiceField(
        label=_("Service point"), queryset=None, required=False, empty_label=_("All service points")
    )
    jenis = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *queries.Kind.choices])
    umur = forms.ChoiceField(
        label=_("For whom"),
        required=False,
        choices=[
            ("", _("any age")),
            ("anak", _("children up to 12")),
            ("remaja", _("13 to 18 years")),
            ("dewasa", _("adults")),
            ("lansia", _("60 years and older")),
        ],
    )

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        points: Any = self.fields["titik"]
        points.queryset = organisation.service_points()

    def matches(self, each: Occurrence) -> bool:
        given = self.cleaned_data if self.is_valid() else {}
        point, kind, age = given.get("titik"), given.get("jenis"), AGES.get(given.get("umur") or "")
        programme = each.programme
        is_for = age is None or (
            (programme.age_from is None or programme.age_from <= age[1])
            and (programme.age_to is None or programme.age_to >= age[0])
        )
        return (point is None or each.service_point_id == point.pk) and (not kind or programme.kind == kind) and is_for


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day of the grid, with what takes place; ``is_other``: it belongs to the month before or after."""

    day: date
    occurrences: Sequence[Occurrence]
    is_other: bool
    is_today: bool


def events(request: HttpRequest) -> HttpResponse:
    """A month: by day as a list, or as a grid."""
    if not queries.programmes().exists():
        return still_to_come(request, "events")
    wanted, today = Wanted(request.GET), _today()
    first = _month(request.GET.get("bulan", ""), today)
    last = first.replace(day=months.monthrange(first.year, first.month)[1])
    from_day = max(first, today) if first <= today <= last else first
    found = [each for each in queries.shown_on_days(first, last) if wanted.matches(each)]
    context = {
        "form": wanted,
        "first": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": last + timedelta(days=1),
        "days": _by_day([each for each in found if each.local_start.date() >= from_day]),
        "weeks": _grid(first, found, today) if request.GET.get("tampilan") == "bulan" else None,
        "for_schools": school_visits.offers().exists(),
        "kept": urlencode({name: request.GET[name] for name in ("titik", "jenis", "umur") if request.GET.get(name)}),
    }
    return render(request, "public/events_month.html", context)


def _today() -> date:
    """On the clock of the first point: a calendar of several zones begins with one of them."""
    point = organisation.service_points().first()
    return periods.local_day(clock.now(), point.zone) if point else clock.now().date()


def _month(given: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{given}-01")
    except ValueError:
        return today.replace(day=1)


def _by_day(found: Sequence[Occurrence]) -> list[tuple[date, list[Occurrence]]]:
    days: dict[date, list[Occurrence]] = {}
    for each in sorted(found, key=lambda each: (each.local_start.date(), each.starts_at)):
        days.setdefault(each.local_start.date(), []).append(each)
    return list(days.items())


def _grid(first: date, found: Sequence[Occurrence], today: date) -> list[list[DayShown]]:
    by_day = dict(_by_day(found))
    weeks = months.Calendar().monthdatescalendar(first.year, first.month)
    return [
        [DayShown(day, by_day.get(day, []), day.month != first.month, day == today) for day in week] for week in weeks
    ]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody of the family, and what they have of an occurrence."""

    place: int
    patron: Patron
    registration: Registration | None
    position: int | None


def event(request: HttpRequest, occurrence_id: int) -> HttpResponse:
    """One date: what, when, where, for whom, seats left, and the way to register."""
    return _page(request, _occurrence(occurrence_id))


def _page(
    request: HttpRequest, found: Occurrence, *, reasons: Sequence[WordedReason] = (), status: int = 200
) -> HttpResponse:
    at = clock.now()
    mine = family(request) if request.user.is_authenticated else None
    context = {
        "event": found,
        "programme": found.programme,
        "left": queries.places_left(found),
        "is_over": found.ends_at <= at,
        "has_begun": found.starts_at <= at,
        "seats": _seats(found, mine) if mine else [],
        "parties": range(1, found.programme.most_in_party + 1),
        "others": queries.other_dates(found, at=at),
        "reasons": reasons,
        "head": _head(found),
    }
    return render(request, "public/event.html", context, status=status)


def _seats(found: Occurrence, mine: Family) -> list[Seat]:
    persons = [patron.person_id for patron in mine.patrons]
    known = {each.person_id: each for each in queries.live_registrations(found, persons)}
    return [
        Seat(place, patron, own := known.get(patron.person_id), queries.position(own) if own else None)
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
@require_POST
def register(request: HttpRequest, occurrence_id: int) -> HttpResponse:
    """Register me or a child of mine, with those who come along."""
    found, mine = _occurrence(occurrence_id), family(request)
    if not mine.patrons:
        raise Http404
    _place, patron = mine.member(request.POST.get("untuk"))
    party = request.POST.get("orang", "1")
    try:
        made = actions.register(
            occurrence=found,
            person=patron.person,
            by=mine.actor,
            at=clock.now(),
            party=int(party) if party.isdecimal() and len(party) < 5 else 0,
        )
    except Refusal as refusal:
        return _page(request, found, reasons=refusal.worded(), status=409)
    words = {
        "confirmed": gettext("Registered. See you there!"),
        "waitlisted": gettext("You are on the waiting list. We tell you when a seat is free."),
        "pending": gettext("Asked. The library answers before it begins."),
    }
    messages.success(request, words[made.status])
    return redirect("public:event", occurrence_id)


@login_required
def here(request: HttpRequest, occurrence_id: int) -> HttpResponse:
    """I am here, or my child is: by the word that the display in the room shows."""
    found, mine = _occurrence(occurrence_id), family(request)
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


@login_required
def my_events(request: HttpRequest) -> HttpResponse:
    """What I and my children are registered for."""
    mine = family(request)
    names = {patron.person_id: patron.person.greeting for patron in mine.patrons}
    rows = [
        (each, queries.position(each), "" if each.person_id == mine.actor.person_id else names[each.person_id or 0])
        for each in queries.registrations_ahead(list(names), at=clock.now())
    ]
    return render(request, "public/my_events.html", {"rows": rows})


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
    """The page behind the secret link of a registration: who holds it may take the offer or give the seat back."""
    found = queries.registration_by_code(code)
    if found is None:
        raise Http404
    reasons: Sequence[WordedReason] = ()
    if request.method == "POST":
        act = actions.cancel if request.POST.get("batal") else actions.accept
        try:
            act(registration=found, by=None, at=clock.now())
            return redirect("public:registration", code)
        except Refusal as refusal:
            reasons = refusal.worded()
    context = {
        "registration": found,
        "event": found.occurrence,
        "position": queries.position(found),
        "reasons": reasons,
        "ticket": queries.admission_of(found, at=clock.now()) if found.status == queries.Status.CONFIRMED else "",
    }
    return render(request, "public/registration.html", context, status=409 if reasons else 200)


def event_file(request: HttpRequest, occurrence_id: int) -> HttpResponse:
    """One date as a calendar file."""
    del request
    found = _occurrence(occurrence_id)
    return _calendar([found], found.name, f"kegiatan-{found.pk}.ics")


@cache_control(public=True, max_age=300)
def feed(request: HttpRequest) -> HttpResponse:
    """All dates of a service point, of a kind, for an age, or all: to subscribe to."""
    wanted, today = Wanted(request.GET), clock.now().date()
    found = [each for each in queries.shown_on_days(today - BEHIND, today + AHEAD) if wanted.matches(each)]
    return _calendar(found[:FEED_MOST], gettext("Events"), "kegiatan.ics")


def _calendar(found: Sequence[Occurrence], name: str, file: str) -> HttpResponse:
    entries = [queries.entry_of(each, about=absolute(f"/kegiatan/{each.pk}/")) for each in found]
    answer_ = HttpResponse(calendars.text(entries, name=name, at=clock.now()), content_type=calendars.TYPE)
    answer_["Content-Disposition"] = f'inline; filename="{file}"'
    return answer_


def _occurrence(occurrence_id: int) -> Occurrence:
    found = queries.occurrence(occurrence_id)
    if found is None or found.state == queries.State.DRAFT:
        raise Http404
    return found
