"""What a person types about a title, and the MARC it stands for, both ways.

An edit touches only what was changed: the subfield of the value that differs. Every other field of the record, its
order, its indicators and its punctuation stay as they came.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, control_field, data_field, first
from pustakota.contexts.catalogue.rules.isbn import isbns_in
from pustakota.contexts.catalogue.rules.names_and_headings import subject
from pustakota.contexts.catalogue.rules.wording import phrase, plain

KINDS = {"book": "am", "serial": "as", "map": "em", "video": "gm", "sound": "jm", "kit": "om"}
"""Kind of material to the sixth and seventh character of the leader."""
SUBJECT_TAGS = ("600", "610", "611", "630", "648", "650", "651", "653")
_IMPRINTS = ("264", "260")
_WIDTH_008 = 40
_ENDING = re.compile(r"\s*[/:;,=]\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """The fields of the cataloguing page. ``isbns`` and ``subjects`` are one to a line there."""

    title: str = ""
    subtitle: str = ""
    author: str = ""
    responsibility: str = ""
    isbns: tuple[str, ...] = ()
    edition: str = ""
    place: str = ""
    publisher: str = ""
    year: str = ""
    extent: str = ""
    language: str = ""
    class_number: str = ""
    subjects: tuple[str, ...] = ()
    summary: str = ""
    is_for_children: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where one value lies: the tags in which it may stand, its subfield, and how a new field of it begins."""

    tags: tuple[str, ...]
    code: str
    indicators: str


PLACES: Mapping[str, Place] = {
    "title": Place(("245",), "a", "00"),
    "subtitle": Place(("245",), "b", "00"),
    "responsibility": Place(("245",), "c", "00"),
    "author": Place(("100", "110", "111"), "a", "1 "),
    "edition": Place(("250",), "a", "  "),
    "place": Place(_IMPRINTS, "a", " 1"),
    "publisher": Place(_IMPRINTS, "b", " 1"),
    "year": Place(_IMPRINTS, "c", " 1"),
    "extent": Place(("300",), "a", "  "),
    "class_number": Place(("082", "092"), "a", "04"),
    "summary": Place(("520",), "a", "  "),
}
_IN_ORDER = {code: at for at, code in enumerate("abc")}


def described(record: MarcRecord) -> Description:
    """What a record says in the fields of the page."""
    fixed = _fixed_of(record)
    texts: dict[str, Any] = {name: phrase(_value(record, place)) for name, place in PLACES.items()}
    texts["summary"] = plain(_value(record, PLACES["summary"]))
    return Description(
        **texts,
        isbns=tuple(isbn for field in record.with_tag("020") for isbn in isbns_in(first(field, "a"))),
        subjects=tuple(filter(None, map(_subject, record.with_tag(*SUBJECT_TAGS)))),
        language=fixed[35:38].strip(" |"),
        is_for_children=fixed[22:23] in set("abcdj"),
    )


def new_record(description: Description, *, kind: str, entered_on: str) -> MarcRecord:
    """A whole new record; ``entered_on`` is YYMMDD."""
    shape = KINDS[kind]
    leader = f"00000n{shape} a2200000 i 4500"
    fixed = control_field("008", f"{entered_on}s{'':4}{'':4}io {'':17}{'':3}  ".ljust(_WIDTH_008))
    return edited(MarcRecord(leader, [fixed]), Description(), description)


def edited(record: MarcRecord, before: Description, after: Description) -> MarcRecord:
    """The record with every value that differs between the two descriptions, and nothing else, changed."""
    for name, place in PLACES.items():
        if (value := plain(getattr(after, name))) != getattr(before, name):
            record = _with_value(record, place, value)
    record = _with_lines(record, before.isbns, after.isbns, tags=("020",), of=_isbn, new=("020", "  "))
    record = _with_lines(record, before.subjects, after.subjects, tags=SUBJECT_TAGS, of=_subject, new=("653", "  "))
    return _with_fixed(record, before, after)


def lines(text: str) -> tuple[str, ...]:
    """What stands on each line, once."""
    return tuple(dict.fromkeys(filter(None, map(plain, text.splitlines()))))


