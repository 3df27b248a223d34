"""Rooms for tests, open when their point is."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from PIL import Image

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions
from pustakota.contexts.spaces.actions import Condition, Kind, Mode, Wanted
from pustakota.contexts.spaces.models import (
    Application,
    Booking,
    Fault,
    HandOut,
    LicenceKind,
    Material,
    Picture,
    Policy,
    PrintJob,
    Resource,
    Season,
)
from pustakota.contexts.spaces.rules import Span
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import MONDAY, NOW, at_clock
from tests.factories.organisation import a_point
from tests.factories.people import a_patron

TUESDAY = date(2026, 3, 3)
numbers = count(1)


def a_span(start: str = "09:00", end: str = "10:00", *, on: date = TUESDAY, zone: str = "Asia/Jakarta") -> Span:
    return Span(at_clock(on, start, zone), at_clock(on, end, zone))


def terms(**given: Any) -> Policy:
    return actions.add_policy(name=f"Aturan {next(numbers)}", by=SYSTEM, **given)


def a_room(
    *,
    at_point: ServicePoint | None = None,
    name: str = "",
    mode: Mode = Mode.INSTANT,
    part_of: Resource | None = None,
    is_pool: bool = False,
    records_people: bool = False,
    seats: int | None = None,
    access: tuple[str, ...] = (),
    **given: Any,
) -> Resource:
    """A room that is booked at once for one to three hours, unless told otherwise; ``given``: other terms."""
    return actions.add_resource(
        service_point=at_point or (part_of.service_point if part_of else a_point()),
        name=name or f"Ruang {next(numbers)}",
        kind=Kind.ROOM,
        policy=terms(**given),
        mode=mode,
        part_of=part_of,
        is_pool=is_pool,
        records_people=records_people,
        seats=seats,
        access=access,
        by=SYSTEM,
        at=NOW,
    )


def a_licence_kind(*, valid_days: int | None = 365) -> LicenceKind:
    """A licence that one gets by an induction."""
    kind = LicenceKind(name=f"Izin {next(numbers)}", how="Ikuti pengenalan tiap Rabu.", valid_days=valid_days)
    return actions.keep_licence_kind(kind=kind, by=SYSTEM)


def a_material(
    *, name: str = "", grams: int = 1000, like: Material | None = None, at_point: ServicePoint | None = None
) -> Material:
    """A material of which some is there, free of charge."""
    point = like.service_point if like else at_point or a_point()
    made = actions.keep_material(material=Material(service_point=point, name=name or f"PLA {next(numbers)}"), by=SYSTEM)
    actions.note_stock(material=made, grams=grams, why=actions.StockReason.RECEIVED, by=SYSTEM, at=NOW)
    return made


def a_model(facets: int = 4) -> bytes:
    """A binary STL."""
    return bytes(80) + facets.to_bytes(4, "little") + bytes(50 * facets)


def a_print_job(material: Material | None = None, *, patron: Patron | None = None) -> PrintJob:
    """Sent now, and waiting for an answer."""
    model = a_model()
    return actions.send_print_job(
        patron=patron or a_patron(),
        material=material or a_material(),
        model=BytesIO(model),
        name="gantungan.stl",
        size=len(model),
        wish="Warna bebas",
        by=SYSTEM,
        at=NOW,
    )


def a_picture_of(resource: Resource) -> Picture:
    given = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(given, "PNG")
    given.seek(0)
    return actions.add_picture(resource=resource, picture=given, words="Meja besar", by=SYSTEM, at=NOW)


def a_booking(resource: Resource | None = None, *, patron: Patron | None = None, span: Span | None = None) -> Booking:
    """Made by staff, for tomorrow at nine."""
    return actions.book(
        resource=resource or a_room(), patron=patron or a_patron(), span=span or a_span(), by=SYSTEM, at=NOW
    )


def some_equipment(*, at_point: ServicePoint | None = None, part_of: Resource | None = None, **given: Any) -> Resource:
    """Something that is handed out; ``given``: other terms, or ``name``, ``is_pool``, ``equipment``."""
    own = {key: given.pop(key) for key in ("is_pool", "equipment") if key in given}
    return actions.add_resource(
        service_point=at_point or (part_of.service_point if part_of else a_point()),
        name=given.pop("name", "") or f"Kamera {next(numbers)}",
        kind=Kind.EQUIPMENT,
        policy=terms(**given),
        part_of=part_of,
        by=SYSTEM,
        at=NOW,
        **own,
    )


def a_photo() -> BytesIO:
    """As a telephone takes it, with the place in it."""
    given, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Kamera rahasia"
    Image.new("RGB", (40, 30), "teal").save(given, "JPEG", exif=exif)
    given.seek(0)
    return given


def a_fault(resource: Resource | None = None, *, at_point: ServicePoint | None = None, **given: Any) -> Fault:
    """Noted with a photo; ``given``: from when until when it is out of order."""
    resource = resource or a_room(at_point=at_point)
    return actions.note_fault(resource=resource, what="Lampu mati", photo=a_photo(), by=SYSTEM, at=NOW, **given)


def a_hand_out(
    booking: Booking | None = None,
    *,
    at_point: ServicePoint | None = None,
    at: datetime | None = None,
    has_photo: bool = False,
) -> HandOut:
    """Taken as it was booked, in order."""
    booking = booking or a_booking(some_equipment(at_point=at_point))
    return actions.hand_out(
        booking=booking,
        thing=booking.resource,
        condition=Condition.GOOD,
        photo=a_photo() if has_photo else None,
        by=SYSTEM,
        at=at or booking.starts_at,
    )


def a_season(*, at_point: ServicePoint | None = None, **given: Any) -> Season:
    """Asked for this week, for March and April."""
    days = {"opens_on": MONDAY, "closes_on": MONDAY + timedelta(days=6), "first_on": date(2026, 3, 9)}
    return actions.add_season(
        at_point=at_point or a_point(),
        name=f"Musim {next(numbers)}",
        by=SYSTEM,
        **(days | {"last_on": date(2026, 4, 26)} | given),
    )


def an_application(
    season: Season | None = None,
    *,
    at_point: ServicePoint | None = None,
    patron: Patron | None = None,
    wishes: Sequence[Wanted] = (),
    people: int = 8,
) -> Application:
    """A group asks, for Tuesday evenings unless told."""
    return actions.ask_for_season(
        season=season or a_season(at_point=at_point),
        patron=patron or a_patron(),
        group=f"Paduan suara {next(numbers)}",
        purpose="Latihan",
        people=people,
        wishes=wishes or [Wanted(weekday=1, begins=time(13), ends=time(15))],
        by=SYSTEM,
        at=NOW,
    )


__all__ = [
    "MONDAY",
    "TUESDAY",
    "a_booking",
    "a_fault",
    "a_hand_out",
    "a_licence_kind",
    "a_material",
    "a_model",
    "a_photo",
    "a_picture_of",
    "a_print_job",
    "a_room",
    "a_season",
    "a_span",
    "an_application",
    "some_equipment",
    "terms",
]
