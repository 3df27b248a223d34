"""Questions about places and their hours. None of them changes anything."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from pustakota.contexts.organisation.models import Hours, HoursKind, Library, ServicePoint
from pustakota.contexts.organisation.rules import Calendar, DatedHours, Interval
from pustakota.foundation import periods
from pustakota.foundation.prepared import prepared


def libraries() -> QuerySet[Library]:
    """The libraries of the network."""
    return Library.objects.order_by("pk")


def first_library() -> Library | None:
    """The library that was founded first, which names the network; nothing before there is one."""
    return next(iter(_first_library()), None)


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
    return ServicePoint.objects.filter(pk=point_id, is_active=True)


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
    week: dict[int, tuple[Interval, ...]] = defaultdict(tuple)
    dated: dict[date, DatedHours] = {}
    for row in rows:
        interval = (Interval(row.opens, row.closes),) if row.opens and row.closes else ()
        if row.kind == HoursKind.WEEK and row.weekday is not None:
            week[row.weekday] += interval
        elif row.on:
            before = dated.get(row.on, DatedHours(()))
            dated[row.on] = DatedHours(before.intervals + interval, row.reason)
    return Calendar(week, dated, holidays)


def open_days(point: ServicePoint, first: date, last: date) -> tuple[date, ...]:
    """The point's open days from first to last, both included; one query."""
    return calendar_of(point, first, last).open_days(first, last)


def is_open(point: ServicePoint, at: datetime) -> bool:
    """True when the point is open at a moment."""
    day = periods.local_day(at, point.zone)
    return calendar_of(point, day, day).is_open(periods.local_time(at, point.zone))
