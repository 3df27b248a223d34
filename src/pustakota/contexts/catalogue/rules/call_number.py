"""Call numbers: a proposal in the Indonesian way, and the order in which they stand on the shelf.

``R 899.221 3 HIR l`` is symbol, class, three letters of the main heading, the first letter of the title. The
national rule enters a person under the heading as it stands in 1XX ("Hirata, Andrea" gives HIR); libraries that
write the first element of the name say so in a setting. A number once on a label is never made anew.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from pustakota.contexts.catalogue.rules.wording import folded


class NameElement(StrEnum):
    """Which part of an inverted personal name gives the three letters."""

    AS_IN_HEADING = "as_in_heading"
    FIRST_OF_NAME = "first_of_name"


class CallNumber(NamedTuple):
    symbol: str
    class_number: str
    author: str
    title: str

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


_LETTERS = re.compile(r"[^\w]|[\d_]")
_SHAPE = re.compile(
    r"^\s*(?P<symbol>[^\W\d_][\w./-]*?(?:\s+[^\W\d_][\w./-]*?)*)?\s*"
    r"(?P<class>(?<![0-9.])[0-9]{3}(?:[.,]\s?[0-9][0-9 ]*)?(?![0-9]))?\s*(?P<rest>.*)$",
    re.DOTALL,
)
_PADDED = re.compile(r"[0-9]+")
_NOT_KEY = re.compile(r"[^\w ]|_")
_SYMBOL_WIDTH, _CLASS_WIDTH, _KEY_WIDTH = 8, 20, 120


def propose(
    *,
    class_number: str,
    main_heading: str,
    title: str,
    symbol: str = "",
    element: NameElement = NameElement.AS_IN_HEADING,
) -> CallNumber:
    """A call number for the cataloguer to accept or change; ``title`` is without words that do not sort."""
    entry = main_heading or title
    if element is NameElement.FIRST_OF_NAME and "," in main_heading:
        family, _comma, given = main_heading.partition(",")
        entry = given.strip() or family
    letters = _letters_of(entry)[:3].upper()
    return CallNumber(symbol.strip(), spaced(class_number), letters, _letters_of(title)[:1] if main_heading else "")


def spaced(class_number: str) -> str:
    """Decimals in groups of three, as on labels: "899.2213" is "899.221 3"."""
    whole, point, decimals = class_number.partition(".")
    if not decimals.isdecimal():
        return class_number
    groups = (decimals[at : at + 3] for at in range(0, len(decimals), 3))
    return whole + point + " ".join(groups)


def _letters_of(text: str) -> str:
    """The letters of the first word that has any; headings in other scripts keep their own."""
    for word in folded(text).split():
        if letters := _LETTERS.sub("", word):
            return letters
    return ""


def sort_key(call_number: str) -> str:
    """A text that sorts as the shelf does: symbol, class as a decimal (spaces ignored), then the letters.

    It holds letters and digits only, with "0" as the gap between words, so that every database collation gives the
    same order. Numbers behind the class (a copy mark, a volume) sort by their value; a call number without a class
    stands before the classed ones.
    """
    found = _SHAPE.match(call_number)
    assert found is not None  # every part may be empty
    symbol, digits, rest = found["symbol"] or "", re.sub(r"[\s.,]", "", found["class"] or ""), found["rest"]
    if not digits:
        symbol, rest = "", f"{symbol} {rest}"
    parts = (_words(symbol)[:_SYMBOL_WIDTH].ljust(_SYMBOL_WIDTH, "0"), digits[:_CLASS_WIDTH].ljust(_CLASS_WIDTH, "0"))
    return ("".join(parts) + _words(rest))[:_KEY_WIDTH]


def _words(text: str) -> str:
    return "0".join(_PADDED.sub(lambda number: number[0].zfill(6), _NOT_KEY.sub(" ", folded(text))).split())
