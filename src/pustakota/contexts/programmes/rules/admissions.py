"""What the QR of a registration says: numbers, never a name or the secret link. Plain Python."""

from dataclasses import dataclass
from datetime import date, datetime

PURPOSE = "admission"
VERSION = "PK1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A seat: of which registration, for which occurrence and day, how many people, and when it was written out.

    ``made_at`` tells a device whether its list is newer: who is not in a newer list has given the seat back.
    """

    registration_id: int
    occurrence_id: int
    on: date
    party: int
    made_at: datetime


def payload(seat: Admission) -> str:
    """The text that is signed: ``PK1.7.12.20260310.2.1773111600``."""
    parts = (VERSION, seat.registration_id, seat.occurrence_id, f"{seat.on:%Y%m%d}", seat.party)
    return ".".join(str(part) for part in (*parts, int(seat.made_at.timestamp())))


def registration_in(text: str) -> int | None:
    """Of which registration a payload speaks; nothing where it is none of ours."""
    parts = text.split(".")
    if len(parts) != 6 or parts[0] != VERSION or not parts[1].isdecimal() or len(parts[1]) > 18:
        return None
    return int(parts[1])
