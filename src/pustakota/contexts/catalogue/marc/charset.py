"""Finding out in which characters a record is written: the leader says it, and is often wrong."""

from typing import NamedTuple

from pustakota.contexts.catalogue.marc import marc8
from pustakota.contexts.catalogue.marc.problems import Problem, UnreadableError, problem

UTF8, MARC8 = "UTF-8", "MARC-8"
# A record with a few broken characters is worth having, one that is mostly marks is not.
_ALWAYS_BEARABLE, _BEARABLE_SHARE = 2, 1 / 50


class Decoded(NamedTuple):
    text: str
    problems: tuple[Problem, ...] = ()


def decode(body: bytes, *, says_utf8: bool) -> Decoded:
    """The text of a record's fields; raises UnreadableError where it would be guesswork.

    Windows-1251, DOS and other local sets are never guessed: what is neither UTF-8 nor MARC-8 is reported.
    """
    if says_utf8:
        try:
            return Decoded(body.decode("utf-8"))
        except UnicodeDecodeError:
            return _not_as_labelled(body, said=UTF8)
    if body.isascii() and marc8.ESCAPE not in body:
        return Decoded(body.decode("ascii"))
    return _unlabelled(body)


def _unlabelled(body: bytes) -> Decoded:
    """No mark for UTF-8. Text in MARC-8 is never valid UTF-8 by chance: its diacritics stand before ASCII letters."""
    if marc8.ESCAPE not in body:
        try:
            return Decoded(body.decode("utf-8"), (problem("characters_mislabelled", said=MARC8, found=UTF8),))
        except UnicodeDecodeError:
            pass
    text, unreadable = marc8.decode(body)
    if not unreadable:
        return Decoded(text)
    return _not_as_labelled(body, said=MARC8)


def _not_as_labelled(body: bytes, *, said: str) -> Decoded:
    text = body.decode("utf-8", errors="replace")
    broken = text.count(marc8.REPLACEMENT)
    foreign = sum(1 for character in text if character > "\x7f") - broken
    found = UTF8
    if foreign <= broken:
        other, unreadable = marc8.decode(body)
        if unreadable < broken or said == MARC8:
            found, text, broken = MARC8, other, unreadable
    if broken > max(_ALWAYS_BEARABLE, len(text) * _BEARABLE_SHARE):
        raise UnreadableError(problem("characters_unknown", count=broken))
    remarks = []
    if found != said:
        remarks.append(problem("characters_mislabelled", said=said, found=found))
    if broken:
        remarks.append(problem("characters_replaced", count=broken))
    return Decoded(text, tuple(remarks))
