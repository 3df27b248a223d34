"""What the coded parts of a record say: leader, 007, 008. Source: MARC 21 Format for Bibliographic Data."""

import re
from functools import lru_cache

KINDS = {
    "a": "book", "t": "manuscript", "c": "music", "d": "music", "e": "map", "f": "map", "g": "video", "i": "sound",
    "j": "sound", "k": "picture", "m": "electronic", "o": "kit", "p": "mixed", "r": "object",
}  # fmt: skip
NOT_BIBLIOGRAPHIC = {"z": "authority", "u": "holdings", "v": "holdings", "x": "holdings", "y": "holdings",
                     "w": "classification", "q": "community"}  # fmt: skip
_SERIAL_LEVELS = "bis"
_ONLINE = "oqs"
_WITH_AUDIENCE = frozenset("atcdgijkmor")
_JUVENILE, _ADULT = "abcdj", "ef"
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_EARLIEST, _LATEST, _FIRST_PRINTED = 800, 2100, 1500
_LANGUAGE = re.compile(r"[a-z]{3}")
_NO_LANGUAGE = frozenset({"mul", "und", "zxx", "xxx", "eng|"})


def kind_of(leader: str, fixed: str, physical: str) -> str:
    """`fixed` is 008, `physical` the first 007. Unknown types of record give an empty string."""
    type_of_record = leader[6:7].lower()
    if type_of_record in NOT_BIBLIOGRAPHIC:
        return NOT_BIBLIOGRAPHIC[type_of_record]
    kind = KINDS.get(type_of_record, "")
    if type_of_record == "a":
        if leader[7:8] in _SERIAL_LEVELS and leader[7:8]:
            return "serial"
        if fixed[23:24] == "f":
            return "braille"
        if (fixed[23:24] in _ONLINE and fixed[23:24]) or physical[:2] == "cr":
            return "electronic"
    return kind


def audience_of(leader: str, fixed: str) -> str:
    code = fixed[22:23]
    if not code or leader[6:7] not in _WITH_AUDIENCE or leader[7:8] in ("b", "i", "s"):
        return ""
    return "juvenile" if code in _JUVENILE else "adult" if code in _ADULT else ""


def year_of(fixed: str, statements: list[str]) -> int | None:
    """From 008 where it is a full year, else from 260$c or 264$c; "19uu" and "[19--]" are no year."""
    coded = fixed[7:11]
    if fixed[6:7] not in ("b", "n") and coded.isdecimal() and coded.isascii() and _EARLIEST <= int(coded) <= _LATEST:
        return int(coded)
    for statement in statements:
        if (year := _year_in(statement)) is not None:
            return year
    return None


def _year_in(statement: str) -> int | None:
    """The first year, except that a year of the Hijra ("1405 [1985]") gives way to the one beside it."""
    years = [int(found) for found in _YEAR.findall(statement)]
    printed = [year for year in years if _FIRST_PRINTED <= year <= _LATEST]
    return printed[0] if printed else None


def languages_of(fixed: str, declared: list[str]) -> tuple[str, ...]:
    """Codes, the main one first: 008/35-37, then each 041$a, which older records pack as "engind"."""
    return _languages_in((fixed[35:38], *declared))


@lru_cache(maxsize=2_000)
def _languages_in(texts: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        code = text.lower()
        if len(code) == 3:
            codes = [code]
        elif len(code) % 3 == 0:
            codes = [code[at : at + 3] for at in range(0, len(code), 3)]
        else:
            codes = re.findall(r"\b[a-z]{3}\b", code)
        found.update(dict.fromkeys(part for part in codes if _LANGUAGE.fullmatch(part) and part not in _NO_LANGUAGE))
    return tuple(found)
