"""The word on a room's display: it changes every minute, and whoever is in the room can type it. Plain Python."""

import hashlib
import hmac
from datetime import datetime, timedelta

LASTS = timedelta(minutes=1)
STILL_TAKEN = 2
"""Words of so many minutes before are taken too: somebody reads, unlocks a phone, and types."""
BEFORE = timedelta(minutes=30)
"""From when before the beginning one can say that one is here; until the end."""
FIRST = (
    *("awan", "batu", "bukit", "daun", "embun", "fajar", "hutan", "kabut", "kebun", "ladang", "laut", "mata"),
    *("padi", "pasir", "pohon", "pulau", "rumah", "sawah", "senja", "sungai", "taman", "tanah", "teluk", "ufuk"),
)
SECOND = (
    *("biru", "besar", "cerah", "damai", "emas", "hangat", "hijau", "indah", "jernih", "kecil", "kuning", "lapang"),
    *("luas", "merah", "muda", "perak", "putih", "ramai", "sejuk", "subur", "sunyi", "tenang", "terang", "tinggi"),
)


def word_at(secret: str, occurrence_id: int, at: datetime) -> str:
    """Two words that nobody outside the room knows: ``awan biru``."""
    return _word(secret, occurrence_id, _minute(at))


def is_word_of_room(typed: str, *, secret: str, occurrence_id: int, at: datetime) -> bool:
    """Whether somebody read it within the last minutes; capital letters and spaces do not matter."""
    plain = "".join(typed.casefold().split())
    minutes = range(_minute(at) - STILL_TAKEN, _minute(at) + 1)
    right = [_word(secret, occurrence_id, minute).replace(" ", "") for minute in minutes]
    return any(hmac.compare_digest(plain.encode(), each.encode()) for each in right)


def _minute(at: datetime) -> int:
    return int(at.timestamp() // LASTS.total_seconds())


def _word(secret: str, occurrence_id: int, minute: int) -> str:
    drawn = hmac.new(secret.encode(), f"room:{occurrence_id}:{minute}".encode(), hashlib.sha256).digest()
    first, second = (int.from_bytes(drawn[place : place + 8], "big") for place in (0, 8))
    return f"{FIRST[first % len(FIRST)]} {SECOND[second % len(SECOND)]}"
