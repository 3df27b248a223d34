"""Questions about places and their hours. None of them changes anything."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TypeGuard

from django.db.models import Q, QuerySet

from pustakota.contexts.organisation.models import Hours, HoursKind, Library, Logo, PolicyDocument, ServicePoint
from pustakota.contexts.organisation.rules.calendar import Calendar, DatedHours, Interval, WeekSpan
from pustakota.design import branding
from pustakota.design.parts import Letterhead
from pustakota.foundation import periods
from pustakota.foundation.prepared import prepared

SALUTATIONS = Library.Salutation.choices
"""How letters may begin, each with a specimen."""


def libraries() -> QuerySet[Library]:
    """The libraries of the network."""
    return Library.objects.order_by("pk")


def first_library() -> Library | None:
    """The library that was founded first, which names the network; nothing before there is one."""
    return next(iter(_first_library()), None)


def library_at(host: str) -> Library | None:
    """The library whose domain this is; where it is nobody's, the first one."""
    found = _libraries()
    return next((library for library in found if library.host and library.host == host), found[0] if found else None)


def library(library_id: int) -> Library | None:
    """One library, or nothing."""
    return libraries().filter(pk=library_id).first()


def is_whole_library(place: Library | ServicePoint | None) -> TypeGuard[Library]:
    """Tells a whole library from one of its points, where something holds for either."""
    return isinstance(place, Library)


def logo(digest: str) -> bytes | None:
    """The picture of this digest."""
    png = Logo.objects.filter(digest=digest).values_list("png", flat=True).first()
    return None if png is None else bytes(png)


def letterhead(library: Library | None, *lines: str) -> Letterhead:
    """What stands at the head of anything printed for a library; one query where it has a logo."""
    if library is None:
        return Letterhead("", branding.FIRST, lines=lines)
    png = logo(library.logo) if library.logo else None
    picture = f"data:image/png;base64,{b64encode(png).decode()}" if png else ""
    return Letterhead(library.name, ink_of(library), picture, lines)


def line_of(point: ServicePoint) -> str:
    """A place and where it lies, in one line."""
    return " · ".join(each for each in (point.name, point.address) if each)


def ink_of(library: Library) -> str:
    """The library's colour as it can be read on white."""
    return branding.palette(library.colour or branding.FIRST).light.nila


@prepared
def _libraries() -> QuerySet[Library]:
    return libraries()


@prepared
def _first_library() -> QuerySet[Library]:
    return libraries()[:1]


def service_points() -> QuerySet[ServicePoint]:
    """All points in service, in the order they were founded."""
    return ServicePoint.objects.filter(is_active=True).select_related("library").order_by("pk")


@prepared
def points_in_service() -> QuerySet[ServicePoint]:
    """The same as rows, for pages that show them all."""
    return service_points()


@prepared
def points_ever() -> QuerySet[ServicePoint]:
    """Those that are closed for good too: titles may still lie there."""
    return ServicePoint.objects.select_related("library").order_by("pk")


def every_service_point() -> QuerySet[ServicePoint]:
    """All points, also those that are closed for good, for those who look after them."""
    return ServicePoint.objects.select_related("library").order_by("-is_active", "pk")


def holidays_from(day: date) -> QuerySet[Hours]:
    """Days on which the whole network is closed, from this one on."""
    return Hours.objects.filter(service_point__isnull=True, on__gte=day).order_by("on")


def pickup_points() -> QuerySet[ServicePoint]:
    """Points where reserved items can be collected."""
    return service_points().filter(is_pickup=True)


def service_point(point_id: int) -> ServicePoint | None:
    """One point, or nothing."""
    return next(iter(_point(point_id)), None)


@prepared
def _point(point_id: int) -> QuerySet[ServicePoint]:
    return ServicePoint.objects.filter(pk=point_id, is_active=True).select_related("library")


def calendar_of(point: ServicePoint, first: date, last: date) -> Calendar:
    """The point's calendar for a span of days; one query."""
    return _calendars([point.pk], _hours(point.pk, first, last))[point.pk]


