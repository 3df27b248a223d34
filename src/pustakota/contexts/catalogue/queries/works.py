"""Editions of one work, and what staff decided about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from pustakota.contexts.catalogue.models import Record, WorkDecision
from pustakota.foundation.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = [
    "decision",
    "decisions_about",
    "editions_of",
    "joined_to",
    "members_of",
    "number_of_work",
    "other_editions",
    "parted",
    "roots",
    "works_joined_into",
]

MOST_SHOWN = 100
"""Editions of one work that a page names; Bibles have more."""


def number_of_work(record: Record) -> int:
    """The number of a record's work; below 0 the record's own, where it shares it with none."""
    return int(record.work) if record.work is not None else -record.pk


def editions_of(record: Record) -> list[Record]:
    """The other public editions of its work, the newest first; one query, none for what stands alone by the rule."""
    if record.work is None:
        return []
    return [row for row in _editions([record.work]) if row.pk != record.pk][:MOST_SHOWN]


def other_editions(records: Iterable[Record]) -> Mapping[int, int]:
    """How many others there are, by record, of those that have any; one query, or none."""
    works = {record.pk: record.work for record in records if record.work is not None}
    numbers = dict(_numbers_of_editions(list(works.values()))) if works else {}
    return {number: others for number, work in works.items() if (others := numbers.get(work, 1) - 1)}


@prepared
def _numbers_of_editions(works: list[int]) -> QuerySet[Record, tuple[int, int]]:
    rows = Record.objects.filter(is_suppressed=False, work__in=works).order_by()
    return rows.values_list("work").annotate(n=Count("pk"))


@prepared
def _editions(works: list[int]) -> QuerySet[Record]:
    rows = Record.objects.filter(is_suppressed=False, work__in=works)
    return rows.order_by("-year", "-pk").only("pk", "title", "year", "language", "material", "work")


def members_of(work: int) -> QuerySet[Record]:
    """Every record of a work, hidden ones too; a number below 0 may be that of one record alone."""
    return Record.objects.filter(Q(work=work) | Q(work__isnull=True, pk=-work))


def decision(number: int) -> WorkDecision | None:
    """One decision of staff, in force or taken back."""
    return WorkDecision.objects.filter(pk=number).first()


def decisions_about(record: Record) -> list[WorkDecision]:
    """What was decided about a record and its work, the newest first, what was taken back too."""
    number = number_of_work(record)
    works = {number, *works_joined_into(number)}
    about = Q(record=record) | Q(other=record) | Q(old__in=works) | Q(new__in=works)
    rows = WorkDecision.objects.filter(about).select_related("record", "other")
    return list(rows.defer("record__marc", "record__original", "other__marc", "other__original").order_by("-pk"))


def parted(record_ids: Collection[int]) -> Mapping[int, int]:
    """The own numbers of those of the records that staff parted from their works."""
    rows = WorkDecision.objects.filter(kind=WorkDecision.Kind.PART, ended_at__isnull=True, record__in=record_ids)
    return dict(rows.values_list("record", "new"))


def roots(works: Collection[int]) -> Mapping[int, int]:
    """Where the works lead that were joined to others, step by step to the last; the others are left out."""
    steps: dict[int, int] = {}
    asked = set(works)
    while asked:
        found = dict(_joins().filter(old__in=asked).values_list("old", "new"))
        steps |= found
        asked = set(found.values()) - steps.keys()
    return {work: _last(work, steps) for work in works if work in steps}


def joined_to(works: Collection[int]) -> set[int]:
    """Those of the works to which others were joined."""
    return set(_joins().filter(new__in=works).values_list("new", flat=True)) if works else set()


def works_joined_into(work: int) -> set[int]:
    """The works that were joined to this one, step by step."""
    found: set[int] = set()
    asked = {work}
    while asked:
        asked = set(_joins().filter(new__in=asked).values_list("old", flat=True)) - found
        found |= asked
    return found


def _joins() -> QuerySet[WorkDecision]:
    return WorkDecision.objects.filter(kind=WorkDecision.Kind.JOIN, ended_at__isnull=True)


def _last(work: int, steps: Mapping[int, int]) -> int:
    while work in steps:
        work = steps[work]
    return work
