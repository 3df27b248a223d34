"""Moving a library from one kind of database to the other: every row of every table, compared, or nothing at all.

The source is only read. In the target everything happens in one transaction, so that a move that was cut off leaves
empty tables there and may simply be given again.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from pustakota.config.database import database_settings
from pustakota.config.serving import everything_stopped
from pustakota.sites.operator.facts import migrations_behind

TARGET = "target"
DERIVED = frozenset({"wagtailsearch"})
"""Apps whose tables differ between the databases and are made anew from the others."""
ROWS_AT_ONCE = 2_000
Told = Callable[[str, int], None]


class MoveRefusedError(Exception):
    """Nothing was moved and nothing was changed, in words."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What stands in the target now: rows of each table, each compared with the source by count and by sum."""

    tables: Mapping[str, int]

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def move(*, to: str, tell: Told) -> Moved:
    """Copy the library of this installation into the empty database at an address; ``tell`` hears of each table."""
    target_settings = _settings_of(to)
    if migrations_behind():
        raise MoveRefusedError(_("The tables are not up to date. Run “pustakota upgrade” first."))
    with everything_stopped(MoveRefusedError):
        _make_tables(to)
        with _target(target_settings) as target:
            tables = _copy_everything(target, tell)
        _make_derived(to)
    return Moved(tables)


def _settings_of(url: str) -> dict[str, Any]:
    try:
        given = database_settings(url, data=settings.DATA)
    except ValueError as wrong:
        raise MoveRefusedError(_("This is no address of a database. Give postgresql://… or sqlite:///…")) from wrong
    own = connections[DEFAULT_DB_ALIAS].settings_dict
    if all(str(given.get(name, "")) == str(own[name]) for name in ("ENGINE", "NAME", "HOST", "PORT")):
        raise MoveRefusedError(_("This is the database that the library lies in already."))
    return given


