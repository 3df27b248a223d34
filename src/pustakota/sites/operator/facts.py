"""How this installation stands at a moment, gathered and not yet judged."""

import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.search import queries as found
from pustakota.foundation import delivery, journal, schedule
from pustakota.foundation.backlog import backlog
from pustakota.sites.operator.archives import Archive, archives_in

SECRET = re.compile(r"key|secret|code|token")


@dataclass(frozen=True, slots=True)
class Disk:
    """The disk that a folder lies on, in bytes. ``device`` tells two disks apart."""

    free: int
    total: int
    device: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the worker has to do, and when it was last seen. Known only where the tables are up to date."""

    library: str
    worker_seen_at: datetime | None
    waiting: int
    waiting_since: datetime | None
    parked: int
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that ``findings`` judge.

    ``is_new``: the database has no tables; ``behind``: migrations not applied; ``exposed``: secrets others can read.
    """

    at: datetime
    version: str
    database: str
    database_bytes: int | None
    is_new: bool
    behind: tuple[str, ...]
    work: Work | None
    is_index_ready: bool
    archives: tuple[Archive, ...]
    keeps_backups: bool
    disk: Disk
    backup_disk: Disk
    log_disk: Disk
    is_log_writable: bool
    exposed: tuple[str, ...]
    is_debug: bool


def gather(*, at: datetime) -> Facts:
    """Look at everything once. Raises ``OperationalError`` where the database does not answer."""
    behind = migrations_behind()
    return Facts(
        at=at,
        version=product_version(),
        database=database_version(),
        database_bytes=database_bytes(),
        is_new=not connection.introspection.table_names(),
        behind=behind,
        work=None if behind else _work(at),
        is_index_ready=found.ready(),
        archives=tuple(archives_in(settings.BACKUPS)),
        keeps_backups=settings.BACKUP_DAILY,
        disk=_disk(settings.DATA),
        backup_disk=_disk(settings.BACKUPS),
        log_disk=_disk(settings.JOURNAL),
        is_log_writable=journal.is_writable(),
        exposed=tuple(_exposed(settings.DATA)),
        is_debug=settings.DEBUG,
    )


@cache
def product_version() -> str:
    return version("pustakota")


def database_version() -> str:
    """``SQLite 3.40.1`` or ``PostgreSQL 15.14``."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}"


def database_bytes() -> int:
    """How large the database is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


def migrations_behind() -> tuple[str, ...]:
    """The migrations of this version that the database has not seen, in their order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _backwards in plan)


def _work(at: datetime) -> Work:
    library = organisation.libraries().first()
    waiting = backlog()
    return Work(
        library=library.name if library else "",
        worker_seen_at=schedule.last_beat("worker"),
        waiting=waiting.number,
        waiting_since=waiting.since,
        parked=len(delivery.parked()),
        missed=tuple(run.task for run in schedule.missed(at=at)),
    )


def _disk(folder: Path) -> Disk:
    """The disk of a folder, or of the nearest folder above it that exists."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    usage = shutil.disk_usage(there)
    return Disk(usage.free, usage.total, there.stat().st_dev)


def _exposed(folder: Path) -> Iterator[str]:
    """Secrets in the data folder that others than their owner may read."""
    for path in sorted(folder.glob("*")):
        if path.is_file() and SECRET.search(path.name) and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield str(path)
