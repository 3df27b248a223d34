"""Rows held for a change, always in one written order, so that two actions never wait for each other.

On PostgreSQL a held row is locked until the transaction ends; its key is not, because every row that points to it (a
hold that names a copy) asks for the key, and would then wait against the order. On SQLite a write transaction holds
the whole database (``transaction_mode: IMMEDIATE``), so that reading again is enough.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, overload

from django.db import connection
from django.db.models import Model, QuerySet

from pustakota.foundation.prepared import prepared

ORDER = (
    "policyrow",
    *(
        "person",
        "patron",
        "item",
        "record",
        "hold",
        "loan",
        "charge",
        "organiser",
        "credential",
        "form",
        "case",
        "participation",
    ),
    *("festival", "proposal", "classvisit", "ownevent", "occurrence", "registration"),
    "claim",
    *("visit", "inplaceuse"),
)
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
    held: A = _only(_read_with(type(row), relation)(row.pk), row)
    return held


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("rows are held inside a transaction")


def _held(row: A) -> A:
    held: A = _only(_read(type(row))(row.pk), row)
    return held


def _only(found: list[A], row: A) -> A:
    if not found:
        raise type(row).DoesNotExist(f"{type(row).__name__} {row.pk} is gone")  # type: ignore[attr-defined]
    return found[0]


@cache
def _read(model: type[A]) -> Callable[[int], list[A]]:
    """How a row of a table is read and held, by its key."""

    def rows(key: int) -> QuerySet[A]:
        return _locking(model._base_manager.filter(pk=key), "self")  # noqa: SLF001 -- Django's documented API

    return prepared(rows)


@cache
def _read_with(model: type[A], relation: str) -> Callable[[int], list[A]]:
    """How a row of a table is read and held together with the one it points to."""
    own = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 -- Django's documented API

    def rows(key: int) -> QuerySet[A]:
        both = model._base_manager.select_related(relation).only(*own, f"{relation}__id")  # noqa: SLF001 -- see above
        return _locking(both.filter(pk=key), "self", relation)

    return prepared(rows)


def _locking(rows: QuerySet[A], *of: str) -> QuerySet[A]:
    return rows.select_for_update(of=of, no_key=True) if connection.features.has_select_for_update else rows
