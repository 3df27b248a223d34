"""What becomes of each entry of a MARC file on its way in: a row to store, or a refusal with its reason.

Plain Python, because it runs in a process of its own beside the one that writes to the database.
"""

import gc
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from pustakota.contexts.catalogue.marc import json_form
from pustakota.contexts.catalogue.marc.entry import Entry
from pustakota.contexts.catalogue.marc.problems import NotMarcError, Problem, problem
from pustakota.contexts.catalogue.marc.reader import read
from pustakota.contexts.catalogue.marc.record import MarcRecord
from pustakota.contexts.catalogue.rules.columns import COLUMNS, JSON_COLUMNS, columns_of
from pustakota.contexts.catalogue.rules.fixed_fields import NOT_BIBLIOGRAPHIC
from pustakota.contexts.catalogue.rules.projection import project

_RARELY = 5_000_000
_SOURCE, _CONTROL_NUMBER, _TITLE_SORT = map(COLUMNS.index, ("source", "control_number", "title_sort"))


class Prepared(NamedTuple):
    """One entry, ready for the database.

    ``values`` are those of ``COLUMNS`` with the JSON ones encoded, or empty when the record is refused; ``original``
    are its bytes where encoding ``marc`` again would not give them back, and always when it is refused.
    """

    ordinal: int
    position: int
    marc: str
    original: bytes | None
    values: tuple[Any, ...]
    problems: tuple[Problem, ...]

    @property
    def is_taken(self) -> bool:
        return bool(self.values)

    @property
    def source(self) -> str:
        return self.values[_SOURCE]  # type: ignore[no-any-return]

    @property
    def control_number(self) -> str:
        return self.values[_CONTROL_NUMBER]  # type: ignore[no-any-return]

    @property
    def title_sort(self) -> str:
        return self.values[_TITLE_SORT]  # type: ignore[no-any-return]


class Batch(NamedTuple):
    """Up to a thousand entries; ``share`` is how much of the file's bytes they and all before them took."""

    prepared: list[Prepared]
    share: float


class Failure(NamedTuple):
    """Why the file could not be read on: a refusal's code with its facts."""

    code: str
    facts: dict[str, str]


class Out(Protocol):
    """The sending end of a pipe."""

    def send(self, message: Batch | Failure | None, /) -> None: ...


def prepare(entry: Entry) -> Prepared:
    """The row of a record, or its refusal."""
    if entry.record is None:
        return _refused(entry, entry.problems)
    projection = project(entry.record)
    if projection.kind in NOT_BIBLIOGRAPHIC.values():
        return _refused(entry, (problem("not_bibliographic", kind=projection.kind),))
    if not projection.title:
        return _refused(entry, (problem("no_title"),))
    columns = columns_of(projection)
    for name in JSON_COLUMNS:
        columns[name] = json_form.compact(columns[name])
    original = None if _gives_back(entry.record, entry) else entry.raw
    values = tuple(map(columns.__getitem__, COLUMNS))
    marc = json_form.to_json(entry.record)
    return Prepared(entry.ordinal, entry.position, marc, original, values, entry.problems)


def _refused(entry: Entry, problems: tuple[Problem, ...]) -> Prepared:
    return Prepared(entry.ordinal, entry.position, "", entry.raw, (), problems)


def _gives_back(record: MarcRecord, entry: Entry) -> bool:
    """Whether the bytes can be made again: no remark, the leader unchanged, and the fields' text as it stood."""
    raw = entry.raw
    if entry.problems:
        return False
    if raw[:1] == b"<":
        return True
    text = "\x1e".join(["\x1f".join(field[1:]) for field in record.fields])
    return raw[:24] == record.leader.encode() and raw.endswith(text.encode() + b"\x1e\x1d")


def pour(path: Path, after: int, batch_size: int, out: Out) -> None:
    """Read a file from behind its first ``after`` records, prepare each and send them in batches; None ends it.

    One batch is on its way while the next is prepared. The other end of the pipe gone (the importer was killed) ends
    this process too.
    """
    gc.set_threshold(_RARELY)
    with suppress(BrokenPipeError, KeyboardInterrupt), ThreadPoolExecutor(1) as sender:
        on_its_way: Future[None] | None = None
        for message in _messages(path, after, batch_size):
            if on_its_way:
                on_its_way.result()
            on_its_way = sender.submit(out.send, message)
        if on_its_way:
            on_its_way.result()


def _messages(path: Path, after: int, batch_size: int) -> Iterator[Batch | Failure | None]:
    try:
        yield from _batches(path, after, batch_size)
        yield None
    except NotMarcError as error:
        yield Failure("not_marc", {"path": str(path), "seen": error.seen})
    except OSError as error:
        yield Failure("file_unreadable", {"path": str(path), "reason": error.strerror or str(error)})


def _batches(path: Path, after: int, batch_size: int) -> Iterator[Batch]:
    size = max(path.stat().st_size, 1)
    with path.open("rb") as stream:
        for some in _in_groups(map(prepare, read(stream, after=after)), batch_size):
            yield Batch(some, min(stream.tell() / size, 1.0))


def _in_groups(prepared: Iterator[Prepared], size: int) -> Iterator[list[Prepared]]:
    group: list[Prepared] = []
    for one in prepared:
        group.append(one)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
