"""Facts of an installation that is well, to be changed one at a time."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from pustakota.sites.operator.archives import Archive
from pustakota.sites.operator.facts import Disk, Facts, Work
from tests.factories.moments import NOW

ROOMY = Disk(free=50_000_000_000, total=100_000_000_000, device=1)
ELSEWHERE = replace(ROOMY, device=2)
BACKUP = Archive(Path("/backups/pustakota-20260301T191500Z.zip"), NOW - timedelta(hours=7), 40_000_000)
WORK = Work(
    library="Perpustakaan Kota Batu",
    worker_seen_at=NOW - timedelta(seconds=9),
    waiting=0,
    waiting_since=None,
    parked=0,
    missed=(),
)
WELL = Facts(
    at=NOW,
    version="0.1.0",
    database="SQLite 3.40.1",
    database_bytes=12_000_000,
    is_new=False,
    behind=(),
    work=WORK,
    is_index_ready=True,
    archives=(BACKUP,),
    keeps_backups=True,
    disk=ROOMY,
    backup_disk=ELSEWHERE,
    log_disk=ELSEWHERE,
    is_log_writable=True,
    exposed=(),
    is_debug=False,
)


def an_installation(**changes: Any) -> Facts:
    """One that is well but for these facts."""
    return replace(WELL, **changes)


def at_work(**changes: Any) -> Facts:
    """One that is well but for these facts of its worker and its library."""
    return replace(WELL, work=replace(WORK, **changes))
