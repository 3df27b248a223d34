"""A consistent copy of the database while everybody works on, and the way back from it."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import ProgrammingError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from pustakota.config.operations import postgres

SQLITE, POSTGRES = "pustakota.sqlite3", "pustakota.dump"
Counts = dict[str, int]


class DumpError(Exception):
    """The copy could not be made or taken back, in words."""


def dump(folder: Path) -> tuple[Path, Counts]:
    """A copy of the database in a folder, and how many rows each of its tables has."""
    return _dump_postgres(folder) if connection.vendor == "postgresql" else _dump_sqlite(folder)


def database_file() -> Path | None:
    """The file of the database, where it is one."""
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


# SQLite


def _dump_sqlite(folder: Path) -> tuple[Path, Counts]:
    """By SQLite's own online backup, in one step: readers and writers go on, and the copy is of one moment."""
    target = folder / SQLITE
    with (
        closing(sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=60)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if (said := copy.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise DumpError(_("The database is damaged: %(said)s. Keep the older backups.") % {"said": said})
        return target, sqlite_counts(copy)


def sqlite_counts(copy: sqlite3.Connection) -> Counts:
    names = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return _counts([name for (name,) in names], lambda sql: copy.execute(sql).fetchone()[0])


def _counts(names: list[str], ask: Callable[[str], int]) -> Counts:
    return {name: ask(f'SELECT count(*) FROM "{name}"') for name in sorted(names)}  # noqa: S608 -- names of our tables


# PostgreSQL


def _dump_postgres(folder: Path) -> tuple[Path, Counts]:
    """By ``pg_dump`` and our own counting, both looking at one snapshot."""
    target = folder / POSTGRES
    with _snapshot() as (name, counts):
        words = ["--format=custom", "--no-owner", "--no-privileges", "--exclude-schema=replaced_*"]
        _run("pg_dump", *words, f"--snapshot={name}", f"--file={target}")
        return target, counts


@contextmanager
def _snapshot() -> Iterator[tuple[str, Counts]]:
    own: BaseDatabaseWrapper = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            name = str(cursor.fetchone()[0])

            def ask(sql: str) -> int:
                cursor.execute(sql)
                return int(cursor.fetchone()[0])

            yield name, _counts(own.introspection.table_names(cursor), ask)
    finally:
        own.close()


def _run(name: str, *words: str) -> None:
    database = connection.settings_dict
    found = postgres.program(name, server=postgres.server_version())
    done = subprocess.run(  # noqa: S603 -- a program of PostgreSQL's own
        [found, *words], env=postgres.surroundings(database), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [str(done.returncode)]
        raise DumpError(_("%(name)s failed: %(said)s") % {"name": name, "said": said[0]})


# The way back


def put_back(copy: Path, *, aside: str) -> None:
    """Make a copy the database. What was there is moved aside under this name; without a name it was empty."""
    if connection.vendor == "postgresql":
        _put_back_postgres(copy, aside)
    else:
        _put_back_sqlite(copy, aside)


def away(path: Path, aside: str) -> None:
    """Move a file or folder into a folder beside it, or delete it where no name is given."""
    if aside:
        folder = path.parent / aside
        folder.mkdir(exist_ok=True, mode=0o700)
        path.replace(folder / path.name)
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _put_back_sqlite(copy: Path, aside: str) -> None:
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        old = target.with_name(target.name + suffix)
        if old.exists():
            away(old, aside)
    shutil.move(copy, target)
    target.chmod(0o600)


def _put_back_postgres(copy: Path, aside: str) -> None:
    if connection.introspection.table_names():
        _move_schema_away(aside.lower().replace("-", "_"))
    connection.close()
    words = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
    _run("pg_restore", *words, f"--dbname={connection.settings_dict['NAME']}", str(copy))


def _move_schema_away(aside: str) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER SCHEMA public RENAME TO "{aside}"' if aside else "DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    except ProgrammingError as error:
        raise DumpError(
            _("The old tables could not be moved aside (%(said)s). Give an empty database in PUSTAKOTA_DATABASE_URL.")
            % {"said": str(error).strip()}
        ) from error


def counts() -> Counts:
    """How many rows each table of the database has now."""
    with connection.cursor() as cursor:

        def ask(sql: str) -> int:
            cursor.execute(sql)
            return int(cursor.fetchone()[0])

        return _counts(connection.introspection.table_names(cursor), ask)
