"""Modules that were made into machine code stand for their sources only while these are what they were (ADR 0060).

``packaging/compile.py`` makes them and writes down of which sources. They call each other directly, so one source that
changed, by a new version or by hand, sets all of them aside: Python then reads the sources, as if nothing was compiled.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

PACKAGE = Path(__file__).parent.parent
LIST = PACKAGE / "compiled.txt"
"""A line for each module: its source beneath the package, the size and the time of its last change, in nanoseconds."""


class _Sources(MetaPathFinder):
    """Finds the sources of these modules, before Python finds what was made of them."""

    def __init__(self, sources: Mapping[str, Path]) -> None:
        self._sources = sources

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 -- asked by Python
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        source = self._sources.get(fullname)
        return spec_from_file_location(fullname, source) if source else None


def state_of(source: Path) -> str:
    """What is written down of a source, and compared."""
    seen = source.stat()
    return f"{source.relative_to(PACKAGE).as_posix()} {seen.st_size} {seen.st_mtime_ns}"


def name_of(source: Path) -> str:
    """The module of a source."""
    return ".".join((PACKAGE.name, *source.relative_to(PACKAGE).with_suffix("").parts))


def only_what_is_up_to_date() -> None:
    """Where modules were compiled from other sources than stand here now, none of them is used."""
    try:
        lines = LIST.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    sources = [PACKAGE / line.split()[0] for line in lines]
    if any(not source.exists() or state_of(source) != line for source, line in zip(sources, lines, strict=True)):
        sys.meta_path.insert(0, _Sources({name_of(source): source for source in sources if source.exists()}))
