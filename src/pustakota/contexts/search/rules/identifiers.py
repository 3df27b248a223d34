"""Numbers that name one thing: ISBN, barcode, call number, control number, each compared without its punctuation."""

import re
from operator import mul

_PUNCTUATION = re.compile(r"[\W_]+")
_ISBN_LABEL = re.compile(r"^(isbn|issn)(?:-?1[03])?:?\s*", re.IGNORECASE)
SHORTEST = 4


def bare(value: str) -> str:
    return value.lower() if value.isalnum() else _PUNCTUATION.sub("", value).lower()


def forms(value: str) -> tuple[str, ...]:
    """The number without punctuation, and for an ISBN both its lengths."""
    number = bare(value)
    other = other_isbn(number)
    return (number, other) if other else (number,) if number else ()


def asked(text: str) -> str:
    """What was typed, if it can be a number or a call number: at least one digit, no long text. Else ''."""
    number = bare(_ISBN_LABEL.sub("", text.strip()))
    plausible = SHORTEST <= len(number) <= 40 and any(letter.isdigit() for letter in number)
    return number if plausible else ""


def other_isbn(number: str) -> str:
    """ISBN-13 of an ISBN-10 and the reverse; '' where the digits are no ISBN."""
    if len(number) == 10 and number[:9].isascii() and number[:9].isdigit() and number[9] in "0123456789x":
        return "978" + number[:9] + _check_13("978" + number[:9])
    if len(number) == 13 and number.isascii() and number.isdigit() and number.startswith("978"):
        return number[3:12] + _check_10(number[3:12])
    return ""


def _check_13(digits: str) -> str:
    total = sum(map(int, digits[::2])) + 3 * sum(map(int, digits[1::2]))
    return str(-total % 10)


def _check_10(digits: str) -> str:
    total = sum(map(mul, map(int, digits), range(10, 1, -1)))
    rest = -total % 11
    return "x" if rest == 10 else str(rest)
