"""A log of what was promised, kept in files outside the database: one JSON line a fact, one file a day.

It is written after the commit and before anybody is answered, so that a database restored from yesterday's backup can
be compared with what was acknowledged since. Lines are only appended; a file is deleted after some days.
"""

import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

_SUFFIX = ".jsonl"
_own = threading.local()


def note(fact: Mapping[str, Any], *, at: datetime) -> None:
    """Append a fact to the day's file once the transaction is committed; a rolled back one leaves nothing.

    A log that cannot be written harms no loan: the failure is logged, and the doctor says it.
    """
    if not getattr(_own, "is_paused", False):
        moments = {"noted_at": datetime.now(UTC).isoformat(), "at": at.astimezone(UTC).isoformat()}
        line = json.dumps({**moments, **fact}, ensure_ascii=False)
        transaction.on_commit(lambda: _append(line), robust=True)  # Django names what failed: a partial has no name


@contextmanager
def paused() -> Iterator[None]:
    """Note nothing in this thread until the end of the block: what is made now was promised to nobody."""
    before, _own.is_paused = getattr(_own, "is_paused", False), True
    try:
        yield
    finally:
        _own.is_paused = before


def facts_since(moment: datetime) -> Iterator[dict[str, Any]]:
    """What was noted at that moment or later, in the order in which it was written. A torn line is left out.

    ``noted_at`` counts, not the fact's own ``at``: what was done offline may be told much later.
    """
    first = moment.astimezone(UTC).date().isoformat()
    for path in sorted(_folder().glob(f"*{_SUFFIX}")):
        if path.stem >= first:
            yield from (fact for fact in _facts(path) if datetime.fromisoformat(fact["noted_at"]) >= moment)


def prune(*, at: datetime) -> int:
    """Delete the files of days that are past keeping; the number deleted."""
    last = (at.astimezone(UTC) - timedelta(days=settings.JOURNAL_DAYS)).date().isoformat()
    old = [path for path in _folder().glob(f"*{_SUFFIX}") if path.stem < last]
    for path in old:
        path.unlink()
    return len(old)


def is_writable() -> bool:
    """Whether the folder is there, or can be made, and takes files."""
    folder = _folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


def _append(line: str) -> None:
    """One write and, where the settings say so, its sync: lines of several processes never mix."""
    file = _todays_file()
    os.write(file, f"{line}\n".encode())
    if settings.JOURNAL_SYNC:
        os.fdatasync(file)


def _todays_file() -> int:
    """The open file of today, kept open by each thread. A folder that was moved away is made anew."""
    path = _folder() / f"{datetime.now(UTC).date().isoformat()}{_SUFFIX}"
    if getattr(_own, "path", None) == path and _is_same(_own.file, path):
        return int(_own.file)
    if getattr(_own, "path", None):
        os.close(_own.file)
        _own.path = None
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _own.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    _own.path = path
    _sync_folder(path.parent)
    return int(_own.file)


def _is_same(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _facts(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def _folder() -> Path:
    folder: Path = settings.JOURNAL
    return folder
