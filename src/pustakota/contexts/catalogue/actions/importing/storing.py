"""One batch of an import into the database: its records, its rejects and the position in the file, or none of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from pustakota.contexts.catalogue.actions.works import follow_decisions
from pustakota.contexts.catalogue.events import RecordsChanged
from pustakota.contexts.catalogue.models import ImportReject, ImportRun, Record, RecordVersion, WorkDecision
from pustakota.contexts.catalogue.rules.columns import COLUMNS
from pustakota.contexts.catalogue.rules.intake import Prepared
from pustakota.foundation import outbox

_TABLE = Record._meta.db_table  # noqa: SLF001 - Django's documented API
_INSERTED = ("id", "marc", "original", "made_at", "changed_at", "is_suppressed", *COLUMNS)
_CHANGED = ("marc", "original", "changed_at", *COLUMNS)
_LONGEST_RAW = 100_000
_VERSIONS_AT_ONCE = 200

Identity = tuple[str, ...]


class Known(NamedTuple):
    """A record that is already in the catalogue."""

    id: int
    marc: str


class Outcome(NamedTuple):
    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def plus(self, other: "Outcome") -> "Outcome":
        return Outcome(*(one + two for one, two in zip(self, other, strict=True)))


def store(
    run: ImportRun, batch: Sequence[Prepared], *, at: datetime, word: Callable[[str, dict[str, str]], str]
) -> None:
    """Commit a batch of at most 1,000 entries. ``word`` makes the sentence of a problem."""
    with transaction.atomic():
        outcome, ids = Outcome(), []
        for part in _without_repeats([one for one in batch if one.is_taken]):
            stored, touched = _store_part(part, at=at)
            outcome = outcome.plus(stored)
            ids += touched
        _note_problems(run, batch, word)
        run.position = batch[-1].ordinal
        run.added += outcome.added
        run.changed += outcome.changed
        run.unchanged += outcome.unchanged
        run.rejected += sum(not one.is_taken for one in batch)
        run.save(update_fields=["position", "added", "changed", "unchanged", "rejected"])
        if ids:
            outbox.announce(RecordsChanged(record_ids=ids), at=at)


def _without_repeats(prepared: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    """The same entries in their order, cut where a record comes again: the later one then finds the earlier stored."""
    part: dict[Identity, Prepared] = {}
    for one in prepared:
        identity = _identity_of(one)
        if identity in part:
            yield list(part.values())
            part = {}
        part[identity] = one
    if part:
        yield list(part.values())


def _store_part(part: list[Prepared], *, at: datetime) -> tuple[Outcome, list[int]]:
    """What became of them, and the ids of those that are new or changed."""
    known = _known(part)
    new, changed, unchanged = [], [], 0
    for one in part:
        before = known.get(_identity_of(one))
        if before is None:
            new.append(one)
        elif before.marc == one.marc:
            unchanged += 1
        else:
            changed.append((before, one))
    ids = _insert(new, at=at)
    _change(changed, at=at)
    touched = [*ids, *(before.id for before, _one in changed)]
    if WorkDecision.objects.exists():
        follow_decisions(touched)
    return Outcome(len(new), len(changed), unchanged), touched


def _identity_of(one: Prepared) -> Identity:
    return _identity(one.source, one.control_number, one.title_sort, one.marc)


def _identity(source: str, control_number: str, title_sort: str, marc: str) -> Identity:
    """Two records with one identity are one record.

    The control number with its agency (001 and 003). Without an agency anybody may have used the number: the title
    must agree too. Without a control number only the very same record is the same.
    """
    if control_number and source:
        return (source, control_number)
    if control_number:
        return ("", control_number, title_sort)
    return ("", "", title_sort, marc)


def _known(part: list[Prepared]) -> dict[Identity, Known]:
    numbers: dict[str, list[str]] = {}
    titles = []
    for one in part:
        if number := one.control_number:
            numbers.setdefault(one.source, []).append(number)
        else:
            titles.append(one.title_sort)
    found: dict[Identity, Known] = {}
    for source, some in numbers.items():
        _gather(found, source=source, control_number__in=some)
    if titles:
        _gather(found, control_number="", title_sort__in=titles)
    return found


def _gather(found: dict[Identity, Known], **conditions: Any) -> None:
    rows = Record.objects.filter(removed_at__isnull=True, **conditions).order_by("pk")
    for row in rows.values_list("source", "control_number", "title_sort", "marc", "pk"):
        found.setdefault(_identity(*row[:4]), Known(row[4], row[3]))


def _insert(new: list[Prepared], *, at: datetime) -> list[int]:
    if not new:
        return []
    moment = connection.ops.adapt_datetimefield_value(at)
    ids = _next_ids(len(new))
    rows = [
        (key, one.marc, one.original, moment, moment, False, *one.values) for key, one in zip(ids, new, strict=True)
    ]
    columns, places = ", ".join(_INSERTED), ", ".join(["%s"] * len(_INSERTED))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_TABLE} ({columns}) VALUES ({places})", rows)  # noqa: S608 - our own names
    return ids


def _next_ids(count: int) -> list[int]:
    """Keys for new rows, taken before they are written: announcing them needs them, and no database says them later."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [_TABLE, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [_TABLE])  # the write lock is ours
        row = cursor.fetchone()
    last = row[0] if row else 0
    return list(range(last + 1, last + count + 1))


def _change(changed: list[tuple[Known, Prepared]], *, at: datetime) -> None:
    if not changed:
        return
    RecordVersion.objects.bulk_create(
        [
            RecordVersion(record_id=before.id, marc=before.marc, replaced_at=at, reason="import")
            for before, _ in changed
        ],
        batch_size=_VERSIONS_AT_ONCE,
    )
    moment = connection.ops.adapt_datetimefield_value(at)
    rows = [(one.marc, one.original, moment, *one.values, before.id) for before, one in changed]
    settings = ", ".join(f"{column} = %s" for column in _CHANGED)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {_TABLE} SET {settings} WHERE id = %s", rows)  # noqa: S608 - our own names


def _note_problems(run: ImportRun, batch: Sequence[Prepared], word: Callable[[str, dict[str, str]], str]) -> None:
    ImportReject.objects.bulk_create(
        ImportReject(
            run=run,
            ordinal=one.ordinal,
            offset=one.position,
            code=found.code,
            reason=word(found.template, dict(found.facts)),
            taken=one.is_taken,
            raw=None if one.is_taken else (one.original or b"")[:_LONGEST_RAW],
        )
        for one in batch
        for found in one.problems
    )
