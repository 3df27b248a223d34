"""The way back from a backup: into an empty installation, or in the place of one that is moved aside."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from pustakota.config import documents, readiness
from pustakota.config.operations import archive, dumps
from pustakota.config.operations.archive import ArchiveError, Manifest
from pustakota.config.operations.backup import library_here
from pustakota.config.operations.dumps import away
from pustakota.config.serving import everything_stopped
from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.search import actions as search
from pustakota.foundation.actors import SYSTEM
from pustakota.sites.operator import first_code

MARGIN = timedelta(hours=1)
"""The log is compared from a little before the backup: what the tables hold already is not listed anyway."""


class RestoreRefusedError(Exception):
    """Nothing was restored and nothing was changed, in words."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. ``differing``: tables whose rows are not as many as the archive says; none is right."""

    manifest: Manifest
    differing: tuple[str, ...]
    found: int
    lost: int
    held_back: int


def restore(path: Path, *, replace: bool, at: datetime) -> Restored:
    """Put an archive's database and files in place, migrate them, make the index, and list what was lost since."""
    manifest = archive.read_manifest(path)
    _need_fitting(manifest)
    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    with everything_stopped(RestoreRefusedError):
        keep_old = _need_empty(replace=replace)
        with TemporaryDirectory(dir=settings.DATA, prefix=".restore-") as work:
            archive.unpack(path, manifest, into=Path(work))
            aside = f"replaced-{at:%Y%m%dT%H%M%S}" if keep_old else ""
            dumps.put_back(Path(work) / manifest.members[0].name, aside=aside)
            _put_files_back(Path(work) / archive.FILES, aside)
        return _finish(manifest, at)


def _finish(manifest: Manifest, at: datetime) -> Restored:
    counted = dumps.counts()
    differing = tuple(name for name, rows in manifest.tables.items() if counted.get(name) != rows)
    readiness.prepare_database()
    found = search.rebuild(documents.everything())
    first_code.forget()
    since = datetime.fromisoformat(manifest.made_at) - MARGIN
    lost = circulation.list_lost(since=since, by=SYSTEM)
    return Restored(manifest, differing, found, lost, notices.hold_back(by=SYSTEM, at=at))


def _need_fitting(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise ArchiveError(
            _("The backup is of %(theirs)s and this installation runs on another database. See PUSTAKOTA_DATABASE_URL.")
            % {"theirs": manifest.database}
        )
    known = set(MigrationLoader(None).disk_migrations or ())
    ours = {app for app, _name in known}
    newer = [
        f"{app}.{name}"
        for app, names in manifest.migrations.items()
        if app in ours
        for name in names
        if (app, name) not in known
    ]
    if newer:
        raise ArchiveError(
            _("The backup was made by version %(version)s, which knows %(names)s. Install that version first.")
            % {"version": manifest.version, "names": ", ".join(newer[:3])}
        )


def _need_empty(*, replace: bool) -> bool:
    """Whether data lie here, which are only moved aside on request; the words say what lies there."""
    there = library_here() or _uploads_here()
    if there and not replace:
        raise RestoreRefusedError(
            _(
                "This installation is not empty: %(there)s. Nothing was changed. With --replace, what is here is moved "
                "aside (into replaced-…, not deleted) and the backup takes its place."
            )
            % {"there": there}
        )
    return bool(there)


def _uploads_here() -> str:
    found = [folder for folder in ("public", "private") if any((settings.DATA / folder).glob("**/*"))]
    return ", ".join(str(settings.DATA / folder) for folder in found)


def _put_files_back(files: Path, aside: str) -> None:
    """Each entry of the archived data folder takes its place; what stood there is moved aside, or was nothing."""
    for entry in sorted(files.glob("*")):
        target = settings.DATA / entry.name
        if target.exists():
            away(target, aside)
        shutil.move(entry, target)