@contextmanager
def _target(given: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """A second connection, known to Django only as long as it is needed."""
    configured = connections.configure_settings({DEFAULT_DB_ALIAS: dict(given)})[DEFAULT_DB_ALIAS]
    connections.settings[TARGET] = configured
    connection = connections[TARGET]
    try:
        yield connection
    finally:
        connection.close()
        del connections[TARGET]
        del connections.settings[TARGET]


# The tables of the target


def _make_tables(url: str) -> None:
    with _target(_settings_of(url)) as target:
        _need_empty(target)
    _run_there(url, "migrate", "--no-input", "--verbosity", "0")


def _need_empty(target: BaseDatabaseWrapper) -> None:
    """Empty, or with tables of ours that no library has been written into."""
    try:
        there = set(target.introspection.table_names())
        if not there:
            return
        if "organisation_library" not in there:
            raise MoveRefusedError(_("The other database holds tables of something else. Give an empty one."))
        with target.cursor() as cursor:
            cursor.execute("SELECT name FROM organisation_library")
            library = cursor.fetchone()
    except DatabaseError as error:
        said = " ".join(str(error).split())
        raise MoveRefusedError(_("The other database does not answer: %(said)s") % {"said": said}) from error
    if library:
        raise MoveRefusedError(
            _("The other database holds a library already: %(name)s. Give an empty one.") % {"name": library[0]}
        )


def _make_derived(url: str) -> None:
    _run_there(url, "update_index", "--verbosity", "0")


def _run_there(url: str, *words: str) -> None:
    """A command of ours on the target, in a process of its own: what it writes can only land there."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PUSTAKOTA_DATABASE_URL_FILE"}
    done = subprocess.run(  # noqa: S603 -- our own commands
        [sys.executable, "-m", "pustakota", *words],
        env=surroundings | {"PUSTAKOTA_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]
        raise MoveRefusedError(_("The tables of the other database could not be made: %(said)s") % {"said": said})


# The rows


def _models() -> list[type[Model]]:
    """Every table that a model of ours or of a library has, each once, in the order of their names."""
    found = {
        model._meta.db_table: model  # noqa: SLF001 -- Django's documented API
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in DERIVED  # noqa: SLF001
    }
    return [found[name] for name in sorted(found)]


def _copy_everything(target: BaseDatabaseWrapper, tell: Told) -> dict[str, int]:
    source, tables, models = connections[DEFAULT_DB_ALIAS], {}, _models()
    with transaction.atomic(using=TARGET):
        _empty(target, models)
        for model in models:
            table = model._meta.db_table  # noqa: SLF001
            counted, summed = _copy(model, target)
            if (counted, summed) != _sum_of(model, TARGET):
                raise MoveRefusedError(
                    _("The table %(table)s is not the same in both databases; nothing was kept there.")
                    % {"table": table}
                )
            tables[table] = counted
            tell(table, counted)
        _set_sequences(source, target, models)
    return tables


def _empty(target: BaseDatabaseWrapper, models: Sequence[type[Model]]) -> None:
    """Rows that the migrations put in: the source brings its own. Keys are compared at the end of the transaction."""
    names = [target.ops.quote_name(model._meta.db_table) for model in models]  # noqa: SLF001
    with target.cursor() as cursor:
        if target.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for name in names:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608 -- names of our tables


def _fields_of(model: type[Model]) -> list[Field[Any, Any]]:
    return list(model._meta.local_concrete_fields)  # noqa: SLF001


def _rows(model: type[Model], using: str) -> Iterator[tuple[Any, ...]]:
    names = [field.attname for field in _fields_of(model)]
    rows = model._base_manager.using(using).order_by("pk").values_list(*names)  # noqa: SLF001
    return cast("Iterator[tuple[Any, ...]]", rows.iterator(chunk_size=ROWS_AT_ONCE))


def _copy(model: type[Model], target: BaseDatabaseWrapper) -> tuple[int, str]:
    """Copy the rows of a table; how many, and their sum as they were read."""
    fields, digest, counted = _fields_of(model), hashlib.sha256(), 0
    rows = _rows(model, DEFAULT_DB_ALIAS)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        for row in some:
            digest.update(_as_bytes(row))
        counted += len(some)
        _write(target, model, fields, some)
    return counted, digest.hexdigest()


def _write(
    target: BaseDatabaseWrapper, model: type[Model], fields: Sequence[Field[Any, Any]], rows: Iterable[tuple[Any, ...]]
) -> None:
    quoted = target.ops.quote_name
    table, columns = quoted(model._meta.db_table), ", ".join(quoted(str(field.column)) for field in fields)  # noqa: SLF001
    ready = ([field.get_db_prep_save(value, target) for field, value in zip(fields, row, strict=True)] for row in rows)
    with target.cursor() as cursor:
        if target.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in ready:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(ready))  # noqa: S608


def _sum_of(model: type[Model], using: str) -> tuple[int, str]:
    counted, digest = 0, hashlib.sha256()
    for row in _rows(model, using):
        digest.update(_as_bytes(row))
        counted += 1
    return counted, digest.hexdigest()


def _as_bytes(row: tuple[Any, ...]) -> bytes:
    return json.dumps(row, sort_keys=True, default=_plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _plain(value: object) -> str:
    """Values that the two databases hand over in clothes of their own."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value)


# The next keys


def _set_sequences(source: BaseDatabaseWrapper, target: BaseDatabaseWrapper, models: list[type[Model]]) -> None:
    """The next key of each table: behind the last that was ever given, also where that row is gone by now."""
    with target.cursor() as cursor:
        for statement in target.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        for table, last in _last_keys(source):
            _set_last_key(cursor, target.vendor, table, last)


def _last_keys(source: BaseDatabaseWrapper) -> list[tuple[str, int]]:
    ours = {model._meta.db_table for model in _models()}  # noqa: SLF001
    with source.cursor() as cursor:
        if source.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            rows = cursor.fetchall()
        else:
            names = [f"pg_get_serial_sequence('{name}', 'id')" for name in sorted(ours) if _has_serial(source, name)]
            rows = [(name.split("'")[1], _last_value(cursor, name)) for name in names]
    return [(name, last) for name, last in rows if name in ours and last]


def _has_serial(source: BaseDatabaseWrapper, table: str) -> bool:
    with source.cursor() as cursor:
        return any(sequence["column"] == "id" for sequence in source.introspection.get_sequences(cursor, table))


def _last_value(cursor: Any, sequence: str) -> int:
    cursor.execute(f"SELECT pg_sequence_last_value({sequence}::regclass)")
    return int(cursor.fetchone()[0] or 0)


def _set_last_key(cursor: Any, vendor: str, table: str, last: int) -> None:
    if vendor == "postgresql":
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f'"{table}"', last])
        return
    cursor.execute("UPDATE sqlite_sequence SET seq = max(seq, %s) WHERE name = %s", [last, table])
    if not cursor.rowcount:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
