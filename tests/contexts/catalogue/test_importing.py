"""Bringing in files: every record once, each bad one listed, and an interrupted run goes on."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pustakota.contexts.catalogue import actions, queries
from pustakota.contexts.catalogue.actions import Progress
from pustakota.contexts.catalogue.actions.importing import preparing, running, storing
from pustakota.contexts.catalogue.errors import ImportRefused
from pustakota.contexts.catalogue.marc.iso2709 import to_iso2709
from pustakota.contexts.catalogue.marc.json_form import from_json
from pustakota.contexts.catalogue.marc.marcxml import to_marcxml
from pustakota.contexts.catalogue.marc.reader import read
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.models import ImportReject, ImportRun, Record, RecordVersion
from pustakota.contexts.catalogue.rules import intake
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.contexts.catalogue.real_files import NOT_MARC, all_real_files, real_file

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LEADER = "00000nam a2200000 a 4500"


def _marc(number: str, title: str, agency: str = "ID-JaPN") -> MarcRecord:
    controls = [("001", number), ("003", agency)] if number else []
    return MarcRecord(LEADER, [*controls, data_field("245", "10", [("a", title)])])


class _End:
    """Both ends of a pipe whose sender has done everything before the receiver begins."""

    def __init__(self) -> None:
        self.messages: list[object] = []

    def send(self, message: object) -> None:
        self.messages.append(message)

    def recv(self) -> object:
        return self.messages.pop(0)


@contextmanager
def _in_this_process(path: Path, *, after: int, size: int) -> Iterator[Iterator[intake.Batch]]:
    """The preparation without a process of its own, to be quick over many small files."""
    end: Any = _End()
    intake.pour(path, after, size, end)
    yield preparing._received(end, path)


@pytest.fixture(autouse=True)
def in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests are about what is stored; those about the two processes say so."""
    monkeypatch.setattr(running, "prepared_batches", _in_this_process)


@pytest.fixture
def in_two_processes(in_one_process: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "prepared_batches", preparing.prepared_batches)


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[..., Path]:
    numbers = count()

    def write(*records: MarcRecord | bytes) -> Path:
        path = tmp_path / f"file-{next(numbers)}.mrc"
        path.write_bytes(b"".join(one if isinstance(one, bytes) else to_iso2709(one) for one in records))
        return path

    return write


def _import(path: Path, **given: object) -> ImportRun:
    return actions.import_file(path=path, by=SYSTEM, clock=lambda: NOON, **given)  # type: ignore[arg-type]


def _counts(run: ImportRun) -> tuple[int, int, int, int]:
    return run.added, run.changed, run.unchanged, run.rejected


def test_records_are_stored_whole_and_announced(file_of: Callable[..., Path]) -> None:
    run = _import(file_of(_marc("1", "Bumi manusia"), _marc("2", "Anak semua bangsa")))
    assert _counts(run) == (2, 0, 0, 0)
    records = list(Record.objects.order_by("pk"))
    assert [record.title for record in records] == ["Bumi manusia", "Anak semua bangsa"]
    assert from_json(records[0].marc).control("001") == "1"
    (message,) = Message.objects.all()
    assert message.fields == {"record_ids": [record.pk for record in records]}


def test_the_same_file_again_writes_nothing(file_of: Callable[..., Path]) -> None:
    path = file_of(_marc("1", "Bumi manusia"))
    first = _import(path)
    assert _import(path).pk == first.pk
    assert Message.objects.count() == 1


@pytest.mark.parametrize("number", ["1", ""])
def test_an_unchanged_record_in_another_file_writes_nothing(file_of: Callable[..., Path], number: str) -> None:
    _import(file_of(_marc(number, "Bumi manusia")))
    run = _import(file_of(_marc(number, "Bumi manusia"), _marc("9", "Lain")))
    assert _counts(run) == (1, 0, 1, 0)
    assert Record.objects.count() == 2


def test_a_changed_record_replaces_the_old_one_and_keeps_it_as_a_version(file_of: Callable[..., Path]) -> None:
    _import(file_of(_marc("1", "Bumi manusi")))
    before = Record.objects.get()
    run = _import(file_of(_marc("1", "Bumi manusia")))
    assert _counts(run) == (0, 1, 0, 0)
    after = Record.objects.get()
    assert (after.pk, after.title) == (before.pk, "Bumi manusia")
    assert RecordVersion.objects.get().marc == before.marc


def test_a_record_that_comes_twice_in_one_file_is_one_record(file_of: Callable[..., Path]) -> None:
    run = _import(file_of(_marc("1", "Lama"), _marc("2", "Lain"), _marc("1", "Baru"), _marc("1", "Baru")))
    assert _counts(run) == (2, 1, 1, 0)
    assert sorted(Record.objects.values_list("title", flat=True)) == ["Baru", "Lain"]


def test_a_number_without_its_agency_is_no_proof_that_two_records_are_one(file_of: Callable[..., Path]) -> None:
    _import(file_of(_marc("1", "Bumi manusia", agency="")))
    run = _import(file_of(_marc("1", "Resep masakan", agency=""), _marc("1", "Bumi manusia", agency="X")))
    assert _counts(run) == (2, 0, 0, 0)


