"""Rows held for a change, always in one written order, so that two actions never wait for each other.

On PostgreSQL a held row is locked until the transaction ends; its key is not, because every row that points to it (a
hold that names a copy) asks for the key, and would then wait against the order. On SQLite a write transaction holds
the whole database (``transaction_mode: IMMEDIATE``), so that reading again is enough.
"""

from typing import Any, TypeVar, overload

from django.db import connection
from django.db.models import Model

ORDER = ("person", "patron", "item", "record", "hold", "loan", "charge", "claim")
"""The order in which rows are held: a later kind is never held before an earlier one."""

A = TypeVar("A", bound=Model)
B = TypeVar("B", bound=Model)
C = TypeVar("C", bound=Model)


@overload
def hold(first: A, /) -> A: ...
@overload
def hold(first: A, second: B, /) -> tuple[A, B]: ...
@overload
def hold(first: A, second: B, third: C, /) -> tuple[A, B, C]: ...
def hold(*rows: Model) -> Any:
    """The rows, read again and held until the transaction ends; they must stand in ``ORDER``."""
    _in_transaction()
    kinds = [type(row)._meta.model_name or "" for row in rows]  # noqa: SLF001 -- Django's documented API
    if not set(kinds) <= set(ORDER) or kinds != sorted(kinds, key=ORDER.index):
        raise RuntimeError(f"rows are held in the order {ORDER}, not {kinds}")
    held = tuple(_held(row) for row in rows)
    return held[0] if len(held) == 1 else held


def hold_with(row: A, relation: str, /) -> A:
    """The row and the one it points to, read again and held in one query; of the latter only the key is read."""
    _in_transaction()
    options = type(row)._meta  # noqa: SLF001 -- Django's documented API
    own = [field.attname for field in options.concrete_fields]
    rows = type(row)._base_manager.select_related(relation).only(*own, f"{relation}__id")  # noqa: SLF001 -- see above
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self", relation), no_key=True)
    return rows.get(pk=row.pk)


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("rows are held inside a transaction")


def _held(row: Model) -> Model:
    rows = type(row)._base_manager.all()  # noqa: SLF001 -- Django's documented API
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=row.pk)
