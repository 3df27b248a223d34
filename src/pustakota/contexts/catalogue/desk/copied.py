"""What the page of a new title begins with: nothing, what was typed before, or another library's record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pustakota.contexts.catalogue import queries
from pustakota.contexts.catalogue.desk.forms import NewTitleForm, of_title
from pustakota.contexts.catalogue.queries import foreign
from pustakota.contexts.catalogue.rules.description import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pustakota.contexts.catalogue.marc.record import MarcRecord

TAKE, BACK, COPIED = "take", "back", "copied"
"""Names by which the page of candidates says what was pressed, and under which the record travels."""
_PLAIN = {"language": "ind", "kind": "book"}


@dataclass(frozen=True, slots=True)
class Start:
    """``is_sent``: the form itself was sent. ``is_lost``: a record should be there and cannot be read any more.

    ``otherwise``: labels and what somebody had typed there, where the record says something else.
    """

    is_sent: bool
    initial: dict[str, Any]
    marc: MarcRecord | None = None
    source: str = ""
    sealed: str = ""
    is_lost: bool = False
    otherwise: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[str, str, str, bool]]:
        return foreign.lines_of(self.marc) if self.marc is not None else []


def begun(sent: Mapping[str, str]) -> Start:
    """How the page begins, from what was sent to it."""
    sealed = sent.get(COPIED, "")
    opened = foreign.unsealed(sealed) if sealed else None
    if TAKE not in sent and BACK not in sent:
        language = {"language": _said(opened[0])["language"]} if opened else {}
        marc, source = opened or (None, "")
        is_lost = bool(sealed) and opened is None
        return Start(bool(sent), _PLAIN | language, marc, source, sealed, is_lost)
    typed = {name: value for name in NewTitleForm.base_fields if (value := sent.get(name, "").strip())}
    if opened is None:
        return Start(is_sent=False, initial=_PLAIN | typed, is_lost=TAKE in sent)
    marc, source = opened
    said = {name: value for name, value in _said(marc).items() if value}
    otherwise = [
        (str(NewTitleForm.base_fields[name].label), value)
        for name, value in typed.items()
        if name in said and name not in {"kind", "language", "isbns"} and str(said[name]).strip() != value
    ]
    return Start(
        is_sent=False, initial=_PLAIN | typed | said, marc=marc, source=source, sealed=sealed, otherwise=otherwise
    )


def _said(marc: MarcRecord) -> dict[str, Any]:
    shape = marc.leader[6:8]
    kind = next((kind for kind, each in KINDS.items() if each == shape), "book")
    return of_title(queries.description_of_marc(marc), kind=kind)
