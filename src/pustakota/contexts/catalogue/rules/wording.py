"""Cleaning the text of MARC subfields for people: the punctuation of printed cards comes off."""

import re
import unicodedata
from functools import lru_cache

# Controls, and the marks around words that do not sort.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ufeff]")
_SPACES = re.compile(r"\s+")
_CARD_MARKS = " /:;,=\u00a0"
# Abbreviations keep their full stop; so do initials.
_ABBREVIATIONS = frozenset({
    "jr", "sr", "dr", "drs", "dra", "ir", "prof", "phd", "esq", "rev", "mrs", "bros", "inc", "ltd", "co", "corp", "tbk",
    "st", "dll", "dkk", "etc", "ed", "eds", "no", "vol", "ca",
})  # fmt: skip
_BRACKETED = re.compile(r"^\[([^\[\]]*)\]?$")
_MARKS = re.compile("[\u0300-\u036f]")
_NOT_SORTING = re.compile(r"[^\w\s]|_")
_WITHIN_WORDS = re.compile("['\u2018\u2019\u02bb\u02bc`]")
_ASCII_LETTERS = bytes(ord(letter.lower() if letter.isalnum() else " ") for letter in map(chr, range(128))).ljust(256)
_ASCII_WITHIN_WORDS = b"'`"
_REMEMBERED = 20_000
_UNKNOWN = re.compile(r"\W*(?:s\.?\s?[ln]\.?|sine (?:loco|nomine)|.*not identified)\W*$", re.IGNORECASE)


def plain(text: str) -> str:
    """One line in NFC without control characters."""
    if not text.isprintable():
        text = _UNPRINTABLE.sub("", _SPACES.sub(" ", text))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()


def phrase(text: str) -> str:
    """Without the punctuation that leads to the next part: "Laskar pelangi /" is "Laskar pelangi"."""
    text = plain(text).rstrip(_CARD_MARKS)
    if text.endswith(".") and not _is_abbreviated(text):
        text = text[:-1].rstrip(_CARD_MARKS)
    return text


def _is_abbreviated(text: str) -> bool:
    """The last word is an initial ("A."), a chain of them ("S.H."), an ellipsis or a known abbreviation."""
    last = text[text.rfind(" ") + 1 : -1]
    return len(last) <= 1 or "." in last or last.lower() in _ABBREVIATIONS


@lru_cache(maxsize=_REMEMBERED)
def unbracketed(text: str) -> str:
    """A place or publisher as a heading: "[Jakarta]" is "Jakarta", and [S.l.], [s.n.] are nothing."""
    text = phrase(text)
    if text.startswith("["):
        text = phrase(_BRACKETED.sub(r"\1", text)).replace("]", "").lstrip("[")
    return "" if _UNKNOWN.match(text) else text


def folded(text: str) -> str:
    """Lower case without diacritics."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text))).casefold()


def sort_form(text: str) -> str:
    """The key under which a title stands in a list: folded, without punctuation. No article is dropped here."""
    if text.isascii():
        return ascii_words(text)
    return _SPACES.sub(" ", _NOT_SORTING.sub(" ", _WITHIN_WORDS.sub("", folded(text)))).strip()


def ascii_words(text: str) -> str:
    """Small letters and digits with one space where anything else stood, apostrophes dropped; without a pattern."""
    return " ".join(text.encode().translate(_ASCII_LETTERS, _ASCII_WITHIN_WORDS).decode().split())
