"""Querysets whose SQL is made once: each call only binds values.

Making the SQL of a small query costs Django ten times what the database needs to answer it, and a loan asks a dozen.
``@prepared`` goes over a function that returns a queryset; the function runs once, with marks in place of its
arguments, and each call puts the values where the marks were found. So the function may not look at its arguments, and
an argument must reach the SQL as it is: a whole number, a text, a day or a moment; never ``None``. A list of whole
numbers may stand behind ``__in``; its SQL is made once for each power of two, and a list between two is filled up with
its last number. An empty list finds nothing, nor does a number that no column can hold.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from inspect import signature
from itertools import islice
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable

from pustakota.foundation.rows import maker
from pustakota.foundation.statements import Sql

P = ParamSpec("P")
Row = TypeVar("Row")

Value = int | str | date | datetime
Shape = tuple[int | None, ...]
"""Of each argument the width of its list; None where it is a single value."""
_FIRST_DAY = date(1801, 1, 1)
_FIRST_MOMENT = datetime(1801, 1, 1, tzinfo=UTC)
_FIRST_NUMBER = 2_111_111_000
_BEYOND = 1 << 63


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with the places of its arguments, and how its rows become what the queryset would give."""

    sql: Sql
    constants: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    compiler: Any
    converters: Any
    build: Callable[[Any], list[Any]]

    def rows(self, values: Sequence[Value], database: BaseDatabaseWrapper) -> list[Any]:
        """Run it with these values."""
        bound = list(self.constants)
        for place, argument in self.places:
            bound[place] = _adapted(values[argument], database)
        found: Any = self.sql.rows(bound, database)
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return self.build(found)


def prepared(make: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """The rows of the queryset that a function makes, its SQL made once for each kind of database."""
    statements: dict[tuple[str, Shape], Statement] = {}
    names = signature(make)

    @wraps(make)
    def rows(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        given: list[Any] = list(names.bind(*args, **kwargs).arguments.values()) if kwargs else list(args)
        shape = tuple(_width(one) if isinstance(one, list) else None for one in given)
        if 0 in shape or any(isinstance(one, int) and not -_BEYOND <= one < _BEYOND for one in given):
            return []
        values = _flat(given, shape)
        database = connections[DEFAULT_DB_ALIAS]
        statement = statements.get((database.vendor, shape))
        if statement is None:
            statement = statements[database.vendor, shape] = _statement(make, values, shape, database)
        return statement.rows(values, database)

    return rows


def _width(numbers: list[int]) -> int:
    """The next power of two."""
    return 1 << (len(numbers) - 1).bit_length() if numbers else 0


def _flat(given: Sequence[Any], shape: Shape) -> list[Any]:
    """The values one by one, each list filled up to its width."""
    flat: list[Any] = []
    for one, width in zip(given, shape, strict=True):
        flat += [one] if width is None else one + one[-1:] * (width - len(one))
    return flat


def _grouped(flat: Iterable[Any], shape: Shape) -> list[Any]:
    """The arguments again, from their values one by one."""
    values = iter(flat)
    return [next(values) if width is None else list(islice(values, width)) for width in shape]


def _statement(
    make: Callable[..., QuerySet[Any, Any]], values: Sequence[Value], shape: Shape, database: BaseDatabaseWrapper
) -> Statement:
    marks = [_mark(value, number) for number, value in enumerate(values)]
    queryset = make(*_grouped(marks, shape))
    compiler = queryset.query.get_compiler(connection=database)
    sql, constants = compiler.as_sql()
    adapted = [_adapted(mark, database) for mark in marks]
    places = tuple((place, adapted.index(value)) for place, value in enumerate(constants) if value in adapted)
    if {argument for _, argument in places} != set(range(len(values))):
        raise TypeError(f"{make.__qualname__} does not hand each of its arguments to the database as it is")
    converters = compiler.get_converters([column[0] for column in compiler.select])
    return Statement(Sql(sql), tuple(constants), places, compiler, converters, _builder(queryset, compiler))


def _mark(value: Value, number: int) -> Value:
    """A value of the same kind that stands nowhere else."""
    if isinstance(value, bool) or not isinstance(value, int | str | date):
        raise TypeError(f"{value!r} cannot be bound: only numbers, texts, days and moments can")
    if isinstance(value, datetime):
        return _FIRST_MOMENT + timedelta(days=number)
    if isinstance(value, date):
        return _FIRST_DAY + timedelta(days=number)
    return _FIRST_NUMBER + number if isinstance(value, int) else f"⁂{number}⁂"


def _adapted(value: Value, database: BaseDatabaseWrapper) -> Any:
    """The value as the database's driver wants it."""
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    return database.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _builder(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[Any], list[Any]]:
    kind: type = queryset._iterable_class  # noqa: SLF001 -- what the rows are to become
    if issubclass(kind, ValuesListIterable):
        return _tuples
    if not issubclass(kind, ModelIterable):
        raise TypeError("only models and values_list() can be prepared")
    make = maker(compiler.klass_info, compiler.select, queryset.db)
    annotations = tuple(compiler.annotation_col_map.items())

    def build(found: Any) -> list[Any]:
        made = []
        for row in found:
            one = make(row)
            for name, place in annotations:
                setattr(one, name, row[place])
            made.append(one)
        return made

    return build


def _tuples(found: Any) -> list[Any]:
    return [tuple(row) for row in found]
