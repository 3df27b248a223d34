"""Statements that a connection to PostgreSQL keeps planned, asked on the shortest way: one call of its library each.

A cursor of psycopg costs more than most of our questions cost the server: it runs a generator to wait, describes each
column, and decides anew whether to prepare. Here values and rows still go through psycopg's own conversion.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from psycopg import OperationalError
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.types.numeric import Int8

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection
    from psycopg.pq.abc import PGconn, PGresult

ASKED_BEFORE = 2
"""How often the same is asked before the server keeps the plan: what is asked once is not worth a second journey."""
MOST = 500
"""The most plans that one connection keeps."""

_MARK = re.compile(r"(?<!%)%s")
_WELL = {ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK}


def with_numbers(text: str) -> bytes:
    """A statement as Django writes it, with the marks of PostgreSQL."""
    pieces = _MARK.split(text)
    numbered = "".join(f"{piece}${number}" for number, piece in enumerate(pieces[:-1], 1)) + pieces[-1]
    return numbered.replace("%%", "%").encode()


def rows(connection: Connection[Any], statement: bytes, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What the statement answers; in the transaction that is open, or that the connection's mode wants begun."""
    kept = _KEPT.get(connection)
    if kept is None:
        kept = _KEPT[connection] = Plans(connection)
    if not connection.autocommit:
        kept.begin()
    return kept.rows(statement, values)


class Plans:
    """The plans of one connection."""

    def __init__(self, connection: Connection[Any]) -> None:
        # Not the connection itself: whoever forgets it forgets its plans.
        self._server: PGconn = connection.pgconn
        self._values = Transformer(connection)
        self._asked: dict[tuple[bytes, tuple[int, ...]], int] = {}
        self._names: dict[tuple[bytes, tuple[int, ...]], bytes] = {}

    def rows(self, statement: bytes, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Numbers are all called 64 bits wide: a plan is kept for each combination of types."""
        wide = [Int8(value) if type(value) is int else value for value in values]
        given = self._values.dump_sequence(wide, [PyFormat.AUTO] * len(wide))
        types, formats = self._values.types or (), self._values.formats
        name = self._names.get((statement, types)) or self._planned(statement, types)
        if name:
            answer = self._server.exec_prepared(name, given, formats)  # type: ignore[arg-type]  # None is NULL here too
        else:
            answer = self._server.exec_params(statement, given, types, formats)
        self._need(answer)
        if not answer.nfields:
            return []
        self._values.set_pgresult(answer)
        return self._values.load_rows(0, answer.ntuples, tuple)

    def _planned(self, statement: bytes, types: tuple[int, ...]) -> bytes | None:
        """The name of the plan, made now where the statement was asked often enough."""
        key = (statement, types)
        asked = self._asked[key] = self._asked.get(key, 0) + 1
        if asked <= ASKED_BEFORE or len(self._names) >= MOST:
            return None
        name = f"pustakota_{len(self._names)}".encode()
        self._need(self._server.prepare(name, statement, types))
        self._names[key] = name
        return name

    def begin(self) -> None:
        """Begin the transaction that the next statement stands in, unless one is open."""
        if self._server.transaction_status == TransactionStatus.IDLE:
            self._need(self._server.exec_(b"BEGIN"))

    def _need(self, answer: PGresult) -> None:
        if answer.status in _WELL:
            return
        if self._server.status != ConnStatus.OK:
            raise OperationalError(answer.get_error_message() or "the connection is lost")
        raise error_from_result(answer)


_KEPT: WeakKeyDictionary[Connection[Any], Plans] = WeakKeyDictionary()
