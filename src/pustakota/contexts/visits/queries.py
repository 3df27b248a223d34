"""Questions about visits and reading in place. None of them changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.visits.models import InPlaceUse, NothingNoted, Subject, Visit, VisitKind
from pustakota.contexts.visits.rules import LEADS_TO_MEMBER

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Person

R = TypeVar("R", Visit, InPlaceUse)
LINES = 50

__all__ = ["LINES", "Subject", "VisitKind"]


@dataclass(frozen=True, slots=True)
class DayInBook:
    """A page of the guest book: people by kind, copies read in place, and whether somebody said there was nothing."""

    members: int
    guests: int
    groups: int
    copies: int
    nothing: frozenset[str]

    @property
    def people(self) -> int:
        return self.members + self.guests + self.groups


def day_in_book(point: ServicePoint, on: date) -> DayInBook:
    """What was noted for a day at a point; three queries."""
    kinds = Visit.objects.standing().filter(service_point=point, on=on).order_by().values_list("kind")
    people = dict(kinds.annotate(n=Sum("people")))
    copies = InPlaceUse.objects.standing().filter(service_point=point, on=on).aggregate(n=Sum("copies"))["n"]
    nothing = NothingNoted.objects.filter(service_point=point, on=on).values_list("what", flat=True)
    return DayInBook(
        members=people.get(VisitKind.MEMBER, 0),
        guests=people.get(VisitKind.GUEST, 0),
        groups=people.get(VisitKind.GROUP, 0),
        copies=copies or 0,
        nothing=frozenset(nothing),
    )


def lines_of_day(point: ServicePoint, on: date) -> QuerySet[Visit]:
    """The visits noted for a day at a point, the last at the top, corrected ones among them."""
    return Visit.objects.filter(service_point=point, on=on).order_by("-noted_at", "-pk")


def uses_of_day(point: ServicePoint, on: date) -> QuerySet[InPlaceUse]:
    """What was read in place on a day at a point, the last at the top, corrected ones among them."""
    rows = InPlaceUse.objects.filter(service_point=point, on=on).select_related("item__record")
    return rows.defer("item__record__marc", "item__record__original").order_by("-noted_at", "-pk")


def visit(visit_id: int) -> Visit | None:
    """One visit with its point."""
    return Visit.objects.select_related("service_point").filter(pk=visit_id).first()


def in_place_use(use_id: int) -> InPlaceUse | None:
    """One use in place with its point."""
    return InPlaceUse.objects.select_related("service_point").filter(pk=use_id).first()


def visits_of_entry(entry: UUID) -> list[Visit]:
    """What was noted under an entry: more than nothing where a form was sent twice."""
    return list(Visit.objects.filter(entry=entry).order_by("pk"))


def last_visit_of(person: Person, point: ServicePoint, on: date) -> Visit | None:
    """The member's last standing visit of a day at a point."""
    rows = Visit.objects.standing().filter(person=person, service_point=point, on=on)
    return rows.order_by("-at", "-pk").first()


def last_use_of(item: Item, point: ServicePoint) -> datetime | None:
    """When a copy was last noted as read in place at a point."""
    found = InPlaceUse.objects.standing().filter(item=item, service_point=point).aggregate(last=Max("at"))
    last: datetime | None = found["last"]
    return last


def copy_on_table(barcode: str) -> Item | None:
    """The copy that wears a barcode."""
    return catalogue.item_of_barcode(barcode)


def visits_of(person: Person) -> QuerySet[Visit]:
    """A member's visits that still lead to them, the last at the top: what a request to see one's data shows."""
    return Visit.objects.filter(person=person).select_related("service_point").order_by("-at", "-pk")


def visits_to_part(*, at: datetime) -> QuerySet[Visit]:
    """Visits that have led to their member for long enough."""
    return Visit.objects.filter(person__isnull=False, noted_at__lt=at - LEADS_TO_MEMBER)