@prepared
def _hours(point_id: int, first: date, last: date) -> QuerySet[Hours]:
    place = Q(service_point=point_id) | Q(service_point__isnull=True)
    rows = Hours.objects.filter(place, Q(weekday__isnull=False) | Q(on__range=(first, last)))
    return rows.order_by("on", "weekday", "opens")


def calendars_of(points: Iterable[ServicePoint], first: date, last: date) -> dict[int, Calendar]:
    """Calendars of several points for a span of days, by the point's id; one query."""
    keys = [point.pk for point in points]
    place = Q(service_point__in=keys) | Q(service_point__isnull=True)
    rows = Hours.objects.filter(place, Q(weekday__isnull=False) | Q(on__range=(first, last)))
    return _calendars(keys, rows.order_by("on", "weekday", "opens"))


def _calendars(keys: Iterable[int], rows: Iterable[Hours]) -> dict[int, Calendar]:
    by_point: dict[int | None, list[Hours]] = defaultdict(list)
    for row in rows:
        by_point[row.service_point_id].append(row)
    holidays = {row.on: row.reason for row in by_point[None] if row.on}
    return {key: _calendar(by_point[key], holidays) for key in keys}


def _calendar(rows: Iterable[Hours], holidays: dict[date, str]) -> Calendar:
    weeks: list[Hours] = []
    dated: dict[date, DatedHours] = {}
    for row in rows:
        if row.on:
            before = dated.get(row.on, DatedHours(()))
            dated[row.on] = DatedHours(before.intervals + _interval(row), row.reason)
        else:
            weeks.append(row)
    spans = _spans(weeks)
    always = next((span.week for span in spans if span.first is None and span.last is None), {})
    return Calendar(always, dated, holidays, tuple(span for span in spans if span.week is not always))


def _interval(row: Hours) -> tuple[Interval, ...]:
    return (Interval(row.opens, row.closes),) if row.opens and row.closes else ()


def _spans(rows: Iterable[Hours]) -> list[WeekSpan]:
    """The weeks in the order in which they hold. A week that is closed altogether has one empty row."""
    found: dict[tuple[date | None, date | None, str], dict[int, tuple[Interval, ...]]] = {}
    for row in rows:
        week = found.setdefault((row.valid_from, row.valid_until, row.reason), {})
        if interval := _interval(row):
            week[row.weekday or 0] = week.get(row.weekday or 0, ()) + interval
    spans = [WeekSpan(first, last, week, reason) for (first, last, reason), week in found.items()]
    return sorted(spans, key=lambda span: span.first or date.min)


def week_spans(point: ServicePoint) -> list[WeekSpan]:
    """The weeks of a point, past and to come, in order; one query."""
    rows = Hours.objects.filter(service_point=point, kind=HoursKind.WEEK)
    return _spans(rows.order_by("valid_from", "weekday", "opens"))


def open_days(point: ServicePoint, first: date, last: date) -> tuple[date, ...]:
    """The point's open days from first to last, both included; one query."""
    return tuple(each_open_day(point, first, last))


def each_open_day(point: ServicePoint, first: date, last: date) -> Iterator[date]:
    """The same one by one, for whoever needs only the first of them; one query."""
    return calendar_of(point, first, last).each_open_day(first, last)


def local_time(at: datetime) -> datetime:
    """A moment on the clock of the first point: what concerns several zones begins with one of them."""
    point = service_points().first()
    return periods.local_time(at, point.zone) if point else at


def is_open(point: ServicePoint, at: datetime) -> bool:
    """True when the point is open at a moment."""
    day = periods.local_day(at, point.zone)
    return calendar_of(point, day, day).is_open(periods.local_time(at, point.zone))


def documents() -> QuerySet[PolicyDocument]:
    """Regulations and decisions, by number."""
    return PolicyDocument.objects.order_by("number")


def documents_in_force(day: date) -> QuerySet[PolicyDocument]:
    """What a charge may stand on that day."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return documents().filter(begun, Q(valid_until__isnull=True) | Q(valid_until__gte=day))
