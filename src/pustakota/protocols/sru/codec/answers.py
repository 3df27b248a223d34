"""Answers, in the namespaces of their version. An answer is one text, so that it leaves in one piece."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pustakota.foundation.xml_text import around, element, text
from pustakota.protocols.sru.codec.diagnostics import Diagnostic
from pustakota.protocols.sru.codec.requests import Asked, Operation, Version

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OLD, _NEW = "http://www.loc.gov/zing/srw/", "http://docs.oasis-open.org/ns/search-ws/sruResponse"
_NEW_SCAN = "http://docs.oasis-open.org/ns/search-ws/scan"
_OLD_DIAGNOSTIC = "http://www.loc.gov/zing/srw/diagnostic/"
_NEW_DIAGNOSTIC = "http://docs.oasis-open.org/ns/search-ws/diagnostic"
DIAGNOSTIC_SCHEMA = "info:srw/schema/1/diagnostics-v1.1"
EXPLAIN_SCHEMA = "http://explain.z3950.org/dtd/2.0/"


class Entry(NamedTuple):
    """One record of an answer: its place in the whole result, and XML in a schema."""

    schema: str
    xml: str
    position: int


class Term(NamedTuple):
    """A term of an index: how many records it finds, and where it stands: first, last, only, inner."""

    value: str
    records: int
    where: str


def scanned(asked: Asked, terms: Sequence[Term]) -> str:
    """The answer to a scan. A list without terms has no element: the schema wants one term at least."""
    told = "".join(around("term", _term(one)) for one in terms)
    return _response(asked.version, "scan", around("terms", told) if told else "")


def _term(one: Term) -> str:
    count = element("numberOfRecords", str(one.records))
    return element("value", one.value) + count + element("whereInList", one.where)


def found(asked: Asked, *, count: int, entries: Sequence[Entry]) -> str:
    """The answer to a search."""
    following = asked.start + len(entries)
    records = "".join(_record(one, asked) for one in entries)
    return _response(
        asked.version,
        "searchRetrieve",
        element("numberOfRecords", str(count))
        + around("records", records)
        + (element("nextRecordPosition", str(following)) if entries and following <= count else ""),
    )


def explained(asked: Asked, xml: str) -> str:
    return _response(asked.version, "explain", _record(Entry(EXPLAIN_SCHEMA, xml, 0), asked))


def refused(version: Version, operation: Operation, diagnostics: Iterable[Diagnostic]) -> str:
    """An answer that holds diagnostics alone."""
    count = element("numberOfRecords", "0") if operation == "searchRetrieve" else ""
    told = "".join(diagnostic(one, version) for one in diagnostics)
    return _response(version, operation, count + around("diagnostics", told))


def diagnostic(one: Diagnostic, version: Version) -> str:
    namespace = _NEW_DIAGNOSTIC if version == "2.0" else _OLD_DIAGNOSTIC
    return (
        f'<diagnostic xmlns="{namespace}">{element("uri", f"info:srw/diagnostic/1/{one.number}")}'
        f"{element('details', one.details)}{element('message', one.message)}</diagnostic>"
    )


def _record(one: Entry, asked: Asked) -> str:
    if asked.version == "2.0":
        packing = element("recordXMLEscaping", asked.packing)
    else:
        packing = element("recordPacking", asked.packing)
    data = one.xml if asked.packing == "xml" else text(one.xml)
    position = element("recordPosition", str(one.position)) if one.position else ""
    return around("record", f"{element('recordSchema', one.schema)}{packing}{around('recordData', data)}{position}")


def _response(version: Version, operation: Operation, inner: str) -> str:
    newer = _NEW_SCAN if operation == "scan" else _NEW
    namespace = newer if version == "2.0" else _OLD
    # The scan of 2.0 is a part of the standard of its own, whose answer names no version.
    told = "" if operation == "scan" and version == "2.0" else element("version", version)
    return f'{_DECLARATION}<{operation}Response xmlns="{namespace}">{told}{inner}</{operation}Response>'
