"""The class of a record: the Dewey number it carries, else one proposed from its Library of Congress class.

The table of correspondences is our own, coarse on purpose and fine where Indonesian libraries need it (Indonesian
history, its languages and literature, Islam, Indonesian law). A proposed class is always marked as such.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pustakota.contexts.catalogue.marc.record import Field
from pustakota.contexts.catalogue.rules.lcc_table import RANGES

_DDC = re.compile(r"^([0-9]{3})(?:\.([0-9]+))?")
_DDC_LOOSE = re.compile(r"[/'\u2019\u2032\s]")
_LCC = re.compile(r"^([A-Z]{1,3})\s?([0-9]{1,4})(?:\.[0-9]+)?(?![0-9/])")
# LC's own marks for books that it did not class: MLCSE 2001/00075 (H). The letter in brackets is a broad class.
_UNCLASSED = re.compile(r"^(?:MLC[A-Z]*|Microf\w+)\b(?:.*\(([A-Z])\))?")
# Philosophy and religion, and language and literature, share a letter: nothing is proposed for B and P.
_BROAD = {"A": "030", "C": "900", "D": "900", "E": "970", "F": "970", "G": "910", "H": "300", "J": "320", "K": "340",
          "L": "370", "M": "780", "N": "700", "Q": "500", "R": "610", "S": "630", "T": "600", "U": "355", "V": "359",
          "Z": "010"}  # fmt: skip


class ClassNumbers(NamedTuple):
    ddc: str = ""
    lcc: str = ""
    chosen: str = ""
    source: str = ""


def class_of(fields: Mapping[str, list[Field]]) -> ClassNumbers:
    """Dewey from 082 or 092; Library of Congress from 050 or 090; the class chosen from them and where it is from."""
    ddc = next((found for value in _values(fields, ("082", "092")) if (found := ddc_in(value))), "")
    shelved = _values(fields, ("050", "090"))
    lcc = next((found for value in shelved if (found := lcc_in(value))), "")
    if ddc:
        return ClassNumbers(ddc, lcc, ddc, "ddc")
    proposed = propose_ddc(lcc) if lcc else next((found for value in shelved if (found := broad_class_in(value))), "")
    return ClassNumbers("", lcc, proposed, "lcc_proposed" if proposed else "")


def _values(fields: Mapping[str, list[Field]], tags: tuple[str, ...]) -> list[str]:
    return [part[1:] for tag in tags for field in fields.get(tag, ()) for part in field[2:] if part[:1] == "a"]


def ddc_in(text: str) -> str:
    """A Dewey number without the marks that show where it may be cut: "305.8/009598" is "305.8009598"."""
    found = _DDC.match(_DDC_LOOSE.sub("", text))
    if found is None:
        return ""
    decimals = (found[2] or "").rstrip("0")
    return f"{found[1]}.{decimals}" if decimals else found[1]


def lcc_in(text: str) -> str:
    """A Library of Congress class such as "PL5089" or "DS646.49"; shelf numbers of unclassed books are none."""
    text = text.strip()
    return text if _LCC.match(text) and not _UNCLASSED.match(text) else ""


def broad_class_in(text: str) -> str:
    """The main class of a book that the Library of Congress only shelved: "MLCSE 2001/00075 (H)" is 300."""
    found = _UNCLASSED.match(text.strip())
    return _BROAD.get(found[1] or "", "") if found else ""


def propose_ddc(lcc: str) -> str:
    """The Dewey class that corresponds to a Library of Congress class, or an empty string."""
    found = _LCC.match(lcc)
    if found is None:
        return ""
    letters, number = found[1], int(found[2])
    for known in (letters, letters[:1]):
        starts, rows = _rows_of(known)
        at = bisect_right(starts, number if known == letters else 0) - 1
        if at >= 0 and rows[at][1] >= (number if known == letters else 0):
            return rows[at][2]
    return ""


@cache
def _rows_of(letters: str) -> tuple[list[int], list[tuple[int, int, str]]]:
    """Non-overlapping rows of one class, by where they begin."""
    rows = sorted(RANGES.get(letters, ()))
    return [row[0] for row in rows], rows
