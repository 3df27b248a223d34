"""What takes place: by day, week and month, as a list and on a map; on paper, in other pages, and as a feed."""

from __future__ import annotations

import calendar as months
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt

from pustakota.contexts.festivals import queries as festivals
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.organisers import queries as organisers
from pustakota.contexts.programmes import queries
from pustakota.contexts.school_visits import queries as school_visits
from pustakota.contexts.spaces import queries as spaces
from pustakota.design.parts import Link
from pustakota.foundation import calendars, clock, periods
from pustakota.foundation.print import pdf, qr_picture
from pustakota.sites.public.addresses import absolute
from pustakota.sites.public.asking import local_now
from pustakota.sites.public.naming import library_here
from pustakota.sites.public.sketch_map import Sketch, Spot, sketch
from pustakota.sites.public.spans import Span, View, around, day_asked
from pustakota.sites.public.views.pages import still_to_come

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.calendars import Entry

AGES = {"anak": (0, 12), "remaja": (13, 18), "dewasa": (19, 59), "lansia": (60, 150)}
AHEAD, BEHIND = timedelta(days=370), timedelta(days=30)
FEED_MOST, WIDGET_MOST, COMING_MOST = 2000, 12, 60
COMING = timedelta(weeks=6)
FRAME = '<iframe src="{}" title="{}" width="100%" height="520" loading="lazy"></iframe>'
NARROWING = ("titik", "jenis", "umur", "program")


class Wanted(forms.Form):
    """What somebody wants to see of the calendar; words that mean nothing show everything."""

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
    program = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tampilan = forms.ChoiceField(required=False, choices=[(view, view) for view in View])
    hari = forms.CharField(required=False)
    bulan = forms.CharField(required=False)

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        points: Any = self.fields["titik"]
        points.queryset = organisation.service_points()
        self.is_valid()  # what is wrong is left out, and what is right still counts

    @property
    def view(self) -> View:
        return View(self.cleaned_data.get("tampilan") or View.LIST)

    @property
    def narrowed(self) -> queries.Narrowed:
        given, point = self.cleaned_data, self.cleaned_data.get("titik")
        return queries.Narrowed(
            point_ids=None if point is None else [point.pk],
            kind=given.get("jenis") or "",
            ages=AGES.get(given.get("umur") or ""),
            programme_id=given.get("program"),
        )

    def span(self, today: date) -> Span:
        given = self.cleaned_data.get("hari") or self.cleaned_data.get("bulan") or ""
        return around(day_asked(given, today), self.view)

    def address(self, **other: str) -> str:
        """The question of an address that shows the same, but for what is given."""
        same = {name: self.data.get(name, "") for name in (*NARROWING, "tampilan", "hari", "bulan")}
        return urlencode({name: value for name, value in (same | other).items() if value})

    @property
    def kept(self) -> str:
        """The same for a feed or a widget, which begin today."""
        return self.address(tampilan="", hari="", bulan="")


