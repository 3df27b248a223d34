"""A database of an earlier version comes to today's tables, after a backup, and loses nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.demo.commands import ROOT
from tests.operations.conftest import Installation, an_installation

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
pytestmark = pytest.mark.slow


@pytest.fixture(params=RELEASES, ids=lambda path: path.name.removesuffix(".sqlite3.gz"))
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """An installation as a version of ours left it, on the kind of database that the tests run on."""
    with an_installation(tmp_path, "pustakota_earlier") as made:
        made.lay(request.param)
        yield made


def asked(installation: Installation, query: str) -> list[Any]:
    if installation.url:
        with psycopg.connect(installation.url) as server:
            return server.execute(query).fetchall()
    with closing(sqlite3.connect(installation.data / "pustakota.sqlite3")) as opened:
        return opened.execute(query).fetchall()


def rows(installation: Installation) -> dict[str, list[Any]]:
    return {
        table: asked(installation, f"SELECT {', '.join(columns.split())} FROM {table} ORDER BY id")
        for table, columns in KEPT.items()
    }


def test_an_earlier_database_is_upgraded_after_a_backup_and_keeps_every_row(earlier: Installation) -> None:
    before = rows(earlier)
    assert all(before.values())
    said = earlier.done("upgrade")
    assert rows(earlier) == before
    assert asked(earlier, "SELECT guardian_id, ward_id FROM people_guardianship")
    (backup,) = earlier.archives
    assert backup.name in said
    assert (earlier.data / "index" / "current").exists()
    earlier.done("upgrade")
    assert len(earlier.archives) == 1
    assert "✗" not in "".join(line for line in earlier.run("doctor").stdout.splitlines() if "upgrade" in line)


def test_a_database_with_a_library_is_kept_before_any_command_changes_its_tables(earlier: Installation) -> None:
    earlier.done("rebuild")
    assert len(earlier.archives) == 1
