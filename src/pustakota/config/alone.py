"""One process at a time: a lock that the system takes back when its holder dies, however it dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.db import connection


class NotAloneError(Exception):
    """Another process already does this."""


@contextmanager
def alone(name: str, *, patient: bool = False) -> Iterator[None]:
    """Be the only process that does ``name`` on this database until the end of the block.

    PostgreSQL: a session lock on a connection of its own, seen by every machine. SQLite: a locked file beside the
    database. A patient caller waits for its turn; others get ``NotAloneError`` at once.
    """
    locked = _locked_in_postgres if connection.vendor == "postgresql" else _locked_file
    with locked(name, patient=patient):
        yield


@contextmanager
def _locked_file(name: str, *, patient: bool) -> Iterator[None]:
    folder: Path = settings.DATA
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if patient else fcntl.LOCK_NB))
        except BlockingIOError as taken:
            raise NotAloneError(name) from taken
        yield


@contextmanager
def _locked_in_postgres(name: str, *, patient: bool) -> Iterator[None]:
    own = connection.copy()
    key = crc32(f"pustakota {name}".encode())
    try:
        with own.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_lock(%s), TRUE" if patient else "SELECT 0, pg_try_advisory_lock(%s)", [key]
            )
            row = cursor.fetchone()
        if not (row and row[1]):
            raise NotAloneError(name)
        yield
    finally:
        own.close()
