"""Answers of OAI-PMH 2.0 as harvesters read them. A page whose XML is broken loses the broken records, not the rest."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, tostring

from pustakota.contexts.network.rules.xml_reading import NotXml, children, local_name, mended, parsed, text_of

_MARC, _MODS = "http://www.loc.gov/MARC21/slim", "http://www.loc.gov/mods/v3"
_RECORD = re.compile(rb"<(?:[\w.-]+:)?record(?:\s[^>]*)?>\s*<(?:[\w.-]+:)?header[\s>]")
_RECORD_END = re.compile(rb"</(?:[\w.-]+:)?record\s*>")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?OAI-PMH(?:\s[^>]*)?>")
_TOKEN = re.compile(rb"<(?:[\w.-]+:)?resumptionToken[^>]*?(?:/>|>([^<]*)</)")
_IDENTIFIER = re.compile(rb"<(?:[\w.-]+:)?identifier[^>]*>([^<]{1,500})<")
_RESPONSE_DATE = re.compile(rb"<(?:[\w.-]+:)?responseDate[^>]*>([^<]{1,40})<")
_SECONDS = "YYYY-MM-DDThh:mm:ssZ"


class OaiAnswerError(Exception):
    """The repository answered with an error of the standard: its code, and what it says."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(code, words)
        self.code, self.words = code, words


class Remark(NamedTuple):
    """What was wrong at a place of a page. ``ordinal`` counts its records from 1; 0 is the page itself."""

    ordinal: int
    identifier: str
    code: str
    reason: str


class Header(NamedTuple):
    """A record as the page gives it; ``metadata`` is its XML, nothing where it was deleted."""

    ordinal: int
    identifier: str
    datestamp: datetime | None
    is_deleted: bool
    metadata: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """One page of ListRecords. ``token``: how it goes on; empty at the end. ``size``: of the whole list, where told."""

    records: list[Header]
    remarks: list[Remark] = field(default_factory=list)
    token: str = ""
    size: int | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a repository says of itself. ``by_seconds``: its datestamps are moments, not days."""

    name: str
    base_url: str
    contact: str
    earliest: datetime | None
    by_seconds: bool
    deletions: str
    version: str


def identity(data: bytes) -> Identity:
    """The answer to Identify; raises ``NotXml`` or ``OaiAnswerError``."""
    found = _verb(_whole(data)[0], "Identify")
    return Identity(
        name=text_of(found, "repositoryName")[:200],
        base_url=text_of(found, "baseURL")[:500],
        contact=text_of(found, "adminEmail")[:200],
        earliest=moment(text_of(found, "earliestDatestamp")),
        by_seconds=text_of(found, "granularity") == _SECONDS,
        deletions=text_of(found, "deletedRecord")[:12],
        version=text_of(found, "protocolVersion")[:10],
    )


def formats(data: bytes) -> list[tuple[str, str]]:
    """Prefix and namespace of each format, the fullest that we read first, those that we cannot read at the end."""
    found = _verb(_whole(data)[0], "ListMetadataFormats")
    known = [
        (text_of(each, "metadataPrefix"), text_of(each, "metadataNamespace"))
        for each in children(found, "metadataFormat")
    ]
    return sorted(known, key=lambda each: (_rank(*each), each))


def _rank(prefix: str, namespace: str) -> int:
    if namespace == _MARC:
        return 0
    if namespace == _MODS or prefix == "mods":
        return 1
    return 2 if prefix == "oai_dc" else 9


def readable(known: list[tuple[str, str]]) -> list[str]:
    """Prefixes of formats that we can read, the fullest first."""
    return [prefix for prefix, namespace in known if _rank(prefix, namespace) < 9]


def page(data: bytes) -> Page:
    """One page of ListRecords, as far as it can be read; raises ``OaiAnswerError``, or ``NotXml`` where nothing can."""
    try:
        root, places = _whole(data)
    except NotXml as error:
        return _in_pieces(data, error)
    found = _verb(root, "ListRecords")
    remarks = [Remark(0, "", "mended", str(places))] if places else []
    records = []
    for ordinal, element in enumerate(children(found, "record"), start=1):
        try:
            records.append(_record(element, ordinal))
        except NotXml as error:
            remarks.append(Remark(ordinal, "", "unreadable", str(error)))
    token = next(iter(children(found, "resumptionToken")), None)
    size = token.get("completeListSize") if token is not None else None
    return Page(
        records,
        remarks,
        token=(token.text or "").strip() if token is not None else "",
        size=int(size) if size and size.isdecimal() and len(size) < 10 else None,
        answered_at=moment(text_of(root, "responseDate")),
    )


def _whole(data: bytes) -> tuple[Element, int]:
    """The answer's outermost element, and how many places had to be mended."""
    try:
        return parsed(data), 0
    except NotXml:
        text, places = mended(data)
        return parsed(text), places


