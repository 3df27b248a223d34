"""The backups that lie in their folder: when they were made, and how large they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_NAME = re.compile(r"pustakota-(\d{8}T\d{6})Z\.zip")
_FORM = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Archive:
    """One backup. Its name says when it was begun."""

    path: Path
    made_at: datetime
    size: int


def archive_name(at: datetime) -> str:
    """The name of a backup that is begun now."""
    return f"pustakota-{at.astimezone(UTC).strftime(_FORM)}Z.zip"


def archives_in(folder: Path) -> list[Archive]:
    """The backups of a folder, the newest first; none where there is no folder."""
    return sorted(_archives(folder), key=lambda archive: archive.made_at, reverse=True)


def _archives(folder: Path) -> Iterator[Archive]:
    for path in folder.glob("pustakota-*.zip"):
        if match := _NAME.fullmatch(path.name):
            made_at = datetime.strptime(match[1], _FORM).replace(tzinfo=UTC)
            yield Archive(path, made_at, path.stat().st_size)
