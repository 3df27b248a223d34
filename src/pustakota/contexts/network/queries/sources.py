"""Sources, their runs and remarks; targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from pustakota.contexts.network.models import Entry, HarvestRemark, HarvestRun, RunState, Source, Target

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

REMARKS_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Summary:
    """A source with how many records of it stand in the union, and its last run."""

    source: Source
    records: int
    last: HarvestRun | None


def sources() -> QuerySet[Source]:
    """All sources by name."""
    return Source.objects.order_by("name")


def is_kept() -> bool:
    """Whether there is a union at all: a source that is, or was, harvested."""
    return Source.objects.exists()


def source(source_id: int) -> Source | None:
    """One source."""
    return Source.objects.filter(pk=source_id).first()


def source_of_name(name: str) -> Source | None:
    """The source of a name, whatever its case."""
    return Source.objects.filter(name__iexact=name.strip()).first()


def due_sources(at: datetime) -> list[Source]:
    """Sources that are to be harvested now, the longest due first."""
    return list(Source.objects.filter(is_on=True, due_at__lte=at).order_by("due_at", "pk"))


def next_due(one: Source, at: datetime) -> datetime:
    """When a source that was harvested now is harvested next."""
    return at + timedelta(hours=one.every_hours)


def summaries() -> list[Summary]:
    """Every source with its figures; three queries."""
    counted = Entry.objects.filter(is_deleted=False, source__isnull=False).order_by().values_list("source")
    records = dict(counted.annotate(n=Count("pk")))
    newest = HarvestRun.objects.order_by().values("source").annotate(newest=Max("pk")).values("newest")
    last = {each.source_id: each for each in HarvestRun.objects.filter(pk__in=newest)}
    return [Summary(each, records.get(each.pk, 0), last.get(each.pk)) for each in sources()]


def open_run(source_id: int) -> HarvestRun | None:
    """The run of a source that has not ended."""
    return HarvestRun.objects.select_related("source").filter(source=source_id, state=RunState.RUNNING).first()


def run(run_id: int) -> HarvestRun | None:
    """One run with its source."""
    return HarvestRun.objects.select_related("source").filter(pk=run_id).first()


def runs_of(source_id: int, *, limit: int = 30) -> list[HarvestRun]:
    """The newest runs of a source."""
    return list(HarvestRun.objects.filter(source=source_id).order_by("-began_at", "-pk")[:limit])


def remarks_of(run_id: int) -> list[HarvestRemark]:
    """What was wrong in a run, in the order in which it was met."""
    return list(HarvestRemark.objects.filter(run=run_id).order_by("page", "ordinal", "pk")[:REMARKS_SHOWN])


def entries_of(source_id: int, identifiers: Collection[str]) -> dict[str, Entry]:
    """Entries of a source by their identifiers, gone ones too."""
    rows = Entry.objects.filter(source=source_id, identifier__in=list(identifiers))
    return {row.identifier: row for row in rows}


def missing_after(one: HarvestRun) -> tuple[int, int]:
    """How many live entries a whole run did not bring, and how many there are."""
    rows = Entry.objects.filter(source=one.source_id, is_deleted=False)
    return rows.exclude(run_id=one.pk).count(), rows.count()


def some_missing(one: HarvestRun, limit: int) -> list[Entry]:
    """Some of those."""
    rows = Entry.objects.filter(source=one.source_id, is_deleted=False).exclude(run_id=one.pk)
    return list(rows.order_by("pk")[:limit])


def own_entries(record_ids: Collection[int]) -> dict[int, Entry]:
    """Entries of our own titles by record."""
    rows = Entry.objects.filter(record__in=list(record_ids))
    return {row.record_id: row for row in rows if row.record_id is not None}


def without_entry(record_ids: Collection[int]) -> list[int]:
    """Which of our titles are not noted yet."""
    noted = set(Entry.objects.filter(record__in=list(record_ids)).values_list("record", flat=True))
    return [each for each in record_ids if each not in noted]


def targets(*, all_of_them: bool = False) -> list[Target]:
    """Catalogues that are asked, in their order."""
    rows = Target.objects.all() if all_of_them else Target.objects.filter(is_on=True)
    return list(rows.order_by("place", "name"))


def target(target_id: int) -> Target | None:
    """One of them."""
    return Target.objects.filter(pk=target_id).first()
