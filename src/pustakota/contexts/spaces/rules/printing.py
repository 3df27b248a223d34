"""3D prints: which files are taken, what may become of a job, what it costs. Plain Python."""

import zipfile
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import BinaryIO

from pustakota.foundation.reasons import Reason

LARGEST = 50 * 1024 * 1024
"""Bytes of a model that is taken."""
HEAD, FACET = 84, 50
"""Bytes of a binary STL before its facets, and of each of them."""


class PrintState(StrEnum):
    """Where a job stands."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    PRINTING = "printing"
    FAILED = "failed"
    READY = "ready"
    COLLECTED = "collected"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


NEXT: Mapping[PrintState, frozenset[PrintState]] = MappingProxyType(
    {
        PrintState.SUBMITTED: frozenset({PrintState.APPROVED, PrintState.DECLINED, PrintState.WITHDRAWN}),
        PrintState.APPROVED: frozenset({PrintState.PRINTING, PrintState.DECLINED, PrintState.WITHDRAWN}),
        PrintState.PRINTING: frozenset({PrintState.READY, PrintState.FAILED}),
        PrintState.FAILED: frozenset({PrintState.PRINTING, PrintState.DECLINED}),
        PrintState.READY: frozenset({PrintState.COLLECTED}),
        PrintState.COLLECTED: frozenset(),
        PrintState.DECLINED: frozenset(),
        PrintState.WITHDRAWN: frozenset(),
    }
)
"""What may become of a job in each state; a failed print is printed again."""
OVER = frozenset(state for state, following in NEXT.items() if not following)


def reasons_not_to_become(now: str, wanted: PrintState) -> tuple[Reason, ...]:
    """A job only goes one step on."""
    return () if wanted in NEXT[PrintState(now)] else (Reason("not_that_step", overridable=False),)


def price(grams: int, per_gram: int | None, *, has_basis: bool) -> int:
    """Rupiah; nothing without a legal basis in force."""
    return grams * per_gram if per_gram and has_basis else 0


def file_kind(name: str, given: BinaryIO) -> str:
    """``stl``, ``obj`` or ``3mf`` where the file is what its name says, else nothing; read from its beginning."""
    kind = name.rpartition(".")[2].lower()
    given.seek(0)
    is_so = kind in _LOOKS and _LOOKS[kind](given)
    given.seek(0)
    return kind if is_so else ""


def reasons_against_file(name: str, size: int, given: BinaryIO) -> tuple[Reason, ...]:
    """Every reason not to take a file."""
    return tuple(_against_file(name, size, given))


def _against_file(name: str, size: int, given: BinaryIO) -> Iterator[Reason]:
    if size > LARGEST:
        yield Reason("file_too_large", {"most": LARGEST // 1024 // 1024}, overridable=False)
    elif not file_kind(name, given):
        yield Reason("no_model", overridable=False)


def _is_stl(given: BinaryIO) -> bool:
    """Binary: as long as its number of facets says; or text that begins with ``solid`` and has facets."""
    head = given.read(HEAD)
    if len(head) == HEAD and int.from_bytes(head[80:84], "little"):
        given.seek(0, 2)
        if given.tell() == HEAD + FACET * int.from_bytes(head[80:84], "little"):
            return True
    given.seek(0)
    text = given.read(4096).lstrip()
    return text.startswith(b"solid") and b"facet" in text


def _is_obj(given: BinaryIO) -> bool:
    lines = given.read(65_536).splitlines()
    return b"\0" not in b"".join(lines) and any(line.startswith(b"v ") for line in lines)


def _is_3mf(given: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(given) as archive:
            return "3D/3dmodel.model" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


_LOOKS = {"stl": _is_stl, "obj": _is_obj, "3mf": _is_3mf}
