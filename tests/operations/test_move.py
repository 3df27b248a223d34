"""A library moves into another database and back, every row compared; where it cannot, nothing was changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.migrated import copy_to
from tests.operations.conftest import Installation

pytestmark = pytest.mark.slow
OWN_MOMENTS = {"django_migrations"}
"""Tables that say when this database was made."""


def sums(installation: Installation) -> dict[str, str]:
    found: dict[str, str] = installation.ask("sums")
    return {name: said for name, said in found.items() if name not in OWN_MOMENTS and "wagtailsearch" not in name}


def in_file(installation: Installation, file: Path) -> Installation:
    """The same data folder on another database."""
    return Installation(installation.data, f"sqlite://{file}")


def test_a_library_moves_to_another_database_and_back_with_every_row(
    installation: Installation, another: Installation, tmp_path: Path
) -> None:
    """On PostgreSQL: to SQLite and back. On SQLite: from one file to another and back."""
    key = installation.ask("key_of_a_new_title")
    before, said = sums(installation), installation.ask("tell")
    moved = in_file(installation, tmp_path / "moved.sqlite3")
    told = installation.done("move", "database", "--to", moved.url)
    assert "circulation_loan: 1" in told
    assert moved.ask("tell") == said
    assert moved.ask("key_of_a_new_title") == key + 1, "no key is given twice, though its row is gone"
    assert installation.ask("tell") == said, "the old database stays as it was"

    back = Installation(installation.data, another.url or f"sqlite://{tmp_path / 'back.sqlite3'}")
    address = tmp_path / "address"
    address.write_text(back.url + "\n")
    moved.done("move", "database", "--to-file", str(address))
    assert sums(back) == before
    assert back.ask("key_of_a_new_title") == key + 2


def test_what_is_not_empty_is_not_moved_into(installation: Installation, tmp_path: Path) -> None:
    strange = tmp_path / "strange.sqlite3"
    with closing(sqlite3.connect(strange)) as other:
        other.execute("CREATE TABLE something (id INTEGER PRIMARY KEY)")
    no = installation.run("move", "database", "--to", f"sqlite://{strange}")
    assert no.returncode == 1
    assert "milik aplikasi lain" in no.stderr
    another = in_file(installation, tmp_path / "another.sqlite3")
    copy_to(tmp_path / "another.sqlite3")
    another.ask("build")
    no = installation.run("move", "database", "--to", another.url)
    assert no.returncode == 1
    assert "Perpustakaan Umum Kota" in no.stderr
    assert installation.run("move", "database", "--to", "mysql://x/y").returncode == 1


def test_a_move_that_was_cut_off_is_simply_given_again(installation: Installation, tmp_path: Path) -> None:
    """It leaves tables without rows, as this one that ends before its last comparison."""
    copy_to(tmp_path / "moved.sqlite3")
    moved = in_file(installation, tmp_path / "moved.sqlite3")
    cut_off = (
        "from pustakota.config.operations import moving\n"
        "def die(table, rows):\n"
        "    if table == 'people_person': raise SystemExit(9)\n"
        f"moving.move(to={moved.url!r}, tell=die)"
    )
    assert installation.run("shell", "--verbosity", "0", "--command", cut_off).returncode == 9
    with closing(sqlite3.connect(tmp_path / "moved.sqlite3")) as left:
        assert left.execute("SELECT count(*) FROM organisation_library").fetchone() == (0,)
    installation.done("move", "database", "--to", moved.url)
    assert moved.ask("tell") == installation.ask("tell")


def test_nothing_is_moved_under_a_running_web_process(installation: Installation, tmp_path: Path) -> None:
    installation.serve()
    no = installation.run("move", "database", "--to", f"sqlite://{tmp_path / 'moved.sqlite3'}")
    assert no.returncode == 1
    assert "systemctl stop" in no.stderr
    assert not (tmp_path / "moved.sqlite3").exists()
