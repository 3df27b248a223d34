"""Taking a backup while everybody works on, and letting go of old ones."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from pustakota.config.alone import alone
from pustakota.config.operations import archive, dumps
from pustakota.config.operations.archive import Manifest
from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation import clock
from pustakota.sites.operator.archives import Archive, archive_name, archives_in
from pustakota.sites.operator.facts import database_bytes, database_version, product_version

WORK = ".backup-"
YOUNG = timedelta(hours=20)
"""A backup of this age or less spares the worker the nightly one: the timer took it."""


class NoSpaceError(Exception):
    """The disk has no room for another backup, in words."""


def take_backup(*, to: Path, at: datetime) -> Archive:
    """Write an archive into a folder; it appears once it is whole. ``NotAloneError`` while another is taken."""
    with alone("backup"):
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(to)
        _need_space(to)
        target = to / archive_name(at)
        with TemporaryDirectory(dir=to, prefix=WORK) as work:
            whole = _write(Path(work), at)
            whole.replace(target)
        _sync(to)
        return Archive(target, at, target.stat().st_size)


def _write(work: Path, at: datetime) -> Path:
    dump, tables = dumps.dump(work)
    manifest = Manifest(
        made_at=at.astimezone(UTC).isoformat(),
        version=product_version(),
        vendor=connection.vendor,
        database=database_version(),
        library=library_here(),
        migrations=_migrations(),
        tables=tables,
    )
    target = work / "archive.zip"
    archive.write(target, manifest, dump=dump, data=settings.DATA, besides=dumps.database_file())
    return target


def library_here() -> str:
    """The name of the library that the database holds; empty where there is none, or no table of them."""
    try:
        return organisation.libraries().values_list("name", flat=True).first() or ""
    except DatabaseError:
        return ""


def _migrations() -> dict[str, list[str]]:
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        applied.setdefault(app, []).append(name)
    return applied


def _sweep(folder: Path) -> None:
    """Remove what backups that were killed have left."""
    for left in folder.glob(f"{WORK}*"):
        shutil.rmtree(left, ignore_errors=True)


def _need_space(to: Path) -> None:
    """The copy of the database and the archive stand side by side for a while."""
    uploads = sum(path.stat().st_size for path in archive.files_of(settings.DATA, besides=dumps.database_file()))
    needed, free = 2 * database_bytes() + uploads, shutil.disk_usage(to).free
    if free < needed:
        raise NoSpaceError(
            _("%(folder)s has %(free).1f GB free and a backup needs up to %(needed).1f GB. Free some space.")
            % {"folder": to, "free": free / 1e9, "needed": needed / 1e9}
        )


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def rotate(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the newest; what was deleted."""
    old = [each.path for each in archives_in(folder)[keep:]]
    for path in old:
        path.unlink()
    return old


def nightly_backup(at: datetime) -> None:
    """What the worker does each night: a backup in a process of its own, unless a young one lies there already."""
    last = next(iter(archives_in(settings.BACKUPS)), None)
    if not settings.BACKUP_DAILY or (last and at - last.made_at < YOUNG):
        return
    done = subprocess.run([sys.executable, "-m", "pustakota", "backup"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or str(done.returncode))


def backup_now(*, to: Path | None) -> Archive:
    """Take a backup into a folder, or into the usual one and let go of the old ones there."""
    made = take_backup(to=to or settings.BACKUPS, at=clock.now())
    if to is None:
        rotate(settings.BACKUPS, keep=settings.BACKUP_KEEP)
    return made