def test_bad_records_are_listed_with_position_and_reason(file_of: Callable[..., Path]) -> None:
    good = _marc("1", "Bumi manusia")
    authority = MarcRecord("00000nz  a2200000n  4500", good.fields)
    untitled = MarcRecord(LEADER, [("001", "3")])
    run = _import(file_of(good, b"\x1d", to_iso2709(good)[:30] + b"\x1d", authority, untitled))
    assert _counts(run) == (1, 0, 0, 4)
    size = len(to_iso2709(good))
    rejects = list(ImportReject.objects.order_by("ordinal").values_list("ordinal", "offset", "code", "taken"))
    assert rejects == [
        (2, size, "empty", False),
        (3, size + 1, "directory_unreadable", False),
        (4, size + 32, "not_bibliographic", False),
        (5, 2 * size + 32, "no_title", False),
    ]
    with actions.report_path(run).open(encoding="utf-8-sig", newline="") as report:
        rows = list(csv.reader(report))
    assert [row[0] for row in rows[1:]] == ["2", "3", "4", "5"]
    assert all(row[-1] for row in rows)
    assert bytes(ImportReject.objects.get(ordinal=2).raw or b"") == b"\x1d"


def test_bytes_are_kept_where_they_cannot_be_made_again() -> None:
    path = real_file("marc_nasty/pymarc/marc8.dat")
    _import(path)
    assert bytes(Record.objects.get().original or b"") == path.read_bytes()


def test_bytes_are_not_kept_where_they_can_be_made_again() -> None:
    _import(real_file("bib/loc_malay.mrc"))
    assert Record.objects.filter(original=None).count() == 97


def test_every_real_record_can_be_given_back_as_it_came() -> None:
    path = real_file("marc_nasty/traject/test_data.utf8.mrc")
    _import(path)
    rows = Record.objects.order_by("pk").values_list("marc", "original")
    came = [bytes(original) if original else to_iso2709(from_json(marc)) for marc, original in rows]
    assert came == [entry.raw for entry in read(path)]


@pytest.mark.parametrize("path", all_real_files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_real_file_is_imported_to_its_end(path: Path) -> None:
    if path.stat().st_size > 3_000_000:
        pytest.skip("imported whole by the benchmark")
    if path.name in NOT_MARC:
        with pytest.raises(ImportRefused, match="not_marc"):
            _import(path)
        return
    run = _import(path)
    assert run.ended_at == NOON
    assert sum(_counts(run)) == run.position > 0
    assert run.rejected == ImportReject.objects.filter(run=run, taken=False).values("ordinal").distinct().count()


def test_an_interrupted_import_goes_on_without_loss_or_repetition(
    in_two_processes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 300)
    path = real_file("bib/loc_indonesia_public.mrc")
    sittings = 0

    def give_up_after_two_batches(done: Progress) -> None:
        if done.now >= 600:
            raise KeyboardInterrupt

    while not ImportRun.objects.filter(ended_at__isnull=False).exists():
        sittings += 1
        try:
            run = _import(path, tell=give_up_after_two_batches)
        except KeyboardInterrupt:
            assert Record.objects.count() == ImportRun.objects.get().position == 600 * sittings
    assert sittings == 4
    assert _counts(run) == (2087, 0, 0, 0)
    assert Record.objects.values("control_number").distinct().count() == 2087


def test_a_batch_that_fails_leaves_nothing_of_itself(
    file_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_of(_marc("1", "Bumi manusia"), b"\x1d")

    def fail(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(storing.outbox, "announce", fail)
        with pytest.raises(OSError, match="No space"):
            _import(path)
    assert (Record.objects.count(), ImportReject.objects.count(), ImportRun.objects.get().position) == (0, 0, 0)
    assert _counts(_import(path)) == (1, 0, 0, 1)


def test_marcxml_is_brought_in_like_any_other(in_two_processes: None, tmp_path: Path) -> None:
    path = tmp_path / "records.txt"
    path.write_text(f"<collection>{to_marcxml(_marc('1', 'Bumi manusia'))}</collection>")
    assert _counts(_import(path)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "code"), [(None, "file_missing"), (b"", "not_marc"), (b"%PDF-1.7", "not_marc"), (b"a,b\n", "not_marc")]
)
def test_a_file_that_cannot_be_imported_is_refused_in_words(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImportRefused) as refusal:
        _import(path)
    (reason,) = refusal.value.worded()
    assert reason.code == code
    assert str(path) in reason.message
    assert not ImportRun.objects.exists()


def test_the_reading_process_says_why_a_file_is_refused(in_two_processes: None, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(ImportRefused, match="not_marc"):
        _import(path)


def test_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="file_unreadable"):
        _import(tmp_path)


def test_not_everybody_may_import(file_of: Callable[..., Path]) -> None:
    with pytest.raises(NotAllowed):
        actions.import_file(path=file_of(_marc("1", "x")), by=VISITOR, clock=lambda: NOON)


def test_a_run_tells_how_far_it_is(file_of: Callable[..., Path]) -> None:
    told: list[Progress] = []
    _import(file_of(_marc("1", "x"), b"\x1d"), tell=told.append)
    assert told[-1] == Progress(now=2, in_all=2, rejected=1, share=1.0)


def test_the_commonest_problem_of_a_run_comes_first(file_of: Callable[..., Path]) -> None:
    run = _import(file_of(b"\x1d", _marc("1", "x"), b"\x1d", b"01234\x1d"))
    problems = queries.import_problems(run.pk)
    assert [(code, taken, often, first) for code, taken, often, first, _example in problems] == [
        ("empty", False, 2, 1),
        ("too_short", False, 1, 4),
    ]
