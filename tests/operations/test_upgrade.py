"""A database of an earlier version comes to today's tables, after a backup, and loses nothing."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.demo.commands import ROOT, run

RELEASES = sorted((ROOT / "tests" / "migrations" / "releases").glob("*.sqlite3.gz"))
KEPT = {
    "organisation_servicepoint": "id code name zone",
    "organisation_hours": "id service_point_id weekday opens closes",
    "people_account": "id username password email is_active is_staff",
    "people_person": "id name call_name born_on phone account_id",
    "people_patron": "id person_id card_number type_id home_point_id joined_on expires_on",
    "people_roleheld": "id person_id role service_point_id",
    "catalogue_record": "id title marc",
    "catalogue_item": "id record_id barcode type_id service_point_id status call_number",
    "circulation_loan": "id item_id patron_id service_point_id lent_at due_on renewals returned_at source",
    "circulation_hold": "id code record_id patron_id pickup_point_id status placed_at item_id pick_up_by",
    "circulation_policyrow": "id name loan_days max_loans service_point_id",
    "foundation_message": "id name subject fields at",
}
"""Tables that no release may lose a row or a value of, with the columns that every one has."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the earlier databases are files of SQLite"),
]


def rows(database: Path) -> dict[str, list[Any]]:
    with closing(sqlite3.connect(database)) as opened:
        return {
            table: opened.execute(f"SELECT {', '.join(columns.split())} FROM {table} ORDER BY id").fetchall()
            for table, columns in KEPT.items()
        }


def guardians(database: Path, table: str) -> set[tuple[int, int]]:
    with closing(sqlite3.connect(database)) as opened:
        return set(opened.execute(f"SELECT guardian_id, ward_id FROM {table}"))


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name.removesuffix(".sqlite3.gz"))
def test_an_earlier_database_is_upgraded_after_a_backup_and_keeps_every_row(release: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    database = data / "pustakota.sqlite3"
    database.write_bytes(gzip.decompress(release.read_bytes()))
    before = rows(database)
    assert all(before.values())
    done = run("upgrade", data=data, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    assert rows(database) == before
    assert guardians(database, "people_guardianship")
    (backup,) = (tmp_path / "data-backups").glob("*.zip")
    assert backup.name in done.stdout
    assert (data / "index" / "current").exists()
    again = run("upgrade", data=data)
    assert again.returncode == 0
    assert len(list((tmp_path / "data-backups").glob("*.zip"))) == 1
    assert "✗" not in "".join(line for line in run("doctor", data=data).stdout.splitlines() if "upgrade" in line)


def test_a_database_with_a_library_is_kept_before_any_command_changes_its_tables(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "pustakota.sqlite3").write_bytes(gzip.decompress(RELEASES[0].read_bytes()))
    assert run("rebuild", data=data, timeout=600).returncode == 0
    assert len(list((tmp_path / "data-backups").glob("*.zip"))) == 1
