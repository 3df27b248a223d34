"""Whether a process of this installation runs: each web process holds a lock for its life."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from pustakota.config.alone import NotAloneError, alone

NAME = "serving"


def hold_while_serving() -> None:
    """Hold the lock until this process ends, also after it has become another program. Web processes share it."""
    file = _open()
    _take(file, fcntl.LOCK_SH)
    os.set_inheritable(file, True)


@contextmanager
def nobody_serves() -> Iterator[None]:
    """Keep web processes away until the end of the block; ``NotAloneError`` where one runs.

    On PostgreSQL whoever else is connected to the database counts too: web and worker may run on other machines.
    """
    file = _open()
    try:
        _take(file, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            _need_no_other_connection()
        yield
    finally:
        os.close(file)


@contextmanager
def everything_stopped(refused: Callable[[str], Exception]) -> Iterator[None]:
    """Keep web processes, worker and backups away until the end of the block; where one runs, the refusal says so."""
    try:
        with nobody_serves(), alone("worker"), alone("backup"):
            yield
    except NotAloneError as error:
        raise refused(
            _("The web process, the worker or a backup is running. Stop them (systemctl stop 'pustakota-*') first.")
        ) from error


def _need_no_other_connection() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise NotAloneError(NAME)


def _open() -> int:
    folder: Path = settings.DATA
    folder.mkdir(parents=True, exist_ok=True)
    return os.open(folder / f"{NAME}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _take(file: int, kind: int) -> None:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        raise NotAloneError(NAME) from taken
