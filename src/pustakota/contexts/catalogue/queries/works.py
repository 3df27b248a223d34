"""Editions of one work, and what staff decided about them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

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
    "others_of_works",
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


def others_of_works(records: Iterable[Record]) -> Mapping[int, list[Record]]:
    """The same of many records, by record; one query, or none."""
    shown = [record for record in records if record.work is not None]
    by_work: dict[int, list[Record]] = defaultdict(list)
    for row in _editions([record.work for record in shown if record.work is not None]) if shown else ():
        by_work[row.work or 0].append(row)
    return {
        record.pk: [row for row in by_work[record.work or 0] if row.pk != record.pk][:MOST_SHOWN]
        for record in shown
        if len(by_work[record.work or 0]) > 1
    }


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
