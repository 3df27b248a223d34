"""Headings of people, bodies and subjects as text."""

from functools import lru_cache

from pustakota.contexts.catalogue.marc.record import Field
from pustakota.contexts.catalogue.rules.wording import phrase

_NAME_CODES = {"0": "abc", "1": "ab", "2": "aeq"}  # by the last digit of the tag: person, body, meeting
_SUBDIVISIONS = "vxyz"
_NOT_PART = "02346789eu"
_NOT_PART_OF_MEETING = "02346789u"
_division = lru_cache(maxsize=20_000)(phrase)
"""Places, periods and forms come again and again below other headings."""


def name_and_dates(field: Field) -> tuple[str, str]:
    """A name as its heading stands ("Toer, Pramoedya Ananta"), and the dates of a person's life beside it."""
    codes = _NAME_CODES.get(field[0][2:3], "a")
    name = phrase(" ".join(part[1:] for part in field[2:] if part and part[0] in codes))
    if field[0][2:3] != "0":
        return name, ""
    return name, next((phrase(part[1:]) for part in field[2:] if part[:1] == "d"), "")


def subject(field: Field) -> str:
    """A subject heading with its subdivisions: "Education -- Indonesia -- History"."""
    skipped = _NOT_PART_OF_MEETING if field[0] == "611" else _NOT_PART
    main, divisions = [], []
    for part in field[2:]:
        code = part[:1]
        if code in _SUBDIVISIONS:
            if text := _division(part[1:]):
                divisions.append(text)
        elif code and code not in skipped:
            main.append(part[1:])
    heading = phrase(" ".join(main))
    return " -- ".join((heading, *divisions) if heading else divisions)
