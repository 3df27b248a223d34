"""One process at a time: a lock that the system takes back when its holder dies, however it dies."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

Still = Callable[[], bool]
"""Whether this process is still the only one; asked now and then by those who go on for long."""


class NotAloneError(Exception):
    """Another process already does this."""


@contextmanager
def alone(name: str, *, patient: bool = False) -> Iterator[Still]:
    """Be the only process that does ``name`` on this database until the end of the block; yields how to ask whether.

    PostgreSQL: a session lock on a connection of its own, seen by every machine. SQLite: a locked file beside the
    database. A patient caller waits for its turn; others get ``NotAloneError`` at once. A connection of PostgreSQL may
    drop, and the lock with it: whoever asks then takes it again, or hears that another process has it.
    """
    locked = _locked_in_postgres if connection.vendor == "postgresql" else _locked_file
    with locked(name, patient=patient) as still:
        yield still


@contextmanager
def _locked_file(name: str, *, patient: bool) -> Iterator[Still]:
    folder: Path = settings.DATA
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if patient else fcntl.LOCK_NB))
        except BlockingIOError as taken:
            raise NotAloneError(name) from taken
        yield lambda: True


@contextmanager
def _locked_in_postgres(name: str, *, patient: bool) -> Iterator[Still]:
    lock = _Lock(name)
    try:
        if not lock.take(patient=patient):
            raise NotAloneError(name)
        yield lock.is_held
    finally:
        lock.give()


class _Lock:
    """A session lock of PostgreSQL on a connection that does nothing else."""

    def __init__(self, name: str) -> None:
        self.key = crc32(f"pustakota {name}".encode())
        self.own: BaseDatabaseWrapper = connection.copy()

    def take(self, *, patient: bool) -> bool:
        asked = "SELECT pg_advisory_lock(%s), TRUE" if patient else "SELECT 0, pg_try_advisory_lock(%s)"
        with self.own.cursor() as cursor:
            cursor.execute(asked, [self.key])
            row = cursor.fetchone()
        return bool(row and row[1])

    def give(self) -> None:
        """Said aloud: a server notices a closed connection only later."""
        with suppress(DatabaseError), self.own.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock_all()")
        self.own.close()

    def is_held(self) -> bool:
        """True while the connection lives; a dropped one is opened anew. ``OperationalError`` without a server."""
        try:
            with self.own.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            self.own.close()
            return self.take(patient=False)
        return True
