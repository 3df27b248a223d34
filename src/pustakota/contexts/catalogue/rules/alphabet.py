"""Where a heading stands in a list from A to Z, and under which other form somebody may look for it."""

import re

from pustakota.contexts.catalogue.rules.wording import sort_form

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS, OTHERS = "0", "#"
_SORT_WIDTH = 120
_INVERTED = re.compile(r"^(?P<family>[^,.()\d]+), (?P<given>[^,()\d]+)$")
_MOST_GIVEN_NAMES = 4
_INITIAL = re.compile(r"(?:\w\.-?)+|\w")
_TITLES = frozenset(
    {"haji", "hajjah", "raden", "sir", "dr", "drs", "dra", "ir", "prof", "jr", "sr", "king", "queen", "sultan", "kyai"}
)


def place_of(label: str) -> tuple[str, str]:
    """The letter of the list (``LETTERS``, digits, others), and the form that gives the order under it."""
    form = sort_form(label)[:_SORT_WIDTH].rstrip()
    first = form[:1]
    if first and first in LETTERS:
        return first, form
    return (DIGITS if first.isdecimal() and first.isascii() else OTHERS), form


def direct_form(heading: str) -> str:
    """A person's inverted heading as the name is said: "Toer, Pramoedya Ananta" gives "Pramoedya Ananta Toer".

    Empty for names without a comma, for bodies, where what follows the comma is a title and no name (then the heading
    is the only form that the record gives), and for initials, under which nobody looks.
    """
    found = _INVERTED.match(heading)
    if found is None:
        return ""
    given = found["given"].strip()
    words = given.split()
    if len(words) > _MOST_GIVEN_NAMES or words[0].rstrip(".").casefold() in _TITLES:
        return ""
    if all(_INITIAL.fullmatch(word) for word in words):
        return ""
    return f"{given} {found['family'].strip()}"
