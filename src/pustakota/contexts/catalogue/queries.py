"""Questions about records and items. None of them changes anything."""

from collections.abc import Collection

from django.db.models import Count, QuerySet

from pustakota.contexts.catalogue.models import Item, Record

PREFIX_RESULTS = 200


def record(record_id: int) -> Record | None:
    """One public record, or nothing; without the MARC itself."""
    return _public().filter(pk=record_id).first()


def records(record_ids: Collection[int]) -> dict[int, Record]:
    """Public records by id, without the MARC itself; one query."""
    return {row.pk: row for row in _public().filter(pk__in=record_ids)}


def _public() -> QuerySet[Record]:
    return Record.objects.filter(is_suppressed=False).defer("marc", "original")


def items_of(record_id: int) -> QuerySet[Item]:
    """The copies of a record that the public may know of, with their points."""
    rows = Item.objects.filter(record=record_id).exclude(status="withdrawn")
    return rows.select_related("service_point", "type").order_by("service_point", "call_number_sort", "pk")


def item_of_barcode(barcode: str) -> Item | None:
    """The copy that wears a barcode, with its record and point; one query."""
    rows = Item.objects.select_related("record", "service_point", "type").defer("record__marc", "record__original")
    return rows.filter(barcode=barcode.strip()).first()


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


def copies(record_ids: Collection[int]) -> dict[int, int]:
    """How many copies each record has that the public may know of; one query. A record without any is left out."""
    rows = Item.objects.filter(record__in=record_ids).exclude(status="withdrawn").order_by()
    return dict(rows.values_list("record").annotate(n=Count("pk")))


def record_id_of_item(item_id: int) -> int:
    """The title that a copy is of."""
    return Item.objects.values_list("record_id", flat=True).get(pk=item_id)


def item_type_of_record(record_id: int) -> int | None:
    """The kind of the title's first copy; nothing where it has none."""
    return Item.objects.filter(record=record_id).order_by("pk").values_list("type_id", flat=True).first()
