"""Records as harvesters and other libraries' programs read them: walks over all of them, and how one is written."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from pustakota.contexts.catalogue.marc.json_form import from_json
from pustakota.contexts.catalogue.marc.record import MarcRecord
from pustakota.contexts.catalogue.models import Item, ItemStatus, Record
from pustakota.contexts.catalogue.rules.crosswalks.dublin_core import oai_dc, srw_dc
from pustakota.contexts.catalogue.rules.crosswalks.marcxml import marcxml
from pustakota.contexts.catalogue.rules.crosswalks.mods import mods
from pustakota.foundation.prepared import prepared

__all__ = [
    "Dissemination",
    "Place",
    "RecordChange",
    "Selection",
    "disseminations",
    "earliest_change",
    "languages_and_materials",
    "marcxml",
    "mods",
    "newest_record_id",
    "number_of_changes",
    "oai_dc",
    "points_of",
    "points_with_copies",
    "record_changes",
    "srw_dc",
]
_CHANGE = ("pk", "changed_at", "is_suppressed", "language", "material")


class RecordChange(NamedTuple):
    """What harvesters learn of a record first. ``is_gone``: hidden or removed; they are told no more than that."""

    id: int
    changed_at: datetime
    is_gone: bool
    language: str
    material: str


class Dissemination(NamedTuple):
    """A record as it leaves the house; ``marc`` is nothing where it is gone."""

    change: RecordChange
    marc: MarcRecord | None


@dataclass(frozen=True, slots=True)
class Selection:
    """Records by their last change (``since`` included, ``before`` not), language, material, and a point with copies.

    Empty means any. A record that is gone counts where it last had copies, or where the one has that took its place.
    """

    since: datetime | None = None
    before: datetime | None = None
    language: str = ""
    material: str = ""
    point: int | None = None

    @property
    def is_by_key(self) -> bool:
        """Walked in the order of keys: then a record that changes meanwhile keeps its place and comes exactly once.

        Otherwise in the order of changes, of which ``before`` must be the end.
        """
        return self.since is None and not self.language and not self.material and self.point is None


Place = tuple[datetime, int]
"""Where a walk stands: the last change and the last key it has seen."""


def record_changes(selection: Selection, *, after: Place | None, up_to: int, limit: int) -> list[RecordChange]:
    """The next records of a walk, hidden and removed ones too. Page 1,000 costs what page 1 does.

    ``up_to``: the newest key when the walk began.
    """
    rows = _selected(selection).filter(pk__lte=up_to)
    if selection.is_by_key:
        rows = rows.order_by("pk") if after is None else rows.filter(pk__gt=after[1]).order_by("pk")
        return _changes(rows[:limit])
    rows = rows.order_by("changed_at", "pk")
    if after is None:
        return _changes(rows[:limit])
    same = _changes(rows.filter(changed_at=after[0], pk__gt=after[1])[:limit])
    return same + (_changes(rows.filter(changed_at__gt=after[0])[: limit - len(same)]) if len(same) < limit else [])


def number_of_changes(selection: Selection, *, up_to: int) -> int:
    """How long the whole walk is."""
    return _selected(selection).filter(pk__lte=up_to).count()


def newest_record_id() -> int:
    """The highest key there is."""
    return Record.objects.aggregate(newest=Max("pk"))["newest"] or 0


def earliest_change() -> datetime | None:
    """When the record changed that has stayed as it is for longest."""
    return Record.objects.order_by("changed_at").values_list("changed_at", flat=True).first()


def disseminations(record_ids: list[int]) -> Iterator[Dissemination]:
    """These records as they are now, in the order given; one query."""
    found = {row[0]: row for row in _disseminated(record_ids)}
    for key in record_ids:
        if row := found.get(key):
            change = RecordChange(*row[:5])
            yield Dissemination(change, None if change.is_gone else from_json(row[5]))


@prepared
def _disseminated(record_ids: list[int]) -> QuerySet[Record, tuple[int, datetime, bool, str, str, str]]:
    return Record.objects.filter(pk__in=record_ids).values_list(*_CHANGE, "marc")


def _selected(selection: Selection) -> QuerySet[Record]:
    rows = Record.objects.all()
    if selection.since is not None:
        rows = rows.filter(changed_at__gte=selection.since)
    if selection.before is not None:
        rows = rows.filter(changed_at__lt=selection.before)
    if selection.language:
        rows = rows.filter(language=selection.language)
    if selection.material:
        rows = rows.filter(material=selection.material)
    return rows.filter(_at_point(selection.point)) if selection.point is not None else rows


def _at_point(point: int) -> Q:
    """Copies that were withdrawn tell where a record was that is gone."""
    copies = Item.objects.filter(service_point=point)
    there = Exists(copies.filter(record=OuterRef("pk")).exclude(status=ItemStatus.WITHDRAWN))
    was_there = Exists(copies.filter(record=OuterRef("pk"))) | Exists(copies.filter(record=OuterRef("merged_into")))
    return Q(there) | (Q(is_suppressed=True) & Q(was_there))


def points_of(changes: Sequence[RecordChange]) -> Mapping[int, Sequence[int]]:
    """The points by which these records are chosen, by their keys; one query, two more where some are gone."""
    found: dict[int, set[int]] = defaultdict(set)
    gone = {change.id for change in changes if change.is_gone}
    for record, point, status in _copies([change.id for change in changes]):
        if record in gone or status != ItemStatus.WITHDRAWN:
            found[record].add(point)
    if gone:
        for record, point in _copies_of_survivors(gone):
            found[record].add(point)
    return {record: sorted(points) for record, points in found.items()}


@prepared
def _copies(record_ids: list[int]) -> QuerySet[Item, tuple[int, int, str]]:
    rows = Item.objects.filter(record__in=record_ids).order_by()
    return rows.values_list("record", "service_point", "status").distinct()


def _copies_of_survivors(gone: Collection[int]) -> Iterator[tuple[int, int]]:
    """(record, point of a copy of the one that took its place)."""
    merged = Record.objects.filter(pk__in=gone, merged_into__isnull=False).values_list("pk", "merged_into_id")
    survivors: dict[int, Any] = dict(merged)
    rows = Item.objects.filter(record__in=set(survivors.values())).order_by()
    points: dict[int, set[int]] = defaultdict(set)
    for record, point in rows.values_list("record", "service_point").distinct():
        points[record].add(point)
    for record, survivor in survivors.items():
        yield from ((record, point) for point in points[survivor])


def points_with_copies() -> list[int]:
    """The points that any copy is or was at."""
    return sorted(Item.objects.order_by().values_list("service_point", flat=True).distinct())


def _changes(rows: QuerySet[Record]) -> list[RecordChange]:
    return [RecordChange(*row) for row in rows.values_list(*_CHANGE)]


def languages_and_materials() -> tuple[list[str], list[str]]:
    """Every language and material of the catalogue, the commonest first."""
    return _commonest("language"), _commonest("material")


def _commonest(column: str) -> list[str]:
    counted = (
        Record.objects.order_by()
        .exclude(**{column: ""})
        .values_list(column)
        .annotate(n=Count("pk"))
        .order_by("-n", column)
    )
    return [value for value, _n in counted]