def _verb(root: Element, name: str) -> Element:
    if local_name(root) != "OAI-PMH":
        raise NotXml(f"it begins with <{local_name(root)[:40]}>, not with <OAI-PMH>")
    for each in children(root, "error"):
        raise OaiAnswerError(each.get("code", ""), (each.text or "").strip()[:500])
    for each in children(root, name):
        return each
    raise NotXml(f"it holds no {name}")


def _record(element: Element, ordinal: int) -> Header:
    header = next(iter(children(element, "header")), None)
    identifier = text_of(header, "identifier") if header is not None else ""
    if header is None or not identifier:
        raise NotXml("the record has no identifier")
    stamp, is_deleted = moment(text_of(header, "datestamp")), header.get("status") == "deleted"
    metadata = next((inner for each in children(element, "metadata") for inner in each), None)
    if metadata is None and not is_deleted:
        raise NotXml("the record has no metadata")
    return Header(
        ordinal, identifier[:500], stamp, is_deleted, b"" if is_deleted or metadata is None else tostring(metadata)
    )


def _in_pieces(data: bytes, error: NotXml) -> Page:
    """Record by record, each mended by itself, where the page as a whole cannot be read."""
    opening = _ROOT.search(data)
    if opening is None:
        raise error
    records, remarks = [], [Remark(0, "", "broken_page", str(error))]
    for ordinal, piece in enumerate(_pieces(data), start=1):
        named = _IDENTIFIER.search(piece)
        identifier = named[1].decode(errors="replace").strip() if named else ""
        try:
            root, places = _whole(opening[0] + piece + b"</" + _tag_name(opening[0]) + b">")
            records.append(_record(children(root, "record")[0], ordinal))
        except (NotXml, IndexError) as reason:
            remarks.append(Remark(ordinal, identifier, "unreadable", str(reason)))
        else:
            remarks += [Remark(ordinal, identifier, "mended", str(places))] if places else []
    token = _TOKEN.search(data)
    dated = _RESPONSE_DATE.search(data)
    return Page(
        records,
        remarks,
        token=mended(token[1])[0].decode().strip().replace("&amp;", "&") if token and token[1] else "",
        answered_at=moment(dated[1].decode(errors="replace")) if dated else None,
    )


def _pieces(data: bytes) -> Iterator[bytes]:
    starts = [found.start() for found in _RECORD.finditer(data)]
    for begin, end in zip(starts, [*starts[1:], len(data)], strict=True):
        ends = [found.end() for found in _RECORD_END.finditer(data, begin, end)]
        yield data[begin : ends[-1]] if ends else data[begin:end]


def _tag_name(opening: bytes) -> bytes:
    return re.split(rb"[\s>]", opening[1:], maxsplit=1)[0]


def moment(text: str) -> datetime | None:
    """A datestamp of the standard: a day, or a moment in UTC; nothing where it is neither."""
    for shape in ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S.%fZ"):
        try:
            return datetime.strptime(text.strip(), shape).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def written(at: datetime, *, by_seconds: bool) -> str:
    """A moment in the repository's granularity."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if by_seconds else f"{at:%Y-%m-%d}"
