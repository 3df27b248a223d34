"""Questions about who took part. None of them changes anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext

from pustakota.contexts.participation.models import ActivityKind, Band, Part, Participation

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

__all__ = ["ActivityKind", "Band", "Part"]


@dataclass(frozen=True, slots=True)
class Figures:
    """Attendance in a span of days: how many took part, how many facts say so, how many known persons they were.

    ``persons`` counts each known person once; people of counted groups are not told apart and not among them.
    """

    participants: int
    facts: int
    persons: int


def rows_between(
    first: date, last: date, *, point_ids: Collection[int], kind: str = "", as_of: datetime | None = None
) -> QuerySet[Participation]:
    """What counts at points in a span of their days, both included: the rows behind ``figures``."""
    rows = Participation.objects.standing(as_of).filter(service_point__in=point_ids, on__range=(first, last))
    return (rows.filter(kind=kind) if kind else rows).order_by("on", "pk")


def figures(
    first: date, last: date, *, point_ids: Collection[int], kind: str = "", as_of: datetime | None = None
) -> Figures:
    """Attendance at points in a span of days; one query."""
    rows = rows_between(first, last, point_ids=point_ids, kind=kind, as_of=as_of).order_by()
    found = rows.aggregate(
        participants=Sum("number"),
        facts=Count("pk"),
        persons=Count("person_key", distinct=True, filter=~Q(person_key="")),
    )
    return Figures(found["participants"] or 0, found["facts"], found["persons"])


def parts_in(ref: str) -> QuerySet[Participation]:
    """What counts of one activity, in the order in which it was noted."""
    return Participation.objects.standing().filter(ref=ref).select_related("person").order_by("pk")


def persons_in(refs: Collection[str]) -> QuerySet[Participation]:
    """What counts of known persons in these activities; one query."""
    rows = Participation.objects.standing().filter(ref__in=refs, person__isnull=False)
    return rows.select_related("person").order_by("person__name", "person", "pk")


def parts_in_any(refs: Collection[str]) -> QuerySet[Participation]:
    """What counts of several activities at once."""
    return Participation.objects.standing().filter(ref__in=refs).select_related("person").order_by("pk")


def parts_of(person_id: int) -> QuerySet[Participation]:
    """What a person took part in, as far as it still leads to them, the newest first."""
    rows = Participation.objects.standing().filter(person=person_id)
    return rows.select_related("service_point").order_by("-at", "-pk")


def kept_about(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """What is kept about a person here, under a heading, in words they can read."""
    return {
        gettext("Taking part"): [
            {
                gettext("at"): row.at,
                gettext("kind"): row.get_kind_display(),
                gettext("as"): row.get_part_display(),
                gettext("service point"): row.service_point.name,
            }
            for row in parts_of(person_id)
        ]
    }
