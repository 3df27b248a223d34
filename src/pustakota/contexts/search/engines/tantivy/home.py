"""The index's folder: generations, the pointer to the one that answers, locks, and the journal of a rebuild.

current              {"format": …, "generation": "0007"}: replaced in one step
0007/documents/      the index of things        0007/words/  the list of words
write.lock           held for one batch of changes, and for the switch to a new generation
rebuild.lock         held for the length of a rebuild
journal              changes made during a rebuild, to be repeated on the new generation
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pustakota.contexts.search.engines.entries import FORMAT
from pustakota.contexts.search.errors import IndexBusyError

_RETRY = 0.02


@dataclass(frozen=True)
class Generation:
    folder: Path

    def commit_stamp(self) -> str:
        """Changes with each commit: tantivy replaces meta.json then."""
        try:
            meta = os.stat(self._meta)  # noqa: PTH116 -- asked a dozen times for a page
        except FileNotFoundError:
            return ""
        return f"{self.folder.name}:{meta.st_ino}:{meta.st_mtime_ns}"

    @cached_property
    def _meta(self) -> str:
        return str(self.folder / "meta.json")


class Home:
    def __init__(self, root: Path) -> None:
        self.root = root
        self._pointer = root / "current"
        self._pointer_path = str(self._pointer)
        self.journal = root / "journal"
        self._seen: tuple[tuple[int, int] | None, Generation | None] = (None, None)

    def current(self) -> Generation | None:
        """The generation that answers; None where there is none of this format."""
        try:
            stat = os.stat(self._pointer_path)  # noqa: PTH116 -- asked a dozen times for a page
        except (FileNotFoundError, NotADirectoryError):
            return None
        mark = (stat.st_ino, stat.st_mtime_ns)
        if self._seen[0] != mark:
            self._seen = (mark, self._read_pointer())
        return self._seen[1]

    def switch_to(self, generation: Generation) -> None:
        """Answer from this generation, at once and whole."""
        text = json.dumps({"format": FORMAT, "generation": generation.folder.name})
        fresh = self._pointer.with_suffix(".new")
        with fresh.open("w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._pointer)

    def new_generation(self) -> Generation:
        taken = [int(folder.name) for folder in self._generations()]
        generation = Generation(self.root / f"{max(taken, default=0) + 1:04d}")
        generation.folder.mkdir(parents=True)
        return generation

    def sweep(self, *, keep: Generation | None = None) -> None:
        """Remove generations that neither answer nor are kept: left by a rebuild that was killed, or outlived."""
        kept = {each.folder for each in (self.current(), keep) if each}
        for folder in self._generations():
            if folder not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def locked(self, name: str, *, patience: float = 0.0) -> Iterator[None]:
        """Hold a lock of the folder; `IndexBusyError` where another holds it longer than `patience` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / f"{name}.lock").open("a") as file:
            _take(file.fileno(), patience)
            yield

    def is_rebuilding(self) -> bool:
        """Whether a living rebuild wants to be told of changes. A journal left by a killed one is removed."""
        if not self.journal.exists():
            return False
        try:
            with self.locked("rebuild"):
                self.journal.unlink(missing_ok=True)
        except IndexBusyError:
            return True
        return False

    def _read_pointer(self) -> Generation | None:
        try:
            pointer = json.loads(self._pointer.read_text())
            generation = Generation(self.root / str(pointer["generation"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        usable = pointer.get("format") == FORMAT and (generation.folder / "meta.json").exists()
        return generation if usable else None

    def _generations(self) -> list[Path]:
        return [folder for folder in self.root.glob("[0-9]*") if folder.is_dir() and folder.name.isdigit()]


def _take(descriptor: int, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise IndexBusyError from None
            time.sleep(_RETRY)
        else:
            return
