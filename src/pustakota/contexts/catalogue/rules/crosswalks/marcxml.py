"""MARC 21 as MARCXML that is valid by its schema, whatever the record looks like.

Source: MARC21slim.xsd, version 1.2.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord
from pustakota.foundation.xml_text import attribute, text

NAMESPACE = "http://www.loc.gov/MARC21/slim"
SCHEMA = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
_OPEN = (
    f'<record xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}"><leader>'
)
_PRIVATE = frozenset({"541", "561", "583"})
_LOCAL = ("59", "9")
_LEADER = re.compile("[0-9 ]{5}[0-9A-Za-z ][0-9A-Za-z][0-9A-Za-z ]{3}[2 ]{2}[0-9 ]{5}[0-9A-Za-z ]{3}(?:4500|    )")
_USUAL_LEADER = "00000nam a2200000   4500"
_CONTROL_TAG = re.compile("00[1-9A-Za-z]")
_DATA_TAG = re.compile("0[1-9A-Z][0-9A-Z]|0[1-9a-z][0-9a-z]|[1-9A-Z][0-9A-Z]{2}|[1-9a-z][0-9a-z]{2}")
_INDICATOR = re.compile("[0-9a-z ]")
_CODE = re.compile(r"[0-9A-Za-z!\"#$%&'()*+,\-./:;<=>?{}_^`~\[\]\\]")


def disclosed(field: Field) -> bool:
    """Whether a field may leave the house.

    541, 561 and 583 tell who gave or owned a copy and who looked after it; 59X and 9XX are local: other systems keep
    copies, prices and even borrowers there.
    """
    return field[0] not in _PRIVATE and not field[0].startswith(_LOCAL)


def marcxml(record: MarcRecord) -> str:
    """A `<record>` that stands alone: control fields first, what the schema does not know left out."""
    controls, rest = [], []
    for field in record.fields:
        if field[0].startswith("00"):
            if _CONTROL_TAG.fullmatch(field[0]) and len(field) == 2:
                controls.append(f'<controlfield tag="{field[0]}">{text(field[1])}</controlfield>')
        elif len(field) > 2 and disclosed(field):
            opening, inner = _opening(field[0], field[1]), "".join(_subfields(field))
            if opening and inner:
                rest.append(f"{opening}{inner}</datafield>")
    return f"{_OPEN}{_leader(record.leader)}</leader>{''.join(controls)}{''.join(rest)}</record>"


def _subfields(field: Field) -> Iterator[str]:
    for part in field[2:]:
        if opening := _subfield_opening(part[:1]):
            yield f"{opening}{text(part[1:])}</subfield>"


@lru_cache(maxsize=4_096)
def _opening(tag: str, indicators: str) -> str:
    """The first tag of a field; empty where the schema knows no such field."""
    if not _DATA_TAG.fullmatch(tag):
        return ""
    first, second = (one if _INDICATOR.fullmatch(one) else " " for one in (indicators + "  ")[:2])
    return f'<datafield tag="{tag}" ind1="{first}" ind2="{second}">'


@lru_cache(maxsize=256)
def _subfield_opening(code: str) -> str:
    return f'<subfield code="{attribute(code)}">' if code and _CODE.fullmatch(code) else ""


@lru_cache(maxsize=4_096)
def _leader(leader: str) -> str:
    """The leader, or as much of it as the schema allows."""
    if _LEADER.fullmatch(leader):
        return leader
    given = leader[:24].ljust(24)
    for place, usual in enumerate(_USUAL_LEADER):
        if not _LEADER.fullmatch(_USUAL_LEADER[:place] + given[place] + _USUAL_LEADER[place + 1 :]):
            given = given[:place] + usual + given[place + 1 :]
    return given[:20] + "4500"
