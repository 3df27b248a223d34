"""Single rows, written by SQL that is made once for each table and kind of database, as that of ``prepared`` is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Field, Model

from pustakota.foundation.statements import Sql

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper

    Column = tuple[Field[Any, Any], type | None]

M = TypeVar("M", bound=Model)

_AS_IT_IS: dict[type[Field[Any, Any]], type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.AutoField: int,
    models.BigAutoField: int,
    models.IntegerField: int,
    models.BigIntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
}
"""The kinds of fields that hand values of one type to the database as they are."""


def inserted(row: M) -> M:
    """Write a new row as its ``save()`` would, but without signals; the row then knows its key."""
    database = connections[DEFAULT_DB_ALIAS]
    columns, statement = _insertion(type(row), database.vendor)
    ((row.pk,),) = statement.rows(_values(row, columns, database, add=True), database)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 -- documented API
    return row


def changed(row: M, *names: str) -> M:
    """Write these fields of a row as ``save(update_fields=…)`` would, but without signals."""
    database = connections[DEFAULT_DB_ALIAS]
    columns, statement = _change(type(row), names, database.vendor)
    statement.rows([*_values(row, columns, database, add=False), row.pk], database)
    return row


def _values(row: Model, columns: Iterable[Column], database: BaseDatabaseWrapper, *, add: bool) -> list[Any]:
    """What the columns are given: most values as they are, the others as their field prepares them."""
    values = []
    for field, as_it_is in columns:
        value = field.pre_save(row, add=add)
        values.append(value if type(value) is as_it_is else field.get_db_prep_save(value, database))
    return values


@cache
def _insertion(model: type[Model], _vendor: str) -> tuple[list[Column], Sql]:
    """What is written and how, for tables whose key the database gives."""
    meta, quoted = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name  # noqa: SLF001 -- documented API
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    marks, key = ", ".join(["%s"] * len(fields)), quoted(str(meta.pk.column))
    text = f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({marks}) RETURNING {key}"  # noqa: S608 -- names of our own tables
    return _columns(fields), Sql(text)


@cache
def _change(model: type[Model], names: tuple[str, ...], _vendor: str) -> tuple[list[Column], Sql]:
    meta, quoted = model._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name  # noqa: SLF001 -- documented API
    by_name = {field.name: field for field in meta.concrete_fields}
    fields = [by_name[name] for name in names]
    settings = ", ".join(f"{quoted(str(field.column))} = %s" for field in fields)
    text = f"UPDATE {quoted(meta.db_table)} SET {settings} WHERE {quoted(str(meta.pk.column))} = %s"  # noqa: S608 -- names of our own tables
    return _columns(fields), Sql(text)


def _columns(fields: Iterable[Field[Any, Any]]) -> list[Column]:
    return [(field, _AS_IT_IS.get(type(_target(field)))) for field in fields]


def _target(field: Field[Any, Any]) -> Field[Any, Any]:
    """The field itself; of a reference, the key it points to."""
    return _target(field.target_field) if isinstance(field, models.ForeignKey) else field
