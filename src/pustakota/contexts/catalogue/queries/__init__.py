"""Questions about records and items. None of them changes anything."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count, ExpressionWrapper, F, Max, Min, QuerySet, TextField
from pydantic_core import from_json as read_json

from pustakota.contexts.catalogue.errors import UnknownTitle
from pustakota.contexts.catalogue.marc.json_form import from_json
from pustakota.contexts.catalogue.marc.record import MarcRecord
from pustakota.contexts.catalogue.models import ImportReject, ImportRun, Item, ItemType, Record, RecordVersion
from pustakota.contexts.catalogue.rules import searchable
from pustakota.contexts.catalogue.rules.call_number import NameElement, propose
from pustakota.contexts.catalogue.rules.description import Description, described, new_record
from pustakota.contexts.catalogue.rules.isbn import isbns_in
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.actions import Document
from pustakota.foundation.prepared import prepared
from pustakota.foundation.reasons import Reason

LONGEST_NUMBER = 18
"""Digits of a number that is certainly none of ours."""
NOT_INDEXED_YET = 500
"""So many of the newest titles are looked through one by one for an ISBN: the index may not know them yet."""
_IN_LISTS = ("pk", "title", "subtitle", "authors", "year", "language", "work")
_FOR_SEARCH = ("pk", "title", "subtitle", "responsibility", "authors", "year", "language", "publisher", "isbns",
               "control_number", "class_number", "material", "audience", "work", "details")  # fmt: skip
_IN_JSON = ("authors", "isbns", "details")


def record(record_id: int) -> Record | None:
    """One public record, or nothing; without the MARC itself."""
    return _public().filter(pk=record_id).first()


def records(record_ids: Collection[int]) -> dict[int, Record]:
    """Public records by id, with what lists show of them; one query."""
    return {row.pk: row for row in _in_lists(list(record_ids))}


@prepared
def _in_lists(record_ids: list[int]) -> QuerySet[Record]:
    return Record.objects.filter(is_suppressed=False, pk__in=record_ids).only(*_IN_LISTS)


def records_given(lines: str) -> list[Record]:
    """The titles of what was scanned or typed, one barcode or number a line; refused with all that lead nowhere."""
    given = dict.fromkeys(line.strip() for line in lines.splitlines() if line.strip())
    found = {each: _record_given(each) for each in given}
    if unknown := [each for each, row in found.items() if row is None]:
        raise UnknownTitle(*(Reason("unknown_title", {"given": each}, overridable=False) for each in unknown))
    return list({row.pk: row for row in found.values() if row is not None}.values())


def _record_given(given: str) -> Record | None:
    item = item_of_barcode(given)
    if item is not None:
        return record(item.record_id)
    return record(int(given)) if given.isdecimal() and len(given) < LONGEST_NUMBER else None


def records_to_compare(record_ids: Collection[int]) -> list[Record]:
    """Public records with what makes them alike: title, authors, language, class and details; one query."""
    rows = Record.objects.filter(is_suppressed=False, pk__in=record_ids).order_by()
    return list(rows.only("pk", "title", "authors", "language", "class_number", "details"))


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


def item_with_title(barcode: str) -> Item | None:
    """The same with its title, for a desk that says what it did; one narrow query."""
    return next(iter(_titled(barcode.strip())), None)


@prepared
def _titled(barcode: str) -> QuerySet[Item]:
    return Item.objects.select_related("record").only("pk", "record", "record__title").filter(barcode=barcode)


@prepared
def _keys_of(barcode: str) -> QuerySet[Item]:
    return Item.objects.only("pk", "record_id").filter(barcode=barcode)


def items(item_ids: Collection[int]) -> dict[int, Item]:
    """Copies by id, with record and point; one query."""
    rows = Item.objects.select_related("record", "service_point").defer("record__marc", "record__original")
    return {row.pk: row for row in rows.filter(pk__in=item_ids)}


COPIES_LOOKED_AT = 6
"""How many of the newest copies are looked at for each title wanted: several may be of one title, or hidden."""


def newest_records(limit: int) -> list[Record]:
    """The titles whose copies were acquired last; where too few copies tell their day, the records added last."""
    last = Item.objects.filter(acquired_on__isnull=False).order_by("-acquired_on", "-pk")[: limit * COPIES_LOOKED_AT]
    keys = list(dict.fromkeys(last.values_list("record", flat=True)))
    found = _public().in_bulk(keys)
    newest = [found[key] for key in keys if key in found][:limit]
    if len(newest) < limit:
        others = _public().filter(items__isnull=False).exclude(pk__in=[record.pk for record in newest])
        newest += others.distinct().order_by("-pk")[: limit - len(newest)]
    return newest


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
    keys = list(record_ids)
    copies_of = _copies_for_search(keys)
    for values in _public_for_search(keys):
        row = dict(zip(_FOR_SEARCH, values, strict=True))
        for name in _IN_JSON:
            row[name] = read_json(row[name])
        yield _document(row, copies_of.get(row["pk"], []))


@prepared
def _public_for_search(record_ids: list[int]) -> QuerySet[Record, tuple[Any, ...]]:
    """Their columns; those of JSON as text, which is read quicker here than by Django."""
    text = {f"{name}_text": ExpressionWrapper(F(name), output_field=TextField()) for name in _IN_JSON}
    columns = [f"{name}_text" if name in _IN_JSON else name for name in _FOR_SEARCH]
    rows = Record.objects.filter(pk__in=record_ids, is_suppressed=False).order_by()
    return rows.annotate(**text).values_list(*columns)


def record_ids_in_batches(size: int) -> Iterator[list[int]]:
    """The ids of every public record there is now, in ascending lists of at most ``size``."""
    last = 0
    newest = Record.objects.aggregate(newest=Max("pk"))["newest"] or 0
    rows = Record.objects.filter(is_suppressed=False, pk__lte=newest).order_by("pk")
    while ids := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:size]):
        yield ids
        last = ids[-1]


def has_records(number: int) -> bool:
    """Whether there are at least so many, hidden ones included."""
    return Record.objects.order_by()[number - 1 : number].exists()


_Copy = tuple[int, int, int, str, str, str]
"""Record, service point, its library, barcode, accession number, call number."""


def _copies_for_search(record_ids: list[int]) -> dict[int, list[_Copy]]:
    copies_of: dict[int, list[_Copy]] = defaultdict(list)
    for copy in _copies_with_numbers(record_ids):
        copies_of[copy[0]].append(copy)
    return copies_of


@prepared
def _copies_with_numbers(record_ids: list[int]) -> QuerySet[Item, _Copy]:
    rows = Item.objects.filter(record__in=record_ids).exclude(status="withdrawn").order_by("pk")
    whose = ("service_point", "service_point__library")
    return rows.values_list("record", *whose, "barcode", "accession_number", "call_number")


def _document(row: dict[str, Any], copies: Sequence[_Copy]) -> Document:
    """A record in words; how many of its copies are free is circulation's knowledge."""
    numbers = [number for copy in copies for number in copy[3:5] if number]
    call_numbers = [copy[5] for copy in copies if copy[5]]
    points, libraries = [str(copy[1]) for copy in copies], [str(copy[2]) for copy in copies]
    return Document(
        kind=searchable.KIND,
        id=row["pk"],
        fields=searchable.words_of(row, numbers, call_numbers),
        facets=searchable.facets_of(row, points, libraries),
        language=row["language"],
        year=row["year"],
        work=row["work"],
    )


