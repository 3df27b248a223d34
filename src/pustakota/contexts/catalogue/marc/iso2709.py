"""ISO 2709, the exchange form of MARC: leader, directory, fields.

The record end (0x1D) divides a file, never the length that the leader claims; so one broken record costs only
itself. Lengths, base address and directory positions are checked and reported, and where the fields can still be
told apart by their end marks the record is kept.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pustakota.contexts.catalogue.marc import charset, marc8
from pustakota.contexts.catalogue.marc.entry import Entry
from pustakota.contexts.catalogue.marc.problems import Problem, UnreadableError, problem
from pustakota.contexts.catalogue.marc.record import Field, MarcRecord

RECORD_END, FIELD_END, DELIMITER = b"\x1d", b"\x1e", b"\x1f"
_TEXT_FIELD_END, _TEXT_DELIMITER = "\x1e", "\x1f"
LEADER_LENGTH = 24
_DIRECTORY_STEP = 12
_SMALLEST = 26
_BLOCK = 1 << 20
LONGEST = 16 << 20
# What other programs leave between records: line ends, padding, the end-of-file mark of DOS.
_PADDING = b" \r\n\t\x00\x1a"
_CHARACTER_REFERENCE = re.compile(r"&#x([0-9A-Fa-f]{4,6});")


def entries(stream: BinaryIO, *, after: int = 0) -> Iterator[Entry]:
    """Each record of the stream in order, the unreadable ones included. Padding at the very end counts as nothing.

    The first ``after`` records are passed over unread.
    """
    for ordinal, (position, raw, ended) in enumerate(_pieces(stream), start=1):
        if ordinal <= after:
            continue
        try:
            record, problems = parse(raw, ended=ended)
        except UnreadableError as unreadable:
            yield Entry(ordinal, position, raw, None, (unreadable.reason,))
        else:
            yield Entry(ordinal, position, raw, record, problems)


def _pieces(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """(offset, bytes with record end, whether the record end was there) of each record, without padding."""
    rest, offset = b"", 0
    while block := stream.read(_BLOCK):
        buffer = rest + block
        start = 0
        while (end := buffer.find(RECORD_END, start)) >= 0:
            piece = buffer[start : end + 1]
            if piece[0] in _PADDING:
                piece = piece.lstrip(_PADDING)
            yield offset + end + 1 - len(piece), piece, True
            start = end + 1
        rest = buffer[start:]
        offset += start
        if len(rest) > LONGEST:
            yield offset, rest, False
            offset += len(rest)
            rest, skipped = _after_next_end(stream)
            offset += skipped
    if tail := rest.strip(_PADDING):
        yield offset + len(rest) - len(rest.lstrip(_PADDING)), tail, False


def _after_next_end(stream: BinaryIO) -> tuple[bytes, int]:
    skipped = 0
    while block := stream.read(_BLOCK):
        end = block.find(RECORD_END)
        if end >= 0:
            return block[end + 1 :], skipped + end + 1
        skipped += len(block)
    return b"", skipped


def parse(raw: bytes, *, ended: bool = True) -> tuple[MarcRecord, tuple[Problem, ...]]:
    """One record with its remarks; raises UnreadableError."""
    _refuse_hopeless(raw, ended=ended)
    base, problems = _base_address(raw)
    directory = raw[LEADER_LENGTH : base - 1]
    body = raw[base:-1] if ended else raw[base:]
    if not ended:
        problems.append(problem("record_end_missing"))
    elif raw[:5] != b"%05d" % len(raw) and len(raw) <= 99_999:
        problems.append(problem("length_wrong", said=_shown(raw[:5]), found=len(raw)))
    decoded = charset.decode(body, says_utf8=raw[9:10] == b"a")
    fields = _fields(directory, body, decoded.text, problems, ended=ended)
    if raw[9:10] != b"a" and "&#x" in decoded.text:
        fields = [tuple(map(_resolve_references, field)) for field in fields]
    problems.extend(decoded.problems)
    return MarcRecord(_leader(raw, decoded.text, problems), fields), tuple(problems)


def _refuse_hopeless(raw: bytes, *, ended: bool) -> None:
    if len(raw) > LONGEST:
        raise UnreadableError(problem("too_long", megabytes=LONGEST >> 20))
    if raw == RECORD_END:
        raise UnreadableError(problem("empty"))
    if len(raw) < _SMALLEST:
        raise UnreadableError(problem("too_short" if ended else "truncated", bytes=len(raw)))


def _base_address(raw: bytes) -> tuple[int, list[Problem]]:
    """Where the fields begin. The directory ends with the first field end, whatever the leader says."""
    said = raw[12:17]
    found = raw.find(FIELD_END, LEADER_LENGTH) + 1
    if not found:
        raise UnreadableError(problem("directory_unreadable"))
    if said.isdigit() and int(said) == found:
        return found, []
    return found, [problem("base_address_wrong", said=_shown(said), found=found)]


def _fields(directory: bytes, body: bytes, text: str, problems: list[Problem], *, ended: bool) -> list[Field]:
    tags = _tags(directory)
    parts = text.split(_TEXT_FIELD_END)
    if parts[-1] == "" or (len(parts) > len(tags) and not parts[-1].strip()):
        parts.pop()
    elif not ended:
        raise UnreadableError(problem("truncated"))
    if not tags or not parts:
        raise UnreadableError(problem("no_fields"))
    if len(parts) != len(tags):
        raise UnreadableError(problem("directory_wrong", listed=len(tags), found=len(parts)))
    lengths = list(map(len, parts)) if len(text) == len(body) else list(map(len, body.split(FIELD_END)))
    order, exact = _order(directory, lengths)
    if not exact:
        problems.append(problem("directory_positions_wrong"))
    if order:
        parts = [parts[index] for index in order]
    fields = [(tag, *part.split(_TEXT_DELIMITER)) for tag, part in zip(tags, parts, strict=True)]
    _remark_indicators(fields, problems)
    return fields


def _tags(directory: bytes) -> list[str]:
    if len(directory) % _DIRECTORY_STEP or not directory.isascii():
        raise UnreadableError(problem("directory_unreadable"))
    entries_text = directory.decode("ascii")
    return [entries_text[at : at + 3] for at in range(0, len(entries_text), _DIRECTORY_STEP)]


def _order(directory: bytes, lengths: list[int]) -> tuple[list[int], bool]:
    """Which part belongs to which directory entry (empty: they follow each other), and whether positions are exact.

    Wrong positions still say in which order the fields lie.
    """
    positions = [directory[at + 7 : at + _DIRECTORY_STEP] for at in range(0, len(directory), _DIRECTORY_STEP)]
    expected, position = [], 0
    for length in lengths[: len(positions)]:
        expected.append(b"%05d" % position)
        position += length + 1
    if positions == expected or position > 99_999:
        return [], True
    by_position = sorted(range(len(positions)), key=positions.__getitem__)
    rank = {entry: part for part, entry in enumerate(by_position)}
    return [rank[entry] for entry in range(len(positions))], sorted(positions) == expected


def _remark_indicators(fields: Iterable[Field], problems: list[Problem]) -> None:
    problems.extend(
        problem("indicators_wrong", tag=field[0])
        for field in fields
        if len(field) > 2 and len(field[1]) != 2 and not field[0].startswith("00")
    )


def _leader(raw: bytes, text: str, problems: list[Problem]) -> str:
    """The leader as written, with the mark for UTF-8 where the text is no longer (or never was) plain ASCII."""
    leader = raw[:LEADER_LENGTH]
    if not leader.isascii():
        problems.append(problem("leader_characters"))
    shown = leader.decode("ascii", errors="replace").replace(marc8.REPLACEMENT, "?")
    return shown if shown[9] == "a" or text.isascii() else shown[:9] + "a" + shown[10:]


def _resolve_references(part: str) -> str:
    """MARC-8 records carry characters outside its sets as `&#x4E00;`."""

    def character(found: re.Match[str]) -> str:
        code = int(found[1], 16)
        return chr(code) if 0x80 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found[0]

    return _CHARACTER_REFERENCE.sub(character, part)


def _shown(part: bytes) -> str:
    return part.decode("ascii", errors="replace")


def to_iso2709(record: MarcRecord) -> bytes:
    """The record in UTF-8. Lengths and positions are computed anew; longer records carry 99999, as custom has it."""
    directory, body, position = [], [], 0
    for field in record.fields:
        data = _TEXT_DELIMITER.join(field[1:]).encode("utf-8", errors="replace") + FIELD_END
        tag = field[0].encode("ascii", errors="replace")[:3].ljust(3)
        directory.append(b"%s%04d%05d" % (tag, min(len(data), 9_999), min(position, 99_999)))
        body.append(data)
        position += len(data)
    base = LEADER_LENGTH + _DIRECTORY_STEP * len(directory) + 1
    length = base + position + 1
    leader = record.leader.ljust(LEADER_LENGTH)
    if not _is_ascii(body):
        leader = leader[:9] + "a" + leader[10:]
    middle, end = leader[5:12].encode("ascii", errors="replace"), leader[17:24].encode("ascii", errors="replace")
    head = b"%05d%s%05d%s" % (min(length, 99_999), _counted(middle, b"22"), min(base, 99_999), _counted(end, b"4500"))
    return b"".join((head, *directory, FIELD_END, *body, RECORD_END))


def _is_ascii(parts: Iterable[bytes]) -> bool:
    return all(map(bytes.isascii, parts))


def _counted(part: bytes, counts: bytes) -> bytes:
    """The part of a leader as it is, with the fixed counts of MARC 21 at its end where they were left blank."""
    return part if part[-len(counts) :].strip() else part[: -len(counts)] + counts
