"""What machines give to book, and what they get."""

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import AwareDatetime

from pustakota.foundation.given import Number


class ResourceShown(Schema):
    id: int
    name: str
    kind: str
    mode: Literal["instant", "approval", "staff"]
    service_point_id: int


class Slot(Schema):
    """A time that can be booked now."""

    start: datetime
    end: datetime


class EquipmentAtHome(Schema):
    """Something that I took home. ``booking_id``: the code under which more days are asked for; ``parts``: what went
    with it.
    """

    booking_id: str
    resource_id: int
    name: str
    parts: list[str]
    out_at: datetime
    due_at: datetime
    is_late: bool


class BookingAsked(Schema):
    """``card_number``: the member to book for, only from staff; without it, whoever asks. Moments name their zone."""

    start: AwareDatetime
    end: AwareDatetime
    card_number: Number | None = None


class BookingMade(Schema):
    """``status`` is ``requested`` where staff decide, else ``confirmed``."""

    id: str
    resource_id: int
    start: datetime
    end: datetime
    status: str
