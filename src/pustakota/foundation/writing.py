"""Single rows, written by SQL that is made once for each table and kind of database, as that of ``prepared`` is."""

from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Field, Model

from pustakota.foundation.statements import Sql

M = TypeVar("M", bound=Model)


def inserted(row: M) -> M:
    """Write a new row as its ``save()`` would, but without signals; the row then knows its key."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]  # noqa: SLF001 -- documented API
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    ((row.pk,),) = _insertion(type(row), connection.vendor).rows(values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 -- documented API
    return row


def changed(row: M, *names: str) -> M:
    """Write these fields of a row as ``save(update_fields=…)`` would, but without signals."""
    fields = _fields(type(row), names)
    values = [field.get_db_prep_save(field.pre_save(row, add=False), connection) for field in fields]
    _change(type(row), names, connection.vendor).rows([*values, row.pk])
    return row


@cache
def _change(model: type[Model], names: tuple[str, ...], _vendor: str) -> Sql:
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001 -- documented API
    assert meta.pk is not None
    settings = ", ".join(f"{quoted(str(field.column))} = %s" for field in _fields(model, names))
    return Sql(f"UPDATE {quoted(meta.db_table)} SET {settings} WHERE {quoted(str(meta.pk.column))} = %s")  # noqa: S608 -- names of our own tables


@cache
def _fields(model: type[Model], names: tuple[str, ...]) -> "list[Field[Any, Any]]":
    by_name = {field.name: field for field in model._meta.concrete_fields}  # noqa: SLF001 -- documented API
    return [by_name[name] for name in names]


@cache
def _insertion(model: type[Model], _vendor: str) -> Sql:
    """The statement for tables whose key the database gives."""
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001 -- documented API
    assert meta.pk is not None
    columns = [quoted(field.column) for field in meta.concrete_fields if not field.primary_key and field.column]
    marks = ", ".join(["%s"] * len(columns))
    key = quoted(str(meta.pk.column))
    return Sql(f"INSERT INTO {quoted(meta.db_table)} ({', '.join(columns)}) VALUES ({marks}) RETURNING {key}")  # noqa: S608 -- names of our own tables
