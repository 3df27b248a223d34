"""Records of other libraries: reading them, what they say, and how one is carried from page to page until it is taken.

Nothing of it is in our catalogue; whoever keeps such records keeps them elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core import signing
from django.utils.translation import gettext

from pustakota.contexts.catalogue.marc.json_form import from_json, to_json
from pustakota.contexts.catalogue.marc.marcxml import parse
from pustakota.contexts.catalogue.marc.problems import UnreadableError
from pustakota.contexts.catalogue.marc.record import values
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.catalogue.rules import searchable
from pustakota.contexts.catalogue.rules.columns import COLUMNS, columns_of
from pustakota.contexts.catalogue.rules.copying import is_local, numbers_of
from pustakota.contexts.catalogue.rules.crosswalks.incoming import READERS, from_dublin_core, local_name
from pustakota.contexts.catalogue.rules.fixed_fields import NOT_BIBLIOGRAPHIC
from pustakota.contexts.catalogue.rules.isbn import isbns_in, to_10
from pustakota.contexts.catalogue.rules.projection import project
from pustakota.contexts.catalogue.rules.wording import sort_form

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pustakota.contexts.catalogue.marc.record import MarcRecord

__all__ = [
    "Foreign",
    "OwnTitle",
    "columns",
    "facets_of",
    "forms_of_isbn",
    "is_local",
    "isbns_in",
    "lines_of",
    "links_of",
    "numbers_of",
    "own_titles",
    "read",
    "sealed",
    "sort_form",
    "unsealed",
    "words_of",
]
words_of, facets_of = searchable.words_of, searchable.facets_of
_SALT = "record of another library"
_A_DAY = 24 * 3600


class Foreign(NamedTuple):
    """A record as it could be read. ``problems``: sentences; ``marc`` is nothing where they say why not."""

    marc: MarcRecord | None
    columns: dict[str, Any]
    problems: tuple[str, ...]


def read(metadata: bytes) -> Foreign:
    """A record in MARCXML, MODS or Dublin Core, one element; it never raises."""
    try:
        marc, problems = _read(metadata)
    except UnreadableError as error:
        return Foreign(None, {}, (_worded(error.reason),))
    except (ParseError, DefusedXmlException, ValueError) as error:
        return Foreign(None, {}, (str(error)[:200],))
    found = columns(marc)
    if found["material"] in NOT_BIBLIOGRAPHIC.values():
        return Foreign(None, {}, (gettext("It is no bibliographic record."),))
    if not found["title"]:
        return Foreign(None, {}, (gettext("The record has no title (field 245)."),))
    return Foreign(marc, found, problems)


def _read(metadata: bytes) -> tuple[MarcRecord, tuple[str, ...]]:
    if b"MARC21/slim" in metadata[:2000] or b"datafield" in metadata:
        marc, problems = parse(metadata)
        return marc, tuple(map(_worded, problems))
    root = fromstring(metadata, forbid_dtd=True)
    return READERS.get(local_name(root), from_dublin_core)(root), ()


def _worded(problem: Any) -> str:
    template = problem.template
    return gettext(template) % dict(problem.facts)


def forms_of_isbn(isbn: str) -> list[str]:
    """Thirteen digits, and ten where it has them: older catalogues know no other."""
    return [isbn, *([short] if (short := to_10(isbn)) else [])]


def columns(marc: MarcRecord) -> dict[str, Any]:
    """What a record says, as the columns of our own records."""
    return columns_of(project(marc))


def links_of(marc: MarcRecord) -> list[str]:
    """Addresses on the web that the record names."""
    return [each for field in marc.with_tag("856") for each in values(field, "u") if each.startswith("http")]


def lines_of(marc: MarcRecord) -> list[tuple[str, str, str, bool]]:
    """Tag, indicators and text of each field, for reading, and whether it stays behind when the record is taken."""
    found = []
    for field in marc.fields:
        if len(field) < 3:
            found.append((field[0], "", field[1] if len(field) > 1 else "", is_local(field)))
        else:
            text = " ".join(f"${part[:1]} {part[1:]}" for part in field[2:])
            found.append((field[0], field[1].replace(" ", "_"), text, is_local(field)))
    return found


def sealed(marc: MarcRecord, source: str) -> str:
    """A whole record with its source's name, as a form can carry it; nobody can make one but we."""
    return signing.dumps([to_json(marc), source], salt=_SALT, compress=True)


def unsealed(text: str) -> tuple[MarcRecord, str] | None:
    """The record and its source of such a text; nothing where it is not ours or older than a day."""
    try:
        marc, source = signing.loads(text, salt=_SALT, max_age=_A_DAY)
    except signing.BadSignature:
        return None
    return from_json(marc), str(source)


class OwnTitle(NamedTuple):
    """A record of ours as others are read. ``numbers``: those by which other systems know it."""

    id: int
    is_public: bool
    columns: dict[str, Any]
    numbers: tuple[str, ...]


def own_titles(record_ids: Collection[int]) -> Iterator[OwnTitle]:
    """Our own records in the same shape, hidden and removed ones too; one query."""
    rows = Record.objects.filter(pk__in=record_ids).order_by("pk")
    for row in rows.values("pk", "is_suppressed", "marc", *COLUMNS):
        numbers = tuple(numbers_of(from_json(row.pop("marc"))))
        yield OwnTitle(row.pop("pk"), not row.pop("is_suppressed"), row, numbers)
