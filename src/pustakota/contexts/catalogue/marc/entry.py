"""What a reader yields for each record of a file."""

from typing import NamedTuple

from pustakota.contexts.catalogue.marc.problems import Problem
from pustakota.contexts.catalogue.marc.record import MarcRecord


class Entry(NamedTuple):
    """One record of a file: good (with remarks, perhaps) or unreadable (`record` is None, `problems` says why).

    `ordinal` counts from 1; `position` is the offset of its first byte in the uncompressed file.
    """

    ordinal: int
    position: int
    raw: bytes
    record: MarcRecord | None
    problems: tuple[Problem, ...] = ()
