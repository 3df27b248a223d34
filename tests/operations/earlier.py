"""A database of an earlier version, laid into the database of this installation as that version would have left it."""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

NOT_COPIED = ("sqlite_", "wagtailsearch_", "django_migrations")


def lay(release: str, data: str) -> None:
    """On SQLite the file itself; elsewhere its tables, made by that version's migrations, and its rows."""
    Path(data).mkdir(exist_ok=True)
    file = Path(data) / "pustakota.sqlite3"
    file.write_bytes(gzip.decompress(Path(release).read_bytes()))
    if connection.vendor == "sqlite":
        return
    with closing(sqlite3.connect(file)) as source:
        _migrate_as_far_as(source)
        with transaction.atomic():
            _copy_rows(source)
    file.unlink()


def _migrate_as_far_as(source: sqlite3.Connection) -> None:
    applied = set(source.execute("SELECT app, name FROM django_migrations"))
    executor = MigrationExecutor(connection)
    known = [key for key in applied if key in executor.loader.graph.nodes]
    last = [key for key in known if not any(child in applied for child in _children(executor, key))]
    executor.migrate(sorted(last))


def _children(executor: MigrationExecutor, key: tuple[str, str]) -> list[tuple[str, str]]:
    return [child.key for child in executor.loader.graph.node_map[key].children if child.key[0] == key[0]]


def _copy_rows(source: sqlite3.Connection) -> None:
    tables = list(_tables(source))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        for table in tables:
            rows = source.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in rows.description]
            with cursor.copy(f"COPY {table} ({', '.join(map(connection.ops.quote_name, columns))}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            if "id" in columns:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM " + table + " HAVING max(id) > 0",
                    [table],
                )


def _tables(source: sqlite3.Connection) -> Iterator[str]:
    there = set(connection.introspection.table_names())
    for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        if name in there and not name.startswith(NOT_COPIED):
            yield name
