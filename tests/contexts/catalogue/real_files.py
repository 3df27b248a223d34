"""Real MARC files beside the project; tests that want them skip where they are absent."""

import io
from itertools import islice
from pathlib import Path

import pytest

from pustakota.contexts.catalogue.marc.entry import Entry
from pustakota.contexts.catalogue.marc.reader import read

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
LARGE = 20_000_000
NOT_MARC = frozenset({
    "alphatag.lif", "lineendings-0a.lif", "lineendings-0d.lif", "lineendings-0d0a.lif", "sample1.lif", "sample20.lif",
    "sample100.lif", "test.ndj", "farsi.marc", "invalid.xml",
})  # fmt: skip
"""Files among the nasty ones that are no MARC at all: lines of text, JSON, a text in MARC-8, XML without a record."""


def real_file(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"real data absent: {path}")
    return path


def all_real_files() -> list[Path]:
    """Every file of the two folders that is meant to be MARC, or to be refused as not MARC."""
    nasty = (path for path in SHARED.glob("marc_nasty/*/*") if path.is_file())
    good = (path for path in SHARED.glob("bib/**/*") if path.suffix in {".mrc", ".marcxml", ".gz", ".xz"})
    return sorted(path for path in (*nasty, *good) if path.stat().st_size < LARGE and "folio" not in path.parts)


def entries_of(data: bytes) -> list[Entry]:
    return list(read(io.BytesIO(data)))


def first_entries(path: Path, count: int) -> list[Entry]:
    return list(islice(read(path), count))