def people_in_book(point: ServicePoint, days: Collection[date]) -> dict[date, int]:
    """How many people the guest book holds for each of some days."""
    rows = Visit.objects.standing().filter(service_point=point, on__in=days).exclude(kind=VisitKind.GATE)
    return dict(rows.order_by().values_list("on").annotate(n=Sum("people")))


def gate_counts(point: ServicePoint, days: Collection[date]) -> dict[date, Visit]:
    """What the gate counted on some days."""
    rows = Visit.objects.standing().filter(service_point=point, on__in=days, kind=VisitKind.GATE)
    return {row.on: row for row in rows}


def visits_of_members_in(year: int) -> QuerySet[Visit]:
    """Visits of a year that still lead to their member."""
    return Visit.objects.filter(person__isnull=False, on__year=year).exclude(person_key="")


# For counting


def counted_visits(
    point_ids: Collection[int], first: date, last: date, as_of: datetime | None = None
) -> QuerySet[Visit]:
    """Standing visits of points from the first day to the last, both included, each person once.

    Where a gate counted, its number stands for the day at that point: whoever is in the guest book came through it.
    """
    rows = _standing_visits(point_ids, first, last, as_of)
    gates = rows.filter(kind=VisitKind.GATE)
    if not gates.exists():
        return rows
    same_day = gates.filter(service_point=OuterRef("service_point"), on=OuterRef("on"))
    return rows.filter(Q(kind=VisitKind.GATE) | ~Exists(same_day))


def _standing_visits(
    point_ids: Collection[int], first: date, last: date, as_of: datetime | None = None
) -> QuerySet[Visit]:
    return Visit.objects.standing(as_of).filter(service_point__in=point_ids, on__range=(first, last))


def counted_uses(
    point_ids: Collection[int], first: date, last: date, as_of: datetime | None = None
) -> QuerySet[InPlaceUse]:
    """Standing uses in place of points from the first day to the last, both included."""
    return InPlaceUse.objects.standing(as_of).filter(service_point__in=point_ids, on__range=(first, last))


def known_visitors(
    point_ids: Collection[int], first: date, last: date, as_of: datetime | None = None
) -> QuerySet[Visit, tuple[str, int]]:
    """The different pairs of a member's key in the year and a point visited."""
    rows = _standing_visits(point_ids, first, last, as_of).exclude(person_key="").order_by()
    return rows.values_list("person_key", "service_point_id").distinct()


def visits_with_key(
    point_ids: Collection[int], first: date, last: date, as_of: datetime | None = None
) -> QuerySet[Visit, tuple[str, int, datetime]]:
    """Each visit of a member: the key in the year, the point, the moment."""
    rows = _standing_visits(point_ids, first, last, as_of).exclude(person_key="").order_by()
    return rows.values_list("person_key", "service_point_id", "at")


def days_without(
    what: str, point_ids: Collection[int], first: date, last: date, as_of: datetime | None = None
) -> set[tuple[int, date]]:
    """Points and days for which staff said that there was nothing to count."""
    rows = NothingNoted.objects.filter(what=what, service_point__in=point_ids, on__range=(first, last))
    rows = rows.filter(noted_at__lte=as_of) if as_of else rows
    return set(rows.values_list("service_point_id", "on"))


def corrections_since(
    point_ids: Collection[int], first: date, last: date, since: datetime
) -> tuple[QuerySet[Visit], QuerySet[InPlaceUse]]:
    """What was noted or corrected for these days after a moment: visits, and uses in place."""
    days = {"service_point__in": point_ids, "on__range": (first, last)}
    return (
        _touched_since(Visit.objects.filter(**days), since),
        _touched_since(InPlaceUse.objects.filter(**days), since),
    )


def _touched_since(rows: QuerySet[R], since: datetime) -> QuerySet[R]:
    return rows.filter(Q(noted_at__gt=since) | Q(corrected_at__gt=since)).order_by("at", "pk")
