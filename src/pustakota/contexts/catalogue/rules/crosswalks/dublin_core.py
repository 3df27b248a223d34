"""MARC to the fifteen elements of Dublin Core.

Source: the Library of Congress's "MARC to Dublin Core Crosswalk", unqualified, with these choices: the main entry is
the creator and other names are contributors; a place as subject is subject and coverage; a series is a relation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, values
from pustakota.contexts.catalogue.rules import names_and_headings as headings
from pustakota.contexts.catalogue.rules.fixed_fields import languages_of, year_of
from pustakota.contexts.catalogue.rules.isbn import isbns_in
from pustakota.contexts.catalogue.rules.issn import issns_in
from pustakota.contexts.catalogue.rules.wording import phrase, plain
from pustakota.foundation.xml_text import text

ELEMENTS_NAMESPACE = "http://purl.org/dc/elements/1.1/"
OAI_NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
SRU_NAMESPACE = "info:srw/schema/1/dc-schema"
_OAI_OPEN = (
    f'<oai_dc:dc xmlns:oai_dc="{OAI_NAMESPACE}" xmlns:dc="{ELEMENTS_NAMESPACE}" '
    f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{OAI_NAMESPACE} {OAI_SCHEMA}">'
)
_SRU_OPEN = f'<srw_dc:dc xmlns:srw_dc="{SRU_NAMESPACE}" xmlns:dc="{ELEMENTS_NAMESPACE}">'
_TYPES = {
    "a": "Text", "t": "Text", "c": "Text", "d": "Text", "e": "StillImage", "f": "StillImage", "k": "StillImage",
    "g": "MovingImage", "i": "Sound", "j": "Sound", "m": "Software", "o": "Collection", "p": "Collection",
    "r": "PhysicalObject",
}  # fmt: skip
"""DCMI Type Vocabulary by leader/06."""

_SUBJECTS = ("600", "610", "611", "630", "648", "650", "651")
_PLAIN: Sequence[tuple[str, str, str]] = (
    ("500", "description", "a"), ("502", "description", "abcdg"), ("505", "description", "agrt"),
    ("520", "description", "ab"), ("300", "format", "abce"), ("490", "relation", "av"), ("440", "relation", "anpv"),
    ("530", "relation", "abcd"), ("534", "source", "abct"), ("506", "rights", "ab"), ("540", "rights", "ab"),
)  # fmt: skip
"""Tag, element, subfields: one value for each field."""

Fields = Mapping[str, Sequence[Field]]
Value = tuple[str, str]


def dublin_core(record: MarcRecord, links: Iterable[str] = ()) -> list[Value]:
    """(element, value) pairs, each once. ``links`` are addresses of the record itself: further identifiers."""
    fields: dict[str, list[Field]] = {}
    for field in record.fields:
        fields.setdefault(field[0], []).append(field)
    found = dict.fromkeys(_values(record, fields))
    found.update(dict.fromkeys(("identifier", link) for link in links))
    return list(found)


def oai_dc(record: MarcRecord, links: Iterable[str] = ()) -> str:
    """As OAI-PMH wants it."""
    return f"{_OAI_OPEN}{_elements(record, links)}</oai_dc:dc>"


def srw_dc(record: MarcRecord, links: Iterable[str] = ()) -> str:
    """As SRU wants it."""
    return f"{_SRU_OPEN}{_elements(record, links)}</srw_dc:dc>"


def _elements(record: MarcRecord, links: Iterable[str]) -> str:
    return "".join([f"<dc:{name}>{text(value)}</dc:{name}>" for name, value in dublin_core(record, links)])


def _values(record: MarcRecord, fields: Fields) -> Iterator[Value]:
    for name, value in _unchecked(record, fields):
        if value:
            yield name, value


def _unchecked(record: MarcRecord, fields: Fields) -> Iterator[Value]:
    yield from _titles(fields)
    yield from _names(fields)
    yield from _subjects(fields)
    for tag, element, codes in _PLAIN:
        for field in fields.get(tag, ()):
            yield element, phrase(" ".join(values(field, codes)))
    yield from _imprint(fields)
    yield from _coded(record, fields)
    yield from _identifiers(fields)


def _titles(fields: Fields) -> Iterator[Value]:
    for tag in ("245", "246"):
        for field in fields.get(tag, ()):
            yield "title", phrase(" ".join(values(field, "abnp")))
    for field in fields.get("880", ()):
        if any(part[:4] == "6245" for part in field[2:]):
            yield "title", phrase(" ".join(values(field, "abnp")))


def _names(fields: Fields) -> Iterator[Value]:
    for element, tags in (("creator", ("100", "110", "111")), ("contributor", ("700", "710", "711", "720"))):
        for tag in tags:
            for field in fields.get(tag, ()):
                yield element, headings.name_and_dates(field)[0]


def _subjects(fields: Fields) -> Iterator[Value]:
    for tag in _SUBJECTS:
        for field in fields.get(tag, ()):
            yield "subject", headings.subject(field)
    for field in fields.get("653", ()):
        for value in values(field, "a"):
            yield "subject", phrase(value)
    for field in fields.get("651", ()):
        yield "coverage", phrase(" ".join(values(field, "a")))
    for field in fields.get("655", ()):
        yield "type", headings.subject(field)


def _imprint(fields: Fields) -> Iterator[Value]:
    for tag in ("264", "260"):
        for field in fields.get(tag, ()):
            if tag == "260" or field[1][1:2] == "1":
                yield "publisher", phrase(" ".join(values(field, "ab")))


def _coded(record: MarcRecord, fields: Fields) -> Iterator[Value]:
    fixed = record.control("008")
    dates = [value for tag in ("264", "260") for field in fields.get(tag, ()) for value in values(field, "c")]
    if (year := year_of(fixed, dates)) is not None:
        yield "date", f"{year:04}"
    yield "type", _TYPES.get(record.leader[6:7], "")
    declared = [value for field in fields.get("041", ()) for value in values(field, "ad")]
    for language in languages_of(fixed, declared):
        yield "language", language


def _identifiers(fields: Fields) -> Iterator[Value]:
    for field in fields.get("020", ()):
        for value in values(field, "a"):
            yield from (("identifier", f"URN:ISBN:{isbn}") for isbn in isbns_in(value))
    for field in fields.get("022", ()):
        for value in values(field, "a"):
            yield from (("identifier", f"URN:ISSN:{issn}") for issn in issns_in(value))
    for field in fields.get("856", ()):
        for value in values(field, "u"):
            yield "identifier", plain(value)
