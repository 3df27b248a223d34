"""ISSN: eight characters with a check digit, written 1234-5679."""

import re

_CANDIDATE = re.compile(r"(?<![0-9])([0-9]{4})[-\u2010-\u2015 ]?([0-9]{3}[0-9Xx])(?![0-9])")


def issns_in(text: str) -> list[str]:
    """Every valid ISSN of a text."""
    found = (f"{first}-{second.upper()}" for first, second in _CANDIDATE.findall(text))
    return [issn for issn in found if _is_valid(issn)]


def _is_valid(issn: str) -> bool:
    digits = [10 if character == "X" else int(character) for character in issn.replace("-", "")]
    return sum(weight * digit for weight, digit in zip(range(8, 0, -1), digits, strict=True)) % 11 == 0
