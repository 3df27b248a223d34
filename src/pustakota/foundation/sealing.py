"""Fields that may not lie open in the database: sealed with the operator's keys, found again by a keyed hash.

The newest key seals; older ones still open, so that keys can be changed while the house is open.
"""

import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    """The text as only a holder of the keys can read it."""
    return _keys().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """What was sealed, with whichever of the keys."""
    return _keys().decrypt(sealed.encode("ascii")).decode()


def key_mark() -> str:
    """A short mark of the key that seals now: what bears another mark is to be sealed again."""
    return hashlib.sha256(b"mark:" + settings.FIELD_KEYS[0].encode()).hexdigest()[:8]


def keyed_hash(text: str) -> str:
    """The same text has the same hash under the key that seals now; without the key nobody can try texts out."""
    return _hash(settings.FIELD_KEYS[0], text)


def keyed_hashes(text: str) -> list[str]:
    """The hashes of a text under each of the keys, to look for rows of before a change of keys."""
    return [_hash(key, text) for key in settings.FIELD_KEYS]


def _hash(key: str, text: str) -> str:
    return hmac.new(b"hash:" + key.encode(), text.encode(), hashlib.sha256).hexdigest()


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
