"""One form for letters that people type in many ways, and the cutting of text into words."""

import re
import unicodedata

APOSTROPHES = "'`´‘’‚‛ʻʼʽʾʿ′＇ʹʺ"
"""Apostrophes, hamza and ain marks: dropped, so that Qur'an is quran."""

# Marks that only colour a letter. Those of Javanese, Batak or Thai are letters of their own and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_SINGLES = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES),
        "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ŋ": "ng",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي", "ء": "",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-",
    }
)  # fmt: skip
_ASCII_SINGLES = str.maketrans(dict.fromkeys("'`"))
_ASCII_DROPPED = b"'`"
_ASCII_WORDS = bytes(ord(letter.lower() if letter.isalnum() else letter if letter == "-" else " ")
                     for letter in map(chr, range(128))).ljust(256)  # fmt: skip

# A letter or digit, or a vowel sign of a script that writes vowels as marks.
_LETTER = r"(?:[^\W_]|[\u0900-\u0df4\u0e31-\u0eff\u0f18-\u109f\u1712-\u17dd\u1a17-\u1a7f\u1b00-\u1bff\ua980-\ua9df])"
_IDEOGRAPH = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_CHUNK = re.compile(rf"{_IDEOGRAPH}|(?:(?!{_IDEOGRAPH}){_LETTER})+(?:-(?:(?!{_IDEOGRAPH}){_LETTER})+)*")
_ASCII_CHUNK = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def fold(text: str) -> str:
    """Small letters without accents, vowel marks or apostrophes."""
    if text.isascii():
        small = text.lower()
        return small.translate(_ASCII_SINGLES) if "'" in small or "`" in small else small
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_SINGLES)
    return unicodedata.normalize("NFC", _MARKS.sub("", plain))


def folded_chunks(text: str) -> list[str]:
    """`chunks` of a folded text; plain letters, which most texts have alone, without a search for each word."""
    if not text.isascii():
        return chunks(fold(text))
    plain = text.encode().translate(_ASCII_WORDS, _ASCII_DROPPED).decode()
    if "-" not in plain:
        return plain.split()
    return [word for part in plain.split() for word in (_ASCII_CHUNK.findall(part) if "-" in part else (part,))]


def chunks(folded: str) -> list[str]:
    """Words of folded text; words joined by hyphens stay together, ideographs stand alone."""
    return (_ASCII_CHUNK if folded.isascii() else _CHUNK).findall(folded)
