"""The file that a backup is: a zip with the database, the files of the data folder, and ``manifest.json``.

```
manifest.json              what made it, when, from which tables, and the sha256 of each member
database/pustakota.sqlite3 a consistent copy   (or database/pustakota.dump: pg_dump's custom format)
data/…                     uploads, reports and keys, as they lie in the data folder
```
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE, FILES = "database/", "data/"
LEFT_OUT = frozenset({"index", "first_start_code"})
"""What is derived, and what belongs to this machine alone."""
BLOCK = 1 << 20
_FAST = 1


class ArchiveError(Exception):
    """A file that is no backup, or cannot be restored here: in words."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive says of itself. ``tables``: rows of each table at the moment of the copy."""

    made_at: str
    version: str
    vendor: str
    database: str
    library: str
    migrations: dict[str, list[str]]
    tables: dict[str, int]
    format: int = FORMAT
    members: list[Member] = field(default_factory=list)


def files_of(data: Path, *, besides: Path | None) -> Iterator[Path]:
    """Everything in a data folder that no other file can be made from. ``besides``: the database."""
    for path in sorted(data.rglob("*")):
        place = path.relative_to(data)
        if _is_left_out(place) or (besides and path.parent == besides.parent and path.name.startswith(besides.name)):
            continue
        if path.is_file() and not path.is_symlink():
            yield path


def _is_left_out(place: Path) -> bool:
    first = place.parts[0]
    return (
        first in LEFT_OUT or first.startswith((".", "replaced-")) or (len(place.parts) == 1 and first.endswith(".lock"))
    )


def write(target: Path, manifest: Manifest, *, dump: Path, data: Path, besides: Path | None) -> None:
    """Write an archive that only its owner can read, and see it on the disk before returning."""
    with os.fdopen(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        with zipfile.ZipFile(file, "w", allowZip64=True, compresslevel=_FAST) as archive:
            members = [_add(archive, dump, f"{DATABASE}{dump.name}", compress=dump.suffix == ".sqlite3")]
            for path in files_of(data, besides=besides):
                try:
                    members.append(_add(archive, path, f"{FILES}{path.relative_to(data)}", compress=False))
                except FileNotFoundError:  # an upload that was taken away meanwhile
                    continue
            manifest.members.extend(members)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1, ensure_ascii=False))
        file.flush()
        os.fsync(file.fileno())


def _add(archive: zipfile.ZipFile, path: Path, name: str, *, compress: bool) -> Member:
    with path.open("rb") as source:
        about = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
        about.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        with archive.open(about, "w", force_zip64=True) as target:
            size, digest = copy(source, target)
    return Member(name, size, digest)


def copy(source: IO[bytes], target: IO[bytes]) -> tuple[int, str]:
    """Copy to the end; the size and the sha256 of what was copied."""
    size, digest = 0, hashlib.sha256()
    while block := source.read(BLOCK):
        target.write(block)
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()


def read_manifest(path: Path) -> Manifest:
    """What an archive says of itself; ``ArchiveError`` in words where it is none of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            said: dict[str, Any] = json.loads(archive.read(MANIFEST))
        members = [Member(**member) for member in said.pop("members")]
        manifest = Manifest(**said, members=members)
    except FileNotFoundError as missing:
        raise ArchiveError(_("There is no file %(path)s.") % {"path": path}) from missing
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as wrong:
        raise ArchiveError(_("%(path)s is no backup of Pustakota, or it is damaged.") % {"path": path}) from wrong
    if manifest.format != FORMAT:
        raise ArchiveError(
            _("%(path)s was made by a newer version (%(version)s).") % {"path": path, "version": manifest.version}
        )
    return manifest


def unpack(path: Path, manifest: Manifest, *, into: Path) -> None:
    """Unpack every member and compare its sha256; ``ArchiveError`` at the first that differs."""
    with zipfile.ZipFile(path) as archive:
        for member in manifest.members:
            _unpack(archive, member, into)


def _unpack(archive: zipfile.ZipFile, member: Member, into: Path) -> None:
    target = (into / member.name).resolve()
    if not target.is_relative_to(into.resolve()):
        raise ArchiveError(
            _("The archive holds a name that leads out of its folder: %(name)s.") % {"name": member.name}
        )
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        about = archive.getinfo(member.name)
        with archive.open(about) as source, target.open("wb") as file:
            size, digest = copy(source, file)
    except (KeyError, zipfile.BadZipFile, OSError) as wrong:
        if isinstance(wrong, OSError) and wrong.errno is not None:
            raise
        raise _damaged(member) from wrong
    if (size, digest) != (member.size, member.sha256):
        raise _damaged(member)
    target.chmod((about.external_attr >> 16) & 0o777 or 0o600)


def _damaged(member: Member) -> ArchiveError:
    return ArchiveError(_("%(name)s in the archive is damaged. Take an older backup.") % {"name": member.name})
