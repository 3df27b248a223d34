"""What staff say about what is booked: the tree of a point, layouts, pictures, terms, and every change of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Blackout, Booking, Change, Layout, Picture, Policy, Resource
from pustakota.contexts.spaces.queries.free import parents_at, spans_of
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint

ONE_DAY = timedelta(days=1)
HORIZON = 60
"""Days in which the open days of a promise are looked for."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Something of a point with its parts; ``depth``: 0 for a whole."""

    resource: Resource
    depth: int


def tree(point: ServicePoint) -> list[Branch]:
    """All of a point, in service or not, each whole followed by its parts."""
    rows = Resource.objects.filter(service_point=point).select_related("policy").order_by("name")
    below: dict[int | None, list[Resource]] = {}
    for each in rows:
        below.setdefault(each.part_of_id, []).append(each)
    return list(_branches(below, None, 0))


def _branches(below: dict[int | None, list[Resource]], whole: int | None, depth: int) -> Iterator[Branch]:
    for each in below.get(whole, []):
        yield Branch(each, depth)
        yield from _branches(below, each.pk, depth + 1)


def wholes_for(resource: Resource | None, point: ServicePoint) -> QuerySet[Resource]:
    """What something of a point may be part of: neither itself nor its own parts."""
    rows = Resource.objects.filter(service_point=point, is_active=True).order_by("name")
    if resource is None:
        return rows
    below = rules.below(resource.pk, parents_at(point.pk))
    return rows.exclude(pk__in=below)


def layouts(of: Resource) -> list[Layout]:
    """The ways to set something up, the smallest first."""
    return list(Layout.objects.filter(resource=of, is_active=True).order_by("seats", "name"))


def layout_for(people: int | None, among: Sequence[Layout]) -> Layout | None:
    """The way to set it up that a booking for so many has where none is named."""
    return rules.layout_for(people, among)


def lengths(of: Resource) -> list[timedelta]:
    """How long it may be booked."""
    return rules.lengths(of.policy.terms)


def fitting(
    among: Sequence[Resource],
    *,
    point: ServicePoint | None = None,
    kind: str = "",
    people: int | None = None,
    access: Sequence[str] = (),
) -> list[Resource]:
    """Those of a kind at a point that seat so many, and of which staff say all of this about access; one query."""
    largest: dict[int, int] = {}
    for key, seats in Layout.objects.filter(is_active=True).values_list("resource", "seats"):
        largest[key] = max(seats, largest.get(key, 0))

    def fits(each: Resource) -> bool:
        seats = max(largest.get(each.pk, 0), each.seats or 0)
        return (
            (point is None or each.service_point_id == point.pk)
            and kind in {"", each.kind}
            and (people is None or seats >= people)
            and set(access) <= set(each.access)
        )

    return [each for each in among if fits(each)]


def every_layout(of: Resource) -> list[Layout]:
    """The same with those out of use."""
    return list(Layout.objects.filter(resource=of).order_by("-is_active", "seats", "name"))


def layout(layout_id: int) -> Layout | None:
    return Layout.objects.select_related("resource__service_point").filter(pk=layout_id).first()


def pictures(of: Resource) -> list[Picture]:
    return list(Picture.objects.filter(resource=of).order_by("pk"))


def picture(code: str) -> Picture | None:
    return Picture.objects.select_related("resource__service_point").filter(code=code).first()


def picture_file(code: str) -> str:
    """Where a picture lies in the private storage."""
    return f"rooms/{code}.jpg"


def first_pictures() -> dict[int, Picture]:
    """The first picture of each thing that has one; one query."""
    found: dict[int, Picture] = {}
    for each in Picture.objects.order_by("pk"):
        found.setdefault(each.resource_id, each)
    return found


def policies() -> QuerySet[Policy]:
    """All terms, by name."""
    return Policy.objects.select_related("form").prefetch_related("quotas").order_by("name")


def points_sharing(**what: object) -> set[int]:
    """The service points of all that shares something: terms, a licence, terms of sitting."""
    return set(Resource.objects.filter(**what).values_list("service_point", flat=True))


def points_by_terms() -> dict[int, set[int]]:
    """The service points whose things are booked on them, by terms; one query."""
    held: dict[int, set[int]] = defaultdict(set)
    for policy_id, point_id in Resource.objects.values_list("policy", "service_point").distinct():
        held[policy_id].add(point_id)
    return held


def changes_of(of: Resource | Policy) -> list[Change]:
    """Every change of it, the last first."""
    return list(of.changes.order_by("-at", "-pk"))


def blackout(blackout_id: int) -> Blackout | None:
    return Blackout.objects.select_related("service_point", "resource").filter(pk=blackout_id).first()


def blackouts_ahead(point: ServicePoint, today: date) -> list[Blackout]:
    """What is not given at a point from today on, also every week."""
    rows = Blackout.objects.filter(service_point=point).select_related("resource", "service_point")
    rows = rows.order_by("weekday", "first_on", "pk")
    return [row for row in rows if (row.last_on or (today if row.weekday is not None else row.first_on)) >= today]


def standing_in(row: Blackout, *, at: datetime) -> list[Booking]:
    """What is booked ahead in a blackout: it stays until somebody moves it."""
    rows = Booking.objects.filter(resource__service_point=row.service_point_id, state__in=rules.OPEN, ends_at__gt=at)
    if row.resource_id:
        rows = rows.filter(resource__in=rules.touching(row.resource_id, parents_at(row.service_point_id)))
    ahead = rows.select_related("resource__service_point", "person").order_by("starts_at", "pk")
    return [each for each in ahead if any(span.overlaps(each.span) for span in spans_of(row, each.local))]


def answer_by(of: Resource, at: datetime) -> datetime | None:
    """When a request is late: at the end of so many open days of the point after the day it came."""
    days, point = of.policy.answer_within, of.service_point
    if days is None:
        return None
    today = periods.local_day(at, point.zone)
    after = today + ONE_DAY
    open_days = organisation.open_days(point, after, today + HORIZON * ONE_DAY)[:days]
    last = open_days[-1] if open_days else today + days * ONE_DAY
    return periods.start_of_day(last + ONE_DAY, point.zone)
