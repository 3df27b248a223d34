"""Questions about records and items. None of them changes anything."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from pustakota.contexts.catalogue.models import ImportReject, ImportRun, Item, ItemType, Record
from pustakota.contexts.search.actions import Document
from pustakota.foundation.prepared import prepared

PREFIX_RESULTS = 200
_IN_LISTS = ("pk", "title", "subtitle", "authors", "year", "language")
_FOR_SEARCH = ("pk", "title", "subtitle", "responsibility", "authors", "year", "language", "publisher", "isbns",
               "control_number", "class_number", "material", "audience", "details")  # fmt: skip


def record(record_id: int) -> Record | None:
    """One public record, or nothing; without the MARC itself."""
    return _public().filter(pk=record_id).first()


def records(record_ids: Collection[int]) -> dict[int, Record]:
    """Public records by id, with what lists show of them; one query."""
    return {row.pk: row for row in _in_lists(list(record_ids))}


@prepared
def _in_lists(record_ids: list[int]) -> QuerySet[Record]:
    return Record.objects.filter(is_suppressed=False, pk__in=record_ids).only(*_IN_LISTS)


def _public() -> QuerySet[Record]:
    return Record.objects.filter(is_suppressed=False).defer("marc", "original")


def items_of(record_id: int) -> QuerySet[Item]:
    """The copies of a record that the public may know of, with their points."""
    rows = Item.objects.filter(record=record_id).exclude(status="withdrawn")
    return rows.select_related("service_point", "type").order_by("service_point", "call_number_sort", "pk")


def item_of_barcode(barcode: str) -> Item | None:
    """The copy that wears a barcode, with its record and point; one query."""
    return next(iter(_wearing(barcode.strip())), None)


@prepared
def _wearing(barcode: str) -> QuerySet[Item]:
    rows = Item.objects.select_related("record", "service_point", "type").defer("record__marc", "record__original")
    return rows.filter(barcode=barcode)


def item_for_action(barcode: str) -> Item | None:
    """The copy that wears a barcode with its keys alone, for an action, which reads the row again; one narrow query."""
    return next(iter(_keys_of(barcode.strip())), None)


@prepared
def _keys_of(barcode: str) -> QuerySet[Item]:
    return Item.objects.only("pk", "record_id").filter(barcode=barcode)


def items(item_ids: Collection[int]) -> dict[int, Item]:
    """Copies by id, with record and point; one query."""
    rows = Item.objects.select_related("record", "service_point").defer("record__marc", "record__original")
    return {row.pk: row for row in rows.filter(pk__in=item_ids)}


def records_by_prefix(words: str, *, after: int = 0) -> list[Record]:
    """Records whose sort title begins with the words: the answer of the database while no index exists."""
    rows = _public().filter(title_sort__istartswith=words.strip(), pk__gt=after)
    return list(rows.order_by("title_sort", "pk")[:PREFIX_RESULTS])


def newest_records(limit: int) -> list[Record]:
    """The records added last that have a copy."""
    return list(_public().filter(items__isnull=False).distinct().order_by("-pk")[:limit])


def usable_items() -> QuerySet[Item]:
    """Copies in a condition to be lent."""
    return Item.objects.filter(status="available")


def copies_by_point(record_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """Copies that the public may know of by record and service point; one query."""
    found: dict[int, dict[int, int]] = {key: {} for key in record_ids}
    for record_id, point_id, number in _copies(list(record_ids)):
        found[record_id][point_id] = number
    return found


@prepared
def _copies(record_ids: list[int]) -> QuerySet[Item, tuple[int, int, int]]:
    rows = Item.objects.filter(record__in=record_ids).exclude(status="withdrawn").order_by()
    return rows.values_list("record", "service_point").annotate(n=Count("pk"))


def item_types() -> QuerySet[ItemType]:
    """The kinds of items."""
    return ItemType.objects.order_by("pk")


def record_id_of_item(item_id: int) -> int:
    """The title that a copy is of."""
    return Item.objects.values_list("record_id", flat=True).get(pk=item_id)


def item_type_of_record(record_id: int) -> int | None:
    """The kind of the title's first copy; nothing where it has none."""
    return Item.objects.filter(record=record_id).order_by("pk").values_list("type_id", flat=True).first()


def search_documents(record_ids: Collection[int]) -> Iterator[Document]:
    """What the index should hold of these records, in two queries; records that the public may not see are left out."""
    copies_of = _copies_for_search(record_ids)
    rows = Record.objects.filter(pk__in=record_ids, is_suppressed=False).order_by()
    for row in rows.values(*_FOR_SEARCH):
        yield _document(row, copies_of.get(row["pk"], []))


def record_ids_in_batches(size: int) -> Iterator[list[int]]:
    """The ids of every public record there is now, in ascending lists of at most ``size``."""
    last = 0
    newest = Record.objects.aggregate(newest=Max("pk"))["newest"] or 0
    rows = Record.objects.filter(is_suppressed=False, pk__lte=newest).order_by("pk")
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:size]):
        yield ids
        last = ids[-1]


def _copies_for_search(record_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    copies_of: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Item.objects.filter(record__in=record_ids).exclude(status="withdrawn").order_by("pk")
    for row in rows.values("record", "service_point", "barcode", "accession_number", "call_number"):
        copies_of[row["record"]].append(dict(row))
    return copies_of


def _document(row: dict[str, Any], items: list[dict[str, Any]]) -> Document:
    """A record in words; how many of its copies are free is circulation's knowledge."""
    details = row["details"]
    numbers = [item[name] for item in items for name in ("barcode", "accession_number", "call_number") if item[name]]
    return Document(
        kind="record",
        id=row["pk"],
        fields=_without_empty(
            title=[row["title"], *details.get("vernacular_titles", ())],
            title_rest=[row["subtitle"], details.get("part", ""), *details.get("other_titles", ())],
            names=[*row["authors"], *details.get("vernacular_authors", ()), row["responsibility"]],
            subjects=[*details.get("subjects", ()), *details.get("genres", ())],
            text=[
                *details.get("series", ()),
                row["publisher"],
                *(details.get(name, "") for name in ("summary", "contents")),
                *details.get("notes", ()),
            ],
            identifiers=[*row["isbns"], *details.get("issns", ()), row["control_number"], *numbers],
        ),
        facets=_without_empty(
            language=[row["language"]],
            decade=[str(row["year"] // 10 * 10) if row["year"] else ""],
            author=row["authors"],
            subject=details.get("subjects", ()),
            service_point=list(dict.fromkeys(str(item["service_point"]) for item in items)),
            material=[row["material"]],
            audience=[row["audience"]],
            class_hundred=[f"{row['class_number'][:1]}00" if row["class_number"] else ""],
        ),
        language=row["language"],
        year=row["year"],
    )


def _without_empty(**values: Collection[str]) -> dict[str, list[str]]:
    return {name: found for name, some in values.items() if (found := [value for value in some if value])}


def import_run(run_id: int) -> ImportRun:
    """One run of the importer."""
    return ImportRun.objects.get(pk=run_id)


def import_problems(run_id: int) -> list[tuple[str, bool, int, int, str]]:
    """What was wrong with a file, the commonest first: code, taken in, how often, at which record first, a sentence."""
    rows = ImportReject.objects.filter(run=run_id).values_list("code", "taken").order_by()
    return list(rows.annotate(n=Count("pk"), first=Min("ordinal"), example=Min("reason")).order_by("-n", "code"))
