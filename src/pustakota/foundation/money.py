"""Rupiah, as whole numbers. There are no smaller units in use."""

from typing import NewType

Rupiah = NewType("Rupiah", int)


def in_words_of_the_till(amount: int) -> str:
    """``Rp1.000``: no space, dots between thousands (``spec`` of Indonesian formats)."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(amount):,}".replace(",", ".")
