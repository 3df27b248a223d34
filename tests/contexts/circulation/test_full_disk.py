"""A desk whose disk is full says so and stops; what it had answered stands, and the database opens afterwards."""

import dataclasses
import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bench import kill9
from django.db import connection

from tests.disks import fill

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("transactional_db")]


def start(town: kill9.Town, log: Path) -> "subprocess.Popen[bytes]":
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PUSTAKOTA_")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "pustakota.config.settings",
        "PUSTAKOTA_DATA": town.folder,
        "PUSTAKOTA_DATABASE_URL": town.url,
    }
    words = [sys.executable, kill9.__file__, "--desk", "0", "--town", json.dumps(dataclasses.asdict(town))]
    with log.open("wb") as file:
        return subprocess.Popen(words, env=environment, stdout=file, stderr=file)


def wait_for_answers(town: kill9.Town, more_than: int) -> None:
    until = time.monotonic() + 120
    ledger = town.ledger(0)
    while not ledger.exists() or ledger.read_bytes().count(b"\n") <= more_than:
        assert time.monotonic() < until, "the desk gave no answers"
        time.sleep(0.1)


def loans_in(database: Path) -> dict[int, bool]:
    """Loans by key, and whether each was returned, read by a program of its own."""
    with sqlite3.connect(database) as tables:
        assert tables.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = tables.execute("SELECT id, returned_at IS NOT NULL FROM circulation_loan").fetchall()
    tables.close()
    return {key: bool(returned) for key, returned in rows}


def test_a_desk_on_a_full_disk_says_so_loses_no_answer_and_works_again_with_room(
    small_disk: Path, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the disk of a PostgreSQL server is not ours to fill")
    database = small_disk / "pustakota.sqlite3"
    built = kill9.build(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(database)])
    town = dataclasses.replace(built, url=f"sqlite://{database}")

    desk = start(town, tmp_path / "full.log")
    wait_for_answers(town, 5)
    fill(small_disk / "filler")
    assert desk.wait(120) == 1
    assert "database or disk is full" in (tmp_path / "full.log").read_text()

    given = town.ledger(0).read_bytes().count(b"\n")
    loans = loans_in(database)
    for what, loan, _item, _patron in kill9.answers(town):
        assert loan in loans
        assert what == "lent" or loans[loan]

    (small_disk / "filler").unlink()
    desk = start(town, tmp_path / "room.log")
    try:
        wait_for_answers(town, given + 5)
    finally:
        desk.kill()
        desk.wait()
    assert len(loans_in(database)) > len(loans)
