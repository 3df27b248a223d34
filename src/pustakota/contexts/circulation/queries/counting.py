"""What loans, returns, renewals and holds are counted by: rows of points and days, and who was active."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from pustakota.contexts.circulation.models import Hold, Loan, Renewal
from pustakota.contexts.people import queries as people
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pustakota.contexts.organisation.models import ServicePoint

ActiveUse = tuple[str, int, datetime]
"""The key of a person in the year, the point, the moment."""
CHUNK = 2000


def _within(point: str, moment: str, points: Collection[ServicePoint], first: date, last: date) -> Q:
    """Rows whose moment falls on one of the days, each point by its own clock."""
    zones: dict[str, list[int]] = defaultdict(list)
    for each in points:
        zones[each.zone].append(each.pk)
    found = Q(pk__in=[])
    for zone, keys in zones.items():
        begins, ends = periods.bounds(first, last, zone)
        found |= Q(**{f"{point}__in": keys, f"{moment}__gte": begins, f"{moment}__lt": ends})
    return found


def loans_made(points: Collection[ServicePoint], first: date, last: date) -> QuerySet[Loan]:
    """Loans made at points from the first day to the last, both included."""
    return Loan.objects.filter(_within("service_point", "lent_at", points, first, last))


def loans_returned(points: Collection[ServicePoint], first: date, last: date) -> QuerySet[Loan]:
    """Loans that came back to points from the first day to the last."""
    return Loan.objects.filter(_within("returned_to", "returned_at", points, first, last))


def renewals_made(points: Collection[ServicePoint], first: date, last: date) -> QuerySet[Renewal]:
    """Renewals of loans of points from the first day to the last."""
    return Renewal.objects.filter(_within("service_point", "renewed_at", points, first, last))


def holds_placed(points: Collection[ServicePoint], first: date, last: date) -> QuerySet[Hold]:
    """Holds to be collected at points that were placed from the first day to the last."""
    return Hold.objects.filter(_within("pickup_point", "placed_at", points, first, last))


def borrowings(points: Collection[ServicePoint], first: date, last: date) -> Iterator[ActiveUse]:
    """Who borrowed, by the key of the year; also where the key has not been noted on the loan yet."""
    return _uses(loans_made(points, first, last), "service_point", "lent_at", points)


def reservings(points: Collection[ServicePoint], first: date, last: date) -> Iterator[ActiveUse]:
    """Who reserved, by the key of the year."""
    return _uses(holds_placed(points, first, last), "pickup_point", "placed_at", points)


def active_pairs(points: Collection[ServicePoint], first: date, last: date) -> Iterator[tuple[str, int]]:
    """The different pairs of a person's key and a point where they borrowed or reserved."""
    sources: tuple[tuple[QuerySet[Any], str, str], ...] = (
        (loans_made(points, first, last), "service_point", "lent_at"),
        (holds_placed(points, first, last), "pickup_point", "placed_at"),
    )
    for rows, point, moment in sources:
        keyed = rows.exclude(person_key="").order_by().values_list("person_key", f"{point}_id").distinct()
        yield from keyed.iterator(chunk_size=CHUNK)
        yield from ((key, point_id) for key, point_id, _at in _unmarked(rows, point, moment, points))


def _uses(rows: QuerySet[Any], point: str, moment: str, points: Collection[ServicePoint]) -> Iterator[ActiveUse]:
    keyed = rows.exclude(person_key="").order_by().values_list("person_key", f"{point}_id", moment)
    yield from keyed.iterator(chunk_size=CHUNK)
    yield from _unmarked(rows, point, moment, points)


def _unmarked(rows: QuerySet[Any], point: str, moment: str, points: Collection[ServicePoint]) -> Iterator[ActiveUse]:
    """Facts that still lead to a member and wait for their key: it is the one they will get."""
    zones = {each.pk: each.zone for each in points}
    found = list(
        rows.filter(person_key="", patron__isnull=False)
        .order_by()
        .values_list("patron__person_id", f"{point}_id", moment)
    )
    years: dict[date, set[int]] = defaultdict(set)
    for person_id, point_id, at in found:
        years[_year_of(at, zones[point_id])].add(person_id)
    keys = {year: people.person_keys(persons, on=year) for year, persons in years.items()}
    for person_id, point_id, at in found:
        if key := keys[_year_of(at, zones[point_id])][person_id]:
            yield key, point_id, at


def _year_of(at: datetime, zone: str) -> date:
    return date(periods.local_day(at, zone).year, 1, 1)
