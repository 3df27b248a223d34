"""The fields that people name in a line: author:toer, tahun:1990-1999. A name that stands here is one, no other is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pustakota.contexts.search.rules.conditions import Classed, Condition, Dated, Group, Valued
from pustakota.contexts.search.rules.folding import fold
from pustakota.contexts.search.rules.vocabulary import LANGUAGES

WORDS: Mapping[str, Group] = {
    "author": "names", "pengarang": "names", "penulis": "names",
    "title": "title", "judul": "title",
    "subject": "subjects", "subjek": "subjects",
    "publisher": "publisher", "penerbit": "publisher",
    "series": "series", "seri": "series",
}  # fmt: skip
"""Fields in which words are looked for."""


@dataclass(frozen=True, slots=True)
class Field:
    """Where a word is to be found; `name` is what somebody typed before the colon."""

    name: str
    group: Group

    @property
    def prefix(self) -> str:
        return f"{self.name}:" if self.name else ""


ANYWHERE = Field("", "any")

_YEAR = re.compile(r"(\d{1,4})?(?:(\s*(?:[-\u2013\u2014\u2212]|\.\.+)\s*)(\d{1,4})?)?", re.ASCII)
_CLASS = re.compile(r"[0-9][0-9x]{0,2}(?:\.[0-9]*)?")
_AROUND = " \t.,;()[]"


def of_words(name: str) -> Field | None:
    """The field of this name in which words are looked for, if it is one."""
    group = WORDS.get(name.lower())
    return Field(name.lower(), group) if group else None


def limited(name: str, value: str) -> Condition | None:
    """What a field says that holds no words; nothing where its value makes no sense there."""
    means = _LIMITS.get(name.lower())
    return means(fold(value).strip(_AROUND)) if means else None


def years(value: str) -> Condition | None:
    """1998; 1990-1999 in any order; -1950 until; 2000- since."""
    found = _YEAR.fullmatch(value)
    if found is None or not (found[1] or found[3]):
        return None
    first, last = (int(year) if year else None for year in (found[1], found[3] if found[2] else found[1]))
    return Dated.between(first, last)


def language(value: str) -> Condition | None:
    """By its Indonesian or English name, or its code."""
    code = LANGUAGES.get(value.removeprefix("bahasa ").strip())
    return Valued("language", code) if code else None


def class_number(value: str) -> Condition | None:
    """The beginning of a class number: 8, 813, 813.5, 2x1."""
    return Classed(value.rstrip(".")) if _CLASS.fullmatch(value) else None


_LIMITS: Mapping[str, Callable[[str], Condition | None]] = {
    "year": years, "tahun": years,
    "language": language, "bahasa": language,
    "class": class_number, "kelas": class_number,
}  # fmt: skip

NAMES = (*WORDS, *_LIMITS)