@dataclass(frozen=True, slots=True)
class DayShown:
    """A day of the grid, with what takes place; ``is_other``: it belongs to the month before or after."""

    day: date
    occurrences: Sequence[Occurrence]
    is_other: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A service point and how much takes place there; ``spot``: on the sketch, empty where nobody knows where it is."""

    point: ServicePoint
    number: int
    spot: Spot | None
    address: str


@dataclass(frozen=True, slots=True)
class MapShown:
    """Where it takes place: the fullest place first, those without anything last; and the scale of the sketch."""

    places: Sequence[PlaceShown]
    sketch: Sketch | None


def events(request: HttpRequest) -> HttpResponse:
    """A day, a week or a month: as a list, a grid, or a map."""
    if not queries.programmes().exists():
        return still_to_come(request, "events")
    wanted, today = Wanted(request.GET), _today()
    span, view = wanted.span(today), wanted.view
    found = queries.shown_on_days(span.first, span.last, only=wanted.narrowed)
    context: dict[str, Any] = {
        "form": wanted,
        "span": span,
        "view": str(view),
        "views": [Link(word, f"?{wanted.address(tampilan=each)}", current=each is view) for each, word in VIEWS],
        "before": wanted.address(hari=f"{span.before}", bulan=""),
        "after": wanted.address(hari=f"{span.after}", bulan=""),
        "today": "" if today in span else wanted.address(hari="", bulan=""),
        "kept": wanted.kept,
        "for_schools": school_visits.offers().exists(),
        "has_festivals": bool(festivals.festivals_shown()),
        "may_organise": organisers.takes_applications(),
        "narrowed": any(wanted.data.get(name) for name in NARROWING),
        "poster": wanted.address(hari="", bulan=f"{span.first:%Y-%m}", tampilan=""),
    }
    context |= _shown(wanted, span, found, today)
    return render(request, "public/calendar.html", context)


VIEWS = [
    (View.LIST, _("List")),
    (View.DAY, _("Day")),
    (View.WEEK, _("Week")),
    (View.MONTH, _("Month")),
    (View.MAP, _("Map")),
]


def _shown(wanted: Wanted, span: Span, found: Sequence[Occurrence], today: date) -> dict[str, Any]:
    if wanted.view is View.MONTH:
        return {"weeks": _grid(span.first, found, today)}
    if wanted.view is View.WEEK:
        by_day = dict(_by_day(found))
        week = list(periods.days(span.first, span.last))
        return {"week": [DayShown(day, by_day.get(day, []), is_other=False, is_today=day == today) for day in week]}
    if wanted.view is View.MAP:
        return {"map": _map(wanted, found)}
    from_day = today if today in span else span.first
    return {"days": _by_day([each for each in found if each.local_start.date() >= from_day])}


def _today() -> date:
    return local_now().date()


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


def _map(wanted: Wanted, found: Sequence[Occurrence]) -> MapShown:
    numbers = Counter(each.service_point_id for each in found)
    points = list(organisation.service_points())
    drawn = sketch(
        {
            point.pk: (point.latitude, point.longitude)
            for point in points
            if point.latitude is not None and point.longitude is not None
        }
    )
    places = [
        PlaceShown(
            point,
            numbers[point.pk],
            drawn.spots.get(point.pk) if drawn else None,
            wanted.address(tampilan=View.LIST, titik=str(point.pk)),
        )
        for point in points
    ]
    return MapShown(sorted(places, key=lambda place: -place.number), drawn)


@cache_control(public=True, max_age=300)
def poster(request: HttpRequest) -> HttpResponse:
    """A month on A4 for the notice board, with the way to the calendar as a QR code."""
    wanted = Wanted(request.GET)
    span = around(wanted.span(_today()).first, View.MONTH)
    found = queries.shown_on_days(span.first, span.last, only=wanted.narrowed)
    facts = {
        "span": span,
        "days": _by_day(found),
        "point": wanted.cleaned_data.get("titik"),
        "head": organisation.letterhead(library_here(request)),
        "code": qr_picture(absolute(f"{reverse('public:events')}?{wanted.kept}")),
        "address": absolute(reverse("public:events")),
    }
    page = pdf("public/print/events.html", facts, language=get_language())
    answer = HttpResponse(page, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="kegiatan-{span.first:%Y-%m}.pdf"'
    return answer


@cache_control(public=True, max_age=300)
@xframe_options_exempt
@csp_replace({"frame-ancestors": "*"})
def widget(request: HttpRequest) -> HttpResponse:
    """What comes next, for a frame in somebody else's page; it holds nothing of whoever looks."""
    wanted = Wanted(request.GET)
    found = _not_over(AHEAD, only=wanted.narrowed)
    context = {"days": _by_day(found[:WIDGET_MOST]), "kept": wanted.kept}
    return render(request, "public/calendar_widget.html", context)


@cache_control(public=True, max_age=300)
def coming(request: HttpRequest) -> HttpResponse:
    """What is on in the next weeks, for a phone to keep: asked for without its reader, the same for everybody."""
    found = _not_over(COMING)
    context = {"days": _by_day(found[:COMING_MOST]), "more": len(found) > COMING_MOST, "read_at": local_now()}
    answer = render(request, "public/coming_events.html", context)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _not_over(ahead: timedelta, *, only: queries.Narrowed | None = None) -> list[Occurrence]:
    at, today = clock.now(), _today()
    return [each for each in queries.shown_on_days(today, today + ahead, only=only) if each.ends_at > at]


def embedding(request: HttpRequest) -> HttpResponse:
    """The lines that bring the calendar into a page of a school, a village or a partner."""
    wanted = Wanted(request.GET)
    address = absolute(f"{reverse('public:events_widget')}?{wanted.kept}".rstrip("?"))
    lines = FRAME.format(escape(address), escape(gettext("Events")))
    return render(request, "public/calendar_embedding.html", {"form": wanted, "address": address, "lines": lines})


@cache_control(public=True, max_age=300)
def feed(request: HttpRequest) -> HttpResponse:
    """All dates of a service point, a programme, a kind, for an age, or all: to subscribe to."""
    wanted, at = Wanted(request.GET), clock.now()
    found = queries.shown_on_days(at.date() - BEHIND, at.date() + AHEAD, only=wanted.narrowed)[:FEED_MOST]
    return calendars.file(map(_entry, found), name=gettext("Events"), at=at, file_name="kegiatan.ics")


@cache_control(private=True, no_store=True)
def my_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What somebody booked and registered for, for their own calendar program, which cannot sign in."""
    del request
    person_id, at = spaces.person_of_calendar(secret), clock.now()
    if person_id is None:
        raise Http404
    mine = [*spaces.calendar_of_person(person_id, at=at), *map(_entry, queries.dates_of_person(person_id, at=at))]
    return calendars.file(mine, name=gettext("My bookings and events at the library"), at=at)


def _entry(each: Occurrence) -> Entry:
    return queries.entry_of(each, about=absolute(f"/kegiatan/{each.pk}/"))