def with_isbns_checked(description: Description) -> tuple[Description, tuple[str, ...]]:
    """The description with its ISBNs in thirteen digits, and what was typed there and is none."""
    found = tuple(isbn for line in description.isbns for isbn in isbns_in(line))
    wrong = tuple(line for line in description.isbns if not isbns_in(line))
    return replace(description, isbns=tuple(dict.fromkeys(found))), wrong


def _value(record: MarcRecord, place: Place) -> str:
    return next((value for field in _fields_of(record, place) if (value := first(field, place.code))), "")


def _fields_of(record: MarcRecord, place: Place) -> Iterator[Field]:
    """In the order of the tags, then of the record."""
    for tag in place.tags:
        yield from record.with_tag(tag)


def _with_value(record: MarcRecord, place: Place, value: str) -> MarcRecord:
    there = list(_fields_of(record, place))
    old = next((field for field in there if first(field, place.code)), there[0] if there else None)
    if old is None:
        return (
            _inserted(record, data_field(place.tags[0], place.indicators, [(place.code, value)])) if value else record
        )
    return _replaced(record, old, _with_subfield(old, place.code, value))


def _with_subfield(field: Field, code: str, value: str) -> Field | None:
    """The field with this value in its first such subfield; nothing where no subfield is left."""
    head, parts = field[:2], list(field[2:])
    at = next((number for number, part in enumerate(parts) if part[:1] == code), None)
    if at is None:
        parts.insert(_place_among(parts, code), code + value)
    elif value:
        ending = _ENDING.search(parts[at])
        parts[at] = code + value + (ending[0] if ending and not _ENDING.search(value) else "")
    else:
        del parts[at]
    return (*head, *parts) if parts else None


def _place_among(parts: list[str], code: str) -> int:
    """Before the first of the common codes that comes after it."""
    own = _IN_ORDER.get(code, len(_IN_ORDER))
    return next((at for at, part in enumerate(parts) if _IN_ORDER.get(part[:1], -1) > own), len(parts))


def _replaced(record: MarcRecord, old: Field, new: Field | None) -> MarcRecord:
    at = record.fields.index(old)
    return MarcRecord(record.leader, [*record.fields[:at], *([new] if new else []), *record.fields[at + 1 :]])


def _inserted(record: MarcRecord, field: Field) -> MarcRecord:
    """Behind the last field whose tag is not higher, so that a record in order stays in order."""
    at = max((number + 1 for number, each in enumerate(record.fields) if each[0] <= field[0]), default=0)
    return MarcRecord(record.leader, [*record.fields[:at], field, *record.fields[at:]])


def _isbn(field: Field) -> str:
    return next(iter(isbns_in(first(field, "a"))), "")


def _subject(field: Field) -> str:
    """A subject as a line of the page: an uncontrolled word as it stands, a heading with its subdivisions."""
    return phrase(first(field, "a")) if field[0] == "653" else subject(field)


def _with_lines(
    record: MarcRecord,
    before: Iterable[str],
    after: Iterable[str],
    *,
    tags: tuple[str, ...],
    of: object,
    new: tuple[str, str],
) -> MarcRecord:
    assert callable(of)
    gone = set(before) - set(after)
    for field in [each for each in record.with_tag(*tags) if of(each) in gone]:
        record = _replaced(record, field, None)
    known = set(before)
    for line in after:
        if line not in known:
            record = _inserted(record, data_field(new[0], new[1], [("a", line)]))
    return record


def _fixed_of(record: MarcRecord) -> str:
    return record.control("008")


def _with_fixed(record: MarcRecord, before: Description, after: Description) -> MarcRecord:
    """The year, the language and the audience stand in 008 too."""
    old = _fixed_of(record)
    new = old.ljust(_WIDTH_008)
    if after.year != before.year:
        digits = re.search(r"[12][0-9]{3}", after.year)
        new = f"{new[:6]}{'s' if digits else 'n'}{digits[0] if digits else '    '}{new[11:]}"
    if after.language != before.language:
        new = f"{new[:35]}{after.language[:3].ljust(3)}{new[38:]}"
    if after.is_for_children != before.is_for_children:
        new = f"{new[:22]}{'j' if after.is_for_children else ' '}{new[23:]}"
    if new == old.ljust(_WIDTH_008):
        return record
    field = control_field("008", new)
    there = next(record.with_tag("008"), None)
    return _replaced(record, there, field) if there else _inserted(record, field)
