"""ISBN: ten or thirteen digits, checked, and always thirteen inside.

979 is no ISBN-13 prefix here: an Indonesian ISBN-10 that begins with it (979-…) becomes 978-979-…, like any other.
"""

import re

# Digits with hyphens or spaces between them, as printed; what follows (a binding, a volume) is left alone.
_SEPARATED = r"[-\u2010-\u2015 ]?"
_CANDIDATE = re.compile(
    rf"(?<![0-9])(?:97[89](?:{_SEPARATED}[0-9]){{10}}|[0-9](?:{_SEPARATED}[0-9]){{8}}{_SEPARATED}[0-9Xx])(?![0-9])"
)
_DIGIT = re.compile(r"[0-9Xx]")
_NOT_PART = re.compile(r"[^0-9Xx]")


def isbns_in(text: str) -> list[str]:
    """Every valid ISBN of a text such as 020$a, as 13 digits, without qualifiers, each once."""
    for length in (13, 10):  # the usual case, without the cost of searching
        if text[:length].isdigit() and not _DIGIT.search(text, length) and (isbn := to_13(text[:length])):
            return [isbn]
    found = (to_13(candidate) for candidate in _CANDIDATE.findall(text))
    return list(dict.fromkeys(isbn for isbn in found if isbn))


def to_13(isbn: str) -> str | None:
    """The thirteen digits of a valid ISBN with or without hyphens, else None."""
    digits = _NOT_PART.sub("", isbn).upper()
    if len(digits) == 13 and digits.isdigit() and digits.startswith(("978", "979")):
        return digits if _check_13(digits[:12]) == digits[12] else None
    if len(digits) == 10 and digits[:9].isdigit() and _check_10(digits[:9]) == digits[9]:
        core = "978" + digits[:9]
        return core + _check_13(core)
    return None


def to_10(isbn13: str) -> str | None:
    """The old form of a 978 number, which older barcodes and labels carry."""
    if not isbn13.startswith("978") or len(isbn13) != 13:
        return None
    core = isbn13[3:12]
    return core + _check_10(core)


def _check_10(core: str) -> str:
    a, b, c, d, e, f, g, h, i = map(int, core)
    return "0123456789X"[-(10 * a + 9 * b + 8 * c + 7 * d + 6 * e + 5 * f + 4 * g + 3 * h + 2 * i) % 11]


def _check_13(core: str) -> str:
    a, b, c, d, e, f, g, h, i, j, k, m = map(int, core)
    return str(-(a + c + e + g + i + k + 3 * (b + d + f + h + j + m)) % 10)
