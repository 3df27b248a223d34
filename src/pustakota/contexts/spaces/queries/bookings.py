"""What is booked, by whom, and what waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Booking, Claim, Kind, Resource, State
from pustakota.contexts.spaces.queries.free import parents_at, resources
from pustakota.contexts.spaces.rules import Span, Used
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Fault


def own_spans(person_id: int, *, at: datetime, besides: int | None = None) -> list[Span]:
    """What a person has booked or asked for and is not over, but for one booking and the dates of a season."""
    rows = Booking.objects.filter(person=person_id, state__in=rules.OPEN, ends_at__gt=at).exclude(pk=besides or 0)
    rows = rows.filter(season_date=None)
    return [Span(*pair) for pair in rows.order_by("starts_at").values_list("starts_at", "ends_at")]


def spans_elsewhere(person_id: int, of: Resource, wanted: Span, *, besides: int | None = None) -> list[Span]:
    """Where a person is at a time by what they booked: nobody is where their equipment is."""
    if of.kind == Kind.EQUIPMENT:
        return []
    rows = Booking.objects.filter(person=person_id, state__in=rules.OPEN, starts_at__lt=wanted.end)
    rows = rows.filter(ends_at__gt=wanted.start).exclude(resource__kind=Kind.EQUIPMENT).exclude(pk=besides or 0)
    return [Span(*pair) for pair in rows.values_list("starts_at", "ends_at")]


def time_on(person_id: int, of: Resource, day: Span, *, besides: int | None = None) -> timedelta:
    """How long a person has something on a day, what is over included; equipment and all else each for themselves."""
    alike = Q(resource__kind=Kind.EQUIPMENT)
    return _together(_counted(person_id, day, besides, alike if of.kind == Kind.EQUIPMENT else ~alike))


def near(person_id: int, of: Resource, around: Span, *, besides: int | None = None) -> list[Span]:
    """A person's own bookings of the same kind that touch a time."""
    rows = Booking.objects.filter(person=person_id, state__in=rules.COUNTED, resource__kind=of.kind)
    rows = rows.filter(starts_at__lt=around.end, ends_at__gt=around.start).exclude(pk=besides or 0)
    return [Span(*pair) for pair in rows.values_list("starts_at", "ends_at")]


def used(person_id: int, of: Resource, start: datetime, *, besides: int | None = None) -> list[Used]:
    """What a person has of each quota of the terms in the period of a moment."""
    zone = of.service_point.zone
    day = periods.local_day(start, zone)
    scopes: dict[rules.Scope, dict[str, object]] = {
        rules.Scope.RESOURCE: {"resource": of.pk},
        rules.Scope.KIND: {"resource__kind": of.kind},
        rules.Scope.POINT: {"resource__service_point": of.service_point_id},
        rules.Scope.CITY: {},
    }

    def of_quota(quota: rules.Quota) -> Used:
        period = Span(*periods.bounds(*rules.period_of(day, quota.per), zone))
        rows = list(_counted(person_id, period, besides, Q(**scopes[quota.scope])))
        return Used(quota, len(rows), _together(rows))

    return [of_quota(row.rule) for row in of.policy.quotas.order_by("pk")]


def _counted(person_id: int, within: Span, besides: int | None, more: Q) -> Iterable[tuple[datetime, datetime]]:
    rows = Booking.objects.filter(
        more, person=person_id, state__in=rules.COUNTED, starts_at__gte=within.start, starts_at__lt=within.end
    )
    return rows.exclude(pk=besides or 0).values_list("starts_at", "ends_at")


def _together(rows: Iterable[tuple[datetime, datetime]]) -> timedelta:
    return sum((end - start for start, end in rows), timedelta())


def booking_by_code(code: str) -> Booking | None:
    rows = Booking.objects.select_related(
        "resource__service_point__library", "resource__policy", "person__patron", "layout", "form_version"
    )
    return rows.filter(code=code).first()


