"""Walking over a file of MARC: its form is found from its content, never from its name."""

import gzip
import io
import lzma
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from pustakota.contexts.catalogue.marc import iso2709, marcxml
from pustakota.contexts.catalogue.marc.entry import Entry
from pustakota.contexts.catalogue.marc.problems import NotMarcError, gettext_noop, problem

_HEAD = 1 << 16
_SPACE = b" \t\r\n\x00"
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LEADER = re.compile(rb"[0-9 ]{5}[\x20-\x7e]{7}")

_SEEN = {
    "empty": gettext_noop("the file is empty"),
    "picture": gettext_noop("a picture"),
    "pdf": gettext_noop("a PDF document"),
    "zip": gettext_noop("a ZIP archive or Office document"),
    "compressed": gettext_noop("a file compressed in a way that is not supported (use .gz or .xz)"),
    "database": gettext_noop("an SQLite database"),
    "sql": gettext_noop("SQL statements"),
    "json": gettext_noop("JSON"),
    "lines": gettext_noop("MARC as lines of text (MicroLIF or MarcEdit); save it as .mrc first"),
    "html": gettext_noop("a web page"),
    "xml": gettext_noop("XML without MARC records"),
    "text": gettext_noop("plain text"),
    "binary": gettext_noop("binary data of an unknown kind"),
    "broken": gettext_noop("a compressed file that is damaged from its start"),
}

_MAGIC = (
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"RIFF", "picture"),
    (b"II*\x00", "picture"), (b"MM\x00*", "picture"), (b"BM", "picture"), (b"%PDF", "pdf"), (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"), (b"BZh", "compressed"), (b"7z\xbc\xaf", "compressed"), (b"Rar!", "compressed"),
    (b"\x28\xb5\x2f\xfd", "compressed"), (b"\x1f\x8b", "compressed"), (b"\xfd7zXZ\x00", "compressed"),
    (b"SQLite format 3", "database"),
)  # fmt: skip

_TEXTS = (
    (re.compile(rb"=?LDR", re.IGNORECASE), "lines"),
    (re.compile(rb"[^\n]{0,120}MicroLIF", re.IGNORECASE), "lines"),
    (re.compile(rb"[{\[]"), "json"),
    (re.compile(rb"(--|/\*|SET |CREATE |INSERT |DROP |BEGIN|PRAGMA|COPY )", re.IGNORECASE), "sql"),
    (re.compile(rb"(<!doctype html|<html)", re.IGNORECASE), "html"),
)


def read(source: Path | BinaryIO, *, after: int = 0) -> Iterator[Entry]:
    """Each record of a file or stream, in order, good or unreadable; the first ``after`` are passed over.

    Raises NotMarcError before the first entry when the file holds no MARC, and OSError when it cannot be read at
    all; content never raises after that.
    """
    if not isinstance(source, Path):
        yield from _entries(source, after)
        return
    with source.open("rb") as stream:
        yield from _entries(stream, after)


def _entries(stream: BinaryIO, after: int) -> Iterator[Entry]:
    plain = _Peeked(_unpacked(stream))
    head = plain.peek(_HEAD)
    kind = _kind(head, damaged=plain.damaged)
    last = after
    if kind == "marcxml":
        found = marcxml.entries(cast("BinaryIO", plain), marcxml.declared_encoding(head), after=after)
    else:
        found = iso2709.entries(cast("BinaryIO", plain), after=after)
    for entry in found:
        last = entry.ordinal
        yield entry
    if not last and kind == "marcxml" and not plain.damaged:
        raise NotMarcError(_SEEN["xml"])
    if plain.damaged:
        yield Entry(last + 1, plain.given, b"", None, (problem("compression_broken"),))


def _unpacked(stream: BinaryIO) -> BinaryIO:
    """The stream behind .gz or .xz, told by its first bytes."""
    peeked = stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream))
    head = cast("io.BufferedReader", peeked).peek(6)[:6]
    if head.startswith(b"\x1f\x8b"):
        return cast("BinaryIO", gzip.GzipFile(fileobj=peeked))
    if head.startswith(b"\xfd7zXZ\x00"):
        return cast("BinaryIO", lzma.LZMAFile(peeked))
    return peeked


class _Peeked:
    """A stream whose beginning can be looked at, and which ends instead of raising where its compression is damaged."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.head = b""
        self.given = 0
        self.damaged = False

    def peek(self, size: int) -> bytes:
        while len(self.head) < size and (block := self._read(size - len(self.head))):
            self.head += block
        if self.head.startswith(_UTF16_MARKS):
            self._transcode()
        return self.head

    def read(self, size: int) -> bytes:
        block, self.head = (self.head, b"") if self.head else (self._read(size), b"")
        self.given += len(block)
        return block

    def _read(self, size: int) -> bytes:
        if self.damaged:
            return b""
        try:
            return self.stream.read(size)
        except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile):
            self.damaged = True
            return b""

    def _transcode(self) -> None:
        """UTF-16 is read whole: it is rare, small, and cannot be divided by bytes."""
        encoded = self.head
        while block := self._read(_HEAD):
            encoded += block
        text = encoded.decode("utf-16", errors="replace")
        self.head = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()


def _kind(head: bytes, *, damaged: bool) -> str:
    """The form, "iso2709" or "marcxml"; raises NotMarcError with what was seen instead."""
    start = head.removeprefix(_UTF8_MARK).lstrip(_SPACE)
    if not start:
        raise NotMarcError(_SEEN["broken" if damaged else "empty"])
    for magic, seen in _MAGIC:
        if head.startswith(magic):
            raise NotMarcError(_SEEN[seen])
    is_xml = start.startswith(b"<")
    if _LEADER.match(start) or (_ends_records(head) and _is_text(start[:24]) and not is_xml):
        return "iso2709"
    for pattern, seen in _TEXTS:
        if pattern.match(start):
            raise NotMarcError(_SEEN[seen])
    if is_xml:
        return _kind_of_xml(start)
    raise NotMarcError(_SEEN["text" if _is_text(start) else "binary"])


def _kind_of_xml(start: bytes) -> str:
    if b"record" in start or len(start) >= _HEAD - len(_UTF8_MARK) or b"MARC21" in start:
        return "marcxml"
    raise NotMarcError(_SEEN["xml"])


def _ends_records(head: bytes) -> bool:
    return iso2709.RECORD_END in head and iso2709.FIELD_END in head


def _is_text(start: bytes) -> bool:
    return not any(byte < 0x09 or 0x0E <= byte < 0x1B for byte in start[:4096])
