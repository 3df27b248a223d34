"""SQL that is made once, handed to the driver on the shortest way.

Django's way from SQL to rows costs more than a small question costs the database: it wraps the cursor, rewrites the
marks for SQLite, and for PostgreSQL writes the values into the text, so that the server plans it anew each time. Here
SQLite gets its own marks, and PostgreSQL keeps the plan. Where somebody counts or logs queries, they go Django's way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX

from pustakota.foundation import plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper


class Sql:
    """One statement, as Django writes it for one kind of database."""

    __slots__ = ("_text", "_with_marks_of_sqlite", "_with_numbers")

    def __init__(self, text: str) -> None:
        self._text = text
        self._with_marks_of_sqlite = FORMAT_QMARK_REGEX.sub("?", text).replace("%%", "%")
        self._with_numbers = plans.with_numbers(text)

    def rows(self, values: Sequence[Any], database: BaseDatabaseWrapper) -> list[tuple[Any, ...]]:
        """What it answers to these values, which must be as the driver wants them."""
        if database.queries_logged or database.execute_wrappers:
            with database.cursor() as cursor:
                cursor.execute(self._text, values)
                return list(cursor.fetchall()) if cursor.description else []
        database.validate_no_broken_transaction()
        if database.connection is None:
            database.ensure_connection()
        with database.wrap_database_errors:
            if database.vendor == "sqlite":
                found: list[tuple[Any, ...]] = database.connection.execute(
                    self._with_marks_of_sqlite, values
                ).fetchall()
                return found
            return plans.rows(database.connection, self._with_numbers, values)