def import_run(run_id: int) -> ImportRun:
    """One run of the importer."""
    return ImportRun.objects.get(pk=run_id)


def import_problems(run_id: int) -> list[tuple[str, bool, int, int, str]]:
    """What was wrong with a file, the commonest first: code, taken in, how often, at which record first, a sentence."""
    rows = ImportReject.objects.filter(run=run_id).values_list("code", "taken").order_by()
    return list(rows.annotate(n=Count("pk"), first=Min("ordinal"), example=Min("reason")).order_by("-n", "code"))


def record_to_edit(record_id: int) -> Record | None:
    """A record with its MARC, hidden or not, for those who keep the catalogue."""
    return Record.objects.filter(pk=record_id).first()


def description_of(record: Record) -> Description:
    """What its MARC says in the fields of the cataloguing page."""
    return described(from_json(record.marc))


def marc_of(description: Description, *, kind: str = "book") -> MarcRecord:
    """A record that says this and nothing more."""
    return new_record(description, kind=kind, entered_on=" " * 6)


def description_of_marc(marc: MarcRecord) -> Description:
    """The same of a record that is not ours yet."""
    return described(marc)


def marc_lines(record: Record) -> Iterator[tuple[str, str, str]]:
    """Tag, indicators and text of each field, for reading."""
    for field in from_json(record.marc).fields:
        if len(field) < 3:
            yield field[0], "", field[1] if len(field) > 1 else ""
        else:
            yield field[0], field[1].replace(" ", "_"), " ".join(f"${part[:1]} {part[1:]}" for part in field[2:])


def all_items_of(record_id: int) -> QuerySet[Item]:
    """Every copy of a record, withdrawn ones too, for those who keep the catalogue."""
    return Item.objects.filter(record=record_id).select_related("service_point", "type").order_by("pk")


def records_with_any_isbn(isbns: Iterable[str]) -> list[Record]:
    """Titles that carry one of these ISBNs, as they were typed."""
    found = {row.pk: row for typed in isbns for isbn in isbns_in(typed) for row in records_with_isbn(isbn)}
    return list(found.values())


def records_with_isbn(isbn: str) -> list[Record]:
    """Titles that carry an ISBN of thirteen digits: by the index, checked in the table, the newest by the table."""
    newest = Record.objects.order_by("-pk").values_list("pk", flat=True)[:NOT_INDEXED_YET]
    keys = set(newest)
    if search.ready():
        keys.update(search.search(search.SearchRequest(text=isbn, facets=())).ids)
    rows = Record.objects.filter(pk__in=keys).defer("marc", "original").order_by("pk")
    return [row for row in rows if isbn in row.isbns]


def versions_of(record: Record) -> list[RecordVersion]:
    """The former states of a record, the newest first."""
    return list(RecordVersion.objects.filter(record=record).order_by("-pk"))


def proposed_call_number(record: Record, *, symbol: str = "", element: NameElement = NameElement.AS_IN_HEADING) -> str:
    """What the rules propose for a record's copies; empty where it has no class."""
    if not record.class_number:
        return ""
    number = propose(
        class_number=record.class_number,
        main_heading=record.details.get("main_heading", ""),
        title=record.title_sort or record.title,
        symbol=symbol,
        element=element,
    )
    return str(number)
