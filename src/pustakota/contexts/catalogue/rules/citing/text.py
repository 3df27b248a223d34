"""A citation as runs of text, some of them in italics."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_END = re.compile(r"[.!?…][\"”’]*$")


@dataclass(frozen=True, slots=True)
class Citation:
    """``runs``: text and whether it is set in italics, in order."""

    runs: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The whole without italics."""
        return "".join(text for text, _italic in self.runs)


def stopped(text: str) -> str:
    """With a full stop, unless a mark ends it already."""
    return text if not text or _END.search(text) else f"{text}."


def sentences(parts: Iterable[tuple[str, bool] | str]) -> Citation:
    """Each part ends with a full stop, empty ones are left out; one space between."""
    said = [(part, False) if isinstance(part, str) else part for part in parts]
    said = [(stopped(text), italic) for text, italic in said if text]
    spaced = [run for each in said for run in ((" ", False), each)]
    return Citation(tuple(spaced[1:]))