def groups_ahead(point_id: int, *, at: datetime) -> list[Booking]:
    """Rooms that members asked for or have ahead for a purpose, the next first: what might become an event for all."""
    rows = Booking.objects.filter(
        resource__service_point=point_id,
        resource__kind=Kind.ROOM,
        person__isnull=False,
        state__in=[State.REQUESTED, State.CONFIRMED],
        starts_at__gt=at,
        is_kept=False,
    )
    rows = rows.exclude(purpose="").select_related("resource__service_point", "person")
    return list(rows.order_by("starts_at", "pk"))


def bookings_ahead(person_ids: Collection[int], *, at: datetime) -> list[Booking]:
    """What these persons have ahead, the next first."""
    rows = Booking.objects.filter(person__in=person_ids, state__in=rules.OPEN, ends_at__gt=at)
    rows = rows.select_related("resource__service_point", "resource__policy", "person", "layout")
    return list(rows.order_by("starts_at", "pk"))


def answered_lately(person_ids: Collection[int], *, since: datetime) -> list[Booking]:
    """What was declined, cancelled, missed or not answered since a moment, the last first: whoever booked reads why."""
    rows = Booking.objects.filter(person__in=person_ids, ended_at__gte=since).exclude(state=State.COMPLETED)
    rows = rows.select_related("resource__service_point", "person")
    return list(rows.order_by("-ended_at", "-pk"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A resource on the day sheet of its point, with what is booked of it, of its whole and of its parts."""

    resource: Resource
    bookings: Sequence[Booking]
    fault: Fault | None = None


def sheet(point: ServicePoint, day: date, *, down: Mapping[int, Fault]) -> list[Sheet]:
    """The day sheet; four queries. What is over stands only where it was booked. ``down``: what is out of order."""
    start = periods.start_of_day(day, point.zone)
    own, parents = list(resources().filter(service_point=point)), parents_at(point.pk)
    taken = {key: set(rules.leaves(key, parents)) for key, _part_of in parents}
    rows = Booking.objects.filter(
        resource__service_point=point, starts_at__lt=start + timedelta(days=1), ends_at__gt=start
    )
    rows = rows.select_related("person__patron", "resource__service_point").prefetch_related("along")
    bookings = list(rows.order_by("starts_at", "pk"))

    def concerns(booking: Booking, each: Resource) -> bool:
        is_shared = booking.state in rules.OPEN and not taken[each.pk].isdisjoint(taken[booking.resource_id])
        return booking.resource_id == each.pk or is_shared or each in booking.along.all()

    return [Sheet(each, [row for row in bookings if concerns(row, each)], down.get(each.pk)) for each in own]


def requests(point: ServicePoint) -> list[Booking]:
    """What waits for an answer at a point, the one that begins first first."""
    return list(_requested().filter(resource__service_point=point).order_by("starts_at", "made_at"))


def late_requests(*, at: datetime) -> list[Booking]:
    """What waits for an answer longer than was promised, anywhere; the longest first."""
    return list(_requested().filter(answer_by__lt=at).order_by("answer_by", "pk"))


def unanswered(point: ServicePoint, *, since: datetime) -> list[Booking]:
    """Requests that nobody answered before their time began."""
    rows = _with_everything().filter(resource__service_point=point, state=State.EXPIRED, ended_at__gte=since)
    return list(rows.order_by("-ended_at", "-pk"))


def _requested() -> QuerySet[Booking]:
    return _with_everything().filter(state=State.REQUESTED)


def _with_everything() -> QuerySet[Booking]:
    """Bookings with what a page of requests shows."""
    return Booking.objects.select_related("resource__service_point", "resource__policy", "person__patron", "layout")


def colliding(booking: Booking) -> QuerySet[Booking]:
    """Other requests that cannot stand beside this one."""
    taken = booking.claims.values_list("resource", flat=True)
    span = booking.kept
    rows = Claim.objects.filter(
        resource__in=taken, booking__state=State.REQUESTED, starts_at__lt=span.end, ends_at__gt=span.start
    ).exclude(booking=booking)
    return Booking.objects.filter(pk__in=rows.values("booking")).order_by("pk")


def rivals(booking: Booking) -> list[Booking]:
    """The same, with what a page shows of each, the first asked first."""
    keys = colliding(booking).values("pk")
    return list(_with_everything().filter(pk__in=keys).order_by("made_at", "pk"))
