"""Prices as records give them: whole rupiah, or nothing."""

import re

_RUPIAH = re.compile(r"\b(?:Rp|IDR)\.?\s*([0-9][0-9.,\s]*)", re.IGNORECASE)
_CENTS = re.compile(r"[.,][0-9]{0,2}$")
_NOT_DIGITS = re.compile(r"[^0-9]")
_LARGEST = 10**11


def rupiah_in(text: str) -> int | None:
    """Rupiah of "Rp13500.00", "Rp. 13.500,-" or "Rp 13,500": 13500. Other currencies are no price here."""
    found = _RUPIAH.search(text)
    if found is None:
        return None
    amount = found[1].strip()
    digits = _NOT_DIGITS.sub("", _CENTS.sub("", amount))
    return int(digits) if digits and int(digits) < _LARGEST else None
