"""From an authority record to the references that lead people to the heading in use.

MARC 21 Authority: 1XX is the form in use, 4XX forms under which somebody may look, 5XX other headings beside it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, first
from pustakota.contexts.catalogue.rules.fixed_fields import NOT_BIBLIOGRAPHIC
from pustakota.contexts.catalogue.rules.names_and_headings import name_and_dates, subject

AUTHOR, SUBJECT = "author", "subject"
LONGEST = 300
_KINDS = {"00": AUTHOR, "10": AUTHOR, "11": AUTHOR, "50": SUBJECT, "51": SUBJECT}
_ABOUT_THE_REFERENCE = frozenset("iw")
_NOT_SHOWN = 3
"""The place in $w that tells whether a reference is shown; "a": it is not."""


class Pointing(NamedTuple):
    """Who looks under ``label`` finds ``see``; ``is_also``: both are in use."""

    kind: str
    label: str
    see: str
    is_also: bool


def is_authority(record: MarcRecord) -> bool:
    return NOT_BIBLIOGRAPHIC.get(record.leader[6:7]) == "authority"


def pointings(record: MarcRecord) -> list[Pointing]:
    """The references of an authority record, each once; none where its heading is of no kind that people browse."""
    headings = [field for field in record.fields if field[0][:1] == "1" and field[0][1:] in _KINDS]
    if len(headings) != 1:
        return []
    return list(dict.fromkeys(_found(record, headings[0])))


def _found(record: MarcRecord, heading: Field) -> Iterator[Pointing]:
    kind = _KINDS[heading[0][1:]]
    see = form(kind, heading)
    for field in record.fields:
        if field[0][:1] not in {"4", "5"} or _KINDS.get(field[0][1:]) != kind or _is_hidden(field):
            continue
        label = form(kind, field)
        if label and see and label != see and max(len(label), len(see)) <= LONGEST:
            yield Pointing(kind, label, see, field[0][:1] == "5")


def form(kind: str, field: Field) -> str:
    """A heading as the records of the catalogue write it."""
    words = (*field[:2], *(part for part in field[2:] if part[:1] not in _ABOUT_THE_REFERENCE))
    return name_and_dates(words)[0] if kind == AUTHOR else subject(words)


def _is_hidden(field: Field) -> bool:
    return first(field, "w")[_NOT_SHOWN : _NOT_SHOWN + 1] == "a"
