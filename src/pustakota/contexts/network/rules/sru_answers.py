"""Asking a catalogue by SRU and reading its answer, of versions 1.1, 1.2 and 2.0."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, tostring

from pustakota.contexts.network.rules.xml_reading import NotXml, children, local_name, mended, parsed, text_of

VERSIONS = ("1.1", "1.2", "2.0")
ISBN_QUERY, WORDS_QUERY = 'bath.isbn="{isbn}"', 'dc.title all "{words}"'
_QUOTED = re.compile(r'["\\]')
_TOO_MUCH = re.compile(r"[^\w\s'.,-]+")


class Diagnosed(Exception):  # noqa: N818 -- reads as the sentence it is
    """The catalogue said no: its words."""


class Answer(NamedTuple):
    """``hits``: how many there are in all; ``records``: the XML of those that came."""

    hits: int
    records: list[bytes]


def question(base: str, *, version: str, schema: str, query: str, most: int) -> str:
    """The address of a search."""
    told = {"version": version} if version != "2.0" else {}
    packing = {"recordPacking": "xml"} if version != "2.0" else {"recordXMLEscaping": "xml"}
    asked = {
        "operation": "searchRetrieve", **told, "query": query, "maximumRecords": str(most), "startRecord": "1",
        **({"recordSchema": schema} if schema else {}), **packing,
    }  # fmt: skip
    return f"{base}{'&' if '?' in base else '?'}{urlencode(asked)}"


def query(template: str, *, isbn: str = "", words: str = "") -> str:
    """The query of a template with an ISBN or words in its place; quotes cannot be broken out of."""
    safe = " ".join(_TOO_MUCH.sub(" ", words).split())
    return template.replace("{isbn}", _QUOTED.sub("", isbn)).replace("{words}", safe)


def answer(data: bytes) -> Answer:
    """What was found; raises ``NotXml``, or ``Diagnosed`` where the catalogue refused and gave nothing."""
    try:
        root = parsed(data)
    except NotXml:
        root = parsed(mended(data)[0])
    if local_name(root) != "searchRetrieveResponse":
        raise NotXml(f"it begins with <{local_name(root)[:40]}>")
    records = [each for part in children(root, "records") for each in _records(part)]
    if not records and (said := list(_diagnostics(root))):
        raise Diagnosed("; ".join(said)[:300])
    count = text_of(root, "numberOfRecords")
    return Answer(int(count) if count.isdecimal() and len(count) < 10 else len(records), records)


def _records(part: Element) -> Iterator[bytes]:
    for record in children(part, "record"):
        for data in children(record, "recordData"):
            inner = next(iter(data), None)
            if inner is not None and local_name(inner) != "diagnostic":
                yield tostring(inner)
            elif inner is None and (data.text or "").strip().startswith("<"):
                yield (data.text or "").strip().encode()


def _diagnostics(root: Element) -> Iterator[str]:
    for each in root.iter():
        if local_name(each) == "diagnostic":
            said = [text_of(each, "message"), text_of(each, "details")]
            yield ": ".join(filter(None, said)) or text_of(each, "uri")
