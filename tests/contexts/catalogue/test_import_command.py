"""``pustakota import marc`` as an operator meets it: killed, doubled, on a full disk, without its database."""

import fcntl
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from pustakota.contexts.catalogue.marc.iso2709 import to_iso2709
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from tests.contexts.catalogue.real_files import real_file

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
RECORD = MarcRecord("00000nam a2200000 a 4500", [("001", "1"), ("003", "X"), data_field("245", "10", [("a", "Bumi")])])


def _start(data: Path, *words: str | Path, **environment: str) -> "subprocess.Popen[str]":
    own = {
        "PUSTAKOTA_DATA": str(data),
        "PUSTAKOTA_DATABASE_URL": "",
        "PYTHONPATH": str(ROOT / "src"),
        "LANG": "C.UTF-8",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PUSTAKOTA_", "DJANGO_"))}
    command = [sys.executable, "-m", "pustakota", "import", "marc", *map(str, words)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env={**kept, **own, **environment}, text=True, **pipes)  # type: ignore[call-overload, no-any-return]


def _run(data: Path, *words: str | Path, **environment: str) -> tuple[int, str, str]:
    process = _start(data, *words, "--no-index", **environment)
    out, err = process.communicate(timeout=180)
    return process.returncode, out, err


def _one(data: Path, sql: str) -> tuple[int, ...]:
    with closing(sqlite3.connect(data / "pustakota.sqlite3", timeout=20)) as database:
        return database.execute(sql).fetchone() or (0,)  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An empty database of the product."""
    data = tmp_path_factory.mktemp("migrated")
    (data / "one.mrc").write_bytes(b"no MARC")
    assert _run(data, data / "one.mrc")[0] != 0
    with closing(sqlite3.connect(data / "pustakota.sqlite3")) as database:
        return database.serialize()


@pytest.fixture
def data(migrated: bytes, tmp_path: Path) -> Path:
    (tmp_path / "pustakota.sqlite3").write_bytes(migrated)
    return tmp_path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "buku.mrc"
    path.write_bytes(to_iso2709(RECORD))
    return path


def test_an_import_killed_again_and_again_brings_each_record_in_once(data: Path) -> None:
    path = real_file("bib/loc_random20k.mrc.gz")
    for kill in range(2):
        process = _start(data, path, "--no-index")
        wanted = 2000 + 8000 * kill
        while process.poll() is None:
            if _position(data) >= wanted:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.02)
        process.communicate()
        assert _one(data, "SELECT COUNT(*) FROM catalogue_record")[0] == _position(data)
    code, out, _err = _run(data, path)
    assert code == 0
    assert "20,000" in out
    assert _one(data, "SELECT COUNT(*), COUNT(DISTINCT source || control_number) FROM catalogue_record") == (
        20_000,
        20_000,
    )
    assert _one(data, "SELECT added, changed, unchanged, rejected FROM catalogue_importrun") == (20_000, 0, 0, 0)
    assert _one(data, "PRAGMA integrity_check") == ("ok",)
    announced = "SELECT SUM(json_array_length(fields, '$.record_ids')) FROM foundation_message"
    assert _one(data, announced)[0] == 20_000


def _position(data: Path) -> int:
    return _one(data, "SELECT position FROM catalogue_importrun")[0]


def test_neither_reader_nor_index_outlives_a_killed_import(data: Path) -> None:
    process = _start(data, real_file("bib/loc_random20k.mrc.gz"))
    while _position(data) < 1000:
        time.sleep(0.02)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert len(children) >= 2
    process.kill()
    process.communicate()
    until = time.monotonic() + 20
    while time.monotonic() < until and any(_is_alive(int(child)) for child in children):
        time.sleep(0.1)
    assert not [child for child in children if _is_alive(int(child))]


def _is_alive(process_id: int) -> bool:
    try:
        return "zombie" not in Path(f"/proc/{process_id}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_missing_and_a_wrong_file_are_named_and_the_others_come_in(data: Path, file: Path) -> None:
    wrong = data / "foto.jpg"
    wrong.write_bytes(b"\xff\xd8\xff\xe0 picture")
    code, out, err = _run(data, data / "tiada.mrc", wrong, file)
    assert code == 1
    assert "tiada.mrc" in err
    assert "foto.jpg" in err
    assert "Traceback" not in err
    assert "buku.mrc" in out
    assert _one(data, "SELECT COUNT(*) FROM catalogue_record") == (1,)


def test_a_second_import_at_once_is_refused(data: Path, file: Path) -> None:
    with (data / "import.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, _out, err = _run(data, file)
    assert code == 1
    assert err.strip()
    assert "Traceback" not in err
    assert _run(data, file)[0] == 0


def test_a_missing_database_server_is_said_in_words(data: Path, file: Path) -> None:
    code, _out, err = _run(data, file, PUSTAKOTA_DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert code == 1
    assert "PUSTAKOTA_DATABASE_URL" in err
    assert "Traceback" not in err


def test_a_full_disk_is_said_in_words_and_the_database_opens_afterwards(small_disk: Path, migrated: bytes) -> None:
    (small_disk / "pustakota.sqlite3").write_bytes(migrated)
    path = real_file("bib/loc_random20k.mrc.gz")
    code, _out, err = _run(small_disk, path)
    assert code == 1
    assert "disk is full" in err or "penuh" in err
    assert "Traceback" not in err
    assert _one(small_disk, "PRAGMA integrity_check") == ("ok",)
    position = _position(small_disk)
    assert position == _one(small_disk, "SELECT COUNT(*) FROM catalogue_record")[0] > 0


def test_a_full_disk_is_said_in_words_too_where_the_index_follows(small_disk: Path, migrated: bytes) -> None:
    (small_disk / "pustakota.sqlite3").write_bytes(migrated)
    process = _start(small_disk, real_file("bib/loc_random20k.mrc.gz"))
    _out, err = process.communicate(timeout=180)
    assert process.returncode == 1
    assert "disk is full" in err or "penuh" in err
    assert "Traceback" not in err
    assert _one(small_disk, "PRAGMA integrity_check") == ("ok",)


def test_an_index_that_cannot_be_written_is_said_once_the_records_are_stored(data: Path, file: Path) -> None:
    (data / "index").write_text("a file stands where the folder of the index belongs")
    process = _start(data, file)
    _out, err = process.communicate(timeout=180)
    assert process.returncode == 1
    assert "the search index cannot be written" in err
    assert "Traceback" not in err
    assert _one(data, "SELECT COUNT(*) FROM catalogue_record") == (1,)


def test_an_interrupt_says_how_to_go_on(data: Path) -> None:
    process = _start(data, real_file("bib/loc_random20k.mrc.gz"), "--no-index")
    while _position(data) < 2000:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert _one(data, "SELECT COUNT(*) FROM catalogue_record")[0] == _position(data) < 20_000


def test_the_index_follows_without_a_worker(data: Path, file: Path) -> None:
    process = _start(data, file)
    _out, err = process.communicate(timeout=180)
    assert process.returncode == 0, err
    assert (data / "index" / "current").exists()
    assert _one(data, "SELECT COUNT(*) FROM foundation_delivery WHERE state = 'delivered'") == (2,)  # index, union
