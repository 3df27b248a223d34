"""What a device may do, and the code that pairs it. Plain Python."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

CODE_LASTS = timedelta(minutes=15)
"""How long the code on the desk's screen may be typed in at the device."""
SEEN_EVERY = timedelta(minutes=10)
"""A sign of life is written no oftener."""
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody mistakes for one another."""
CODE_LENGTH = 8
RIGHTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "guest_book": frozenset({"visits.note"}),
        "computer": frozenset({"spaces.sit"}),
        "phone": frozenset({"programmes.host", "participation.record", "participation.correct"}),
    }
)
"""The permission codes of each kind of device, at its own point."""


def plain_code(typed: str) -> str:
    """The code without the space and hyphen that people put into it."""
    return "".join(character for character in typed.upper() if character.isalnum())


def hash_of(secret: str) -> str:
    """What is kept of a code or a token."""
    return hashlib.sha256(secret.encode()).hexdigest()
