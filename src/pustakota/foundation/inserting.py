"""New rows whose SQL is made once for each table and kind of database, as that of ``prepared`` questions is."""

from functools import cache
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model

from pustakota.foundation.statements import Sql

M = TypeVar("M", bound=Model)


def inserted(row: M) -> M:
    """Write a new row as its ``save()`` would, but without signals; the row then knows its key."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]  # noqa: SLF001 -- documented API
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    ((row.pk,),) = _insertion(type(row), connection.vendor).rows(values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 -- documented API
    return row


@cache
def _insertion(model: type[Model], _vendor: str) -> Sql:
    """The statement for tables whose key the database gives."""
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001 -- documented API
    assert meta.pk is not None
    columns = [quoted(field.column) for field in meta.concrete_fields if not field.primary_key and field.column]
    marks = ", ".join(["%s"] * len(columns))
    key = quoted(str(meta.pk.column))
    return Sql(f"INSERT INTO {quoted(meta.db_table)} ({', '.join(columns)}) VALUES ({marks}) RETURNING {key}")  # noqa: S608 -- names of our own tables
