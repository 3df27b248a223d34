"""MARCXML, read record by record so that broken XML costs only the record it stands in.

The file is divided at its `<record>` elements by their bytes, and each is parsed by expat alone. So nothing that a
document type could declare (entities that grow, files elsewhere) is ever seen, and wrappers such as OAI-PMH or SRU
answers need no special care: a `<record>` that opens inside another is the one that holds MARC.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from pustakota.contexts.catalogue.marc.entry import Entry
from pustakota.contexts.catalogue.marc.problems import Problem, UnreadableError, problem
from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, is_control, subfields

NAMESPACE = "http://www.loc.gov/MARC21/slim"
_BLOCK = 1 << 20
LONGEST = 16 << 20
_TAG = re.compile(rb"<(?P<end>/?)(?:[A-Za-z_][\w.-]*:)?record(?:\s[^>]*?)?(?P<alone>/?)>")
_UNFINISHED_TAG = 4096
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_MARC_INSIDE = re.compile(rb"<(?:[\w.-]+:)?(?:leader|controlfield|datafield)[\s>]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ufffd]")


def declared_encoding(head: bytes) -> str:
    found = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    return found[1].decode("ascii") if found else "utf-8"


def entries(stream: BinaryIO, encoding: str = "utf-8", *, after: int = 0) -> Iterator[Entry]:
    """Each MARC record of the stream in order, the unreadable ones included; the first ``after`` are passed over."""
    for ordinal, (position, raw, ended) in enumerate(_elements(stream), start=1):
        if ordinal <= after:
            continue
        try:
            if not ended:
                raise UnreadableError(problem("truncated"))  # noqa: TRY301 - one place turns reasons into entries
            record, problems = parse(raw, encoding)
        except UnreadableError as unreadable:
            yield Entry(ordinal, position, raw, None, (unreadable.reason,))
        else:
            yield Entry(ordinal, position, raw, record, problems)


def _elements(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """(offset, bytes, whether it was closed) of each innermost `<record>` element."""
    opened: tuple[int, bytes] | None = None  # offset and bytes so far of the record that is open
    for position, text, tag in _tagged(stream):
        if opened is not None:
            opened = (opened[0], opened[1] + text)
        if tag is None:
            continue
        if not tag["end"]:
            if opened is not None and _MARC_INSIDE.search(opened[1]):
                yield *opened, False
            opened = (position, tag[0])
            if tag["alone"]:
                yield *opened, True
                opened = None
        elif opened is not None:
            yield opened[0], opened[1] + tag[0], True
            opened = None
    if opened is not None:
        yield *opened, False


def _tagged(stream: BinaryIO) -> Iterator[tuple[int, bytes, re.Match[bytes] | None]]:
    """(offset of the tag, the bytes before it, the tag) for each start or end of a record; last, the tail."""
    rest, offset = b"", 0
    while block := stream.read(_BLOCK):
        buffer = rest + block
        start = 0
        for tag in _TAG.finditer(buffer):
            yield offset + tag.start(), buffer[start : tag.start()], tag
            start = tag.end()
        keep = min(len(buffer) - start, _UNFINISHED_TAG)
        if len(buffer) - start > LONGEST:
            yield offset, buffer[start:-keep], None
            start = len(buffer) - keep
        rest = buffer[start:]
        offset += start
    yield offset, rest, None


def parse(raw: bytes, encoding: str = "utf-8") -> tuple[MarcRecord, tuple[Problem, ...]]:
    """One `<record>` element with its remarks; raises UnreadableError."""
    try:
        return _parse(raw, encoding)
    except expat.ExpatError as error:
        cleaned, removed = _without_forbidden(raw, encoding)
        if not removed or removed > max(2, len(cleaned) // 50):
            reason = expat.ErrorString(error.code)
            raise UnreadableError(problem("xml_broken", line=error.lineno, reason=reason)) from error
    try:
        record, problems = _parse(cleaned.encode(), "utf-8")
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise UnreadableError(problem("xml_broken", line=error.lineno, reason=reason)) from error
    return record, (*problems, problem("xml_characters", count=removed))


def _parse(raw: bytes, encoding: str) -> tuple[MarcRecord, tuple[Problem, ...]]:
    try:
        parser = expat.ParserCreate(encoding)
    except (ValueError, LookupError) as error:  # pragma: no cover - expat takes any name until it parses
        raise UnreadableError(problem("xml_broken", line=1, reason=error)) from error
    builder = _Builder()
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    try:
        parser.Parse(raw, True)
    except (LookupError, ValueError) as error:
        raise UnreadableError(problem("xml_broken", line=1, reason=error)) from error
    return builder.record()


def _without_forbidden(raw: bytes, encoding: str) -> tuple[str, int]:
    """The text without characters that no XML may hold: the commonest fault of exports."""
    try:
        text = raw.decode(encoding, errors="replace")
    except LookupError:
        return "", 0
    return _FORBIDDEN.subn("", text)


class _Builder:
    """Collects what expat reports; element names may carry any prefix."""

    def __init__(self) -> None:
        self.leader: str | None = None
        self.fields: list[Field] = []
        self.problems: list[Problem] = []
        self.tag = self.indicators = self.code = ""
        self.parts: list[str] = []
        self.text: list[str] = []
        self.reading = False

    def start(self, name: str, ordered: list[str]) -> None:
        name = name.rpartition(":")[2]
        attributes = dict(zip(ordered[::2], ordered[1::2], strict=True))
        if name == "subfield":
            self.code = attributes.get("code", "")
        elif name == "datafield":
            self.tag, self.parts = attributes.get("tag", ""), []
            self.indicators = _indicator(attributes, "1") + _indicator(attributes, "2")
        elif name == "controlfield":
            self.tag = attributes.get("tag", "")
        elif name != "leader":
            return
        self.reading = name != "datafield"
        self.text = []

    def characters(self, text: str) -> None:
        if self.reading:
            self.text.append(text)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        value = "".join(self.text)
        if name == "subfield":
            self.parts.append(self.code + value)
        elif name == "datafield":
            self._keep((self.tag, self.indicators, *self.parts))
        elif name == "controlfield":
            self._keep((self.tag, value))
        elif name == "leader":
            self.leader = value
        self.reading = False

    def _keep(self, field: Field) -> None:
        if field[0]:
            self.fields.append(field)
        else:
            self.problems.append(problem("xml_field_without_tag"))

    def record(self) -> tuple[MarcRecord, tuple[Problem, ...]]:
        if self.leader is None and not self.fields:
            raise UnreadableError(problem("not_a_record"))
        if not self.fields:
            raise UnreadableError(problem("no_fields"))
        leader = self.leader or ""
        if len(leader) != 24:
            self.problems.append(problem("leader_length", length=len(leader)))
        return MarcRecord(leader, self.fields), tuple(self.problems)


def _indicator(attributes: dict[str, str], number: str) -> str:
    """`ind1` in MARC 21 slim, `i1` in its predecessor; an empty or missing one is a blank."""
    return attributes.get("ind" + number) or attributes.get("i" + number) or " "


def to_marcxml(record: MarcRecord, *, standalone: bool = True) -> str:
    """A `<record>` element; standing alone it declares the namespace."""
    namespace = f' xmlns="{NAMESPACE}"' if standalone else ""
    lines = [f"<record{namespace}>", f"  <leader>{_text(record.leader)}</leader>"]
    for field in record.fields:
        if is_control(field):
            value = "\x1f".join(field[1:])
            lines.append(f"  <controlfield tag={_attribute(field[0])}>{_text(value)}</controlfield>")
            continue
        first, second = (field[1] + "  ")[0], (field[1] + "  ")[1]
        lines.append(f"  <datafield tag={_attribute(field[0])} ind1={_attribute(first)} ind2={_attribute(second)}>")
        lines.extend(
            f"    <subfield code={_attribute(code)}>{_text(value)}</subfield>" for code, value in subfields(field)
        )
        lines.append("  </datafield>")
    return "\n".join([*lines, "</record>"])


def _text(value: str) -> str:
    return escape(_FORBIDDEN.sub("", value), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", value))
