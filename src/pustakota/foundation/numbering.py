"""Numbers without gaps: letters and receipts are counted within a year, and a missing number would need explaining.

A number is taken in the transaction of the row that bears it: what is rolled back gives its number back. On PostgreSQL
the row of the series is held until then; on SQLite a write transaction holds the whole database.
"""

from typing import TypeVar

from django.db import connection, models


class Series(models.Model):
    """The last number given out under a name within a year; each context that counts has a table of its own."""

    name = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


S = TypeVar("S", bound=Series)


def next_number(series: type[S], name: str, *, year: int) -> int:
    """The next number of a series, from 1 in each year; the table keeps ``name`` and ``year`` unique together."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken in the transaction of the row that bears it")
    rows = series._default_manager  # noqa: SLF001 -- Django's documented API
    rows.bulk_create([series(name=name, year=year)], ignore_conflicts=True)
    wanted = rows.filter(name=name, year=year)
    held = (wanted.select_for_update() if connection.features.has_select_for_update else wanted).get()
    held.last += 1
    held.save(update_fields=["last"])
    return held.last
