"""Equipment: what is to be handed out, what is out, which unit somebody has, and in what condition it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Booking, HandOut, Kind, Resource, State
from pustakota.contexts.spaces.queries.free import claimed, leaves_of, units_of
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint

OF_BOOKING = ("resource__service_point__library", "resource__policy", "person__patron")


@dataclass(frozen=True, slots=True)
class Handed:
    """Something of a booking that is handed out, and where that stands. ``unit``: what somebody has, or is to have."""

    booking: Booking
    thing: Resource
    unit: Resource | None
    hand_out: HandOut | None

    @property
    def is_out(self) -> bool:
        return self.hand_out is not None and self.hand_out.back_at is None

    @property
    def is_back(self) -> bool:
        return self.hand_out is not None and self.hand_out.back_at is not None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that may go. ``whose``: who has it now; ``is_promised``: another booking is to have it then."""

    unit: Resource
    is_own: bool
    is_out: bool
    is_promised: bool


def hand_outs() -> QuerySet[HandOut]:
    """Everything that was handed out, with what is shown of it."""
    whose = (f"booking__{name}" for name in OF_BOOKING)
    return HandOut.objects.select_related("thing", "unit", *whose)


def out_now(point: ServicePoint) -> list[HandOut]:
    """What is out of a point, what was due first first."""
    rows = hand_outs().filter(booking__resource__service_point=point, back_at=None)
    return list(rows.order_by("booking__ends_at", "pk"))


def late_now(point: ServicePoint, *, at: datetime) -> list[HandOut]:
    """What should have come back by now."""
    return [row for row in out_now(point) if rules.is_late(row.booking.ends_at, at)]


def at_home(person_ids: Collection[int]) -> list[HandOut]:
    """What these persons have taken with them, what is due first first."""
    rows = hand_outs().filter(booking__person__in=person_ids, back_at=None)
    return list(rows.order_by("booking__ends_at", "pk"))


def came_back_on(point: ServicePoint, day: date) -> list[HandOut]:
    """What came back on a day, the last first."""
    start = periods.start_of_day(day, point.zone)
    rows = hand_outs().filter(booking__resource__service_point=point, back_at__gte=start)
    return list(rows.filter(back_at__lt=start + timedelta(days=1)).order_by("-back_at", "pk"))


def to_hand_out(point: ServicePoint, day: date) -> list[Booking]:
    """What is to go on a day, and has not; the first first."""
    end = periods.start_of_day(day + timedelta(days=1), point.zone)
    rows = _with_equipment().filter(resource__service_point=point, state=State.CONFIRMED, starts_at__lt=end)
    return list(rows.filter(ends_at__gt=end - timedelta(days=1)).order_by("starts_at", "pk"))


def equipment_of(person_id: int, point: ServicePoint, *, at: datetime) -> list[Booking]:
    """What a card at the desk may be about: what its holder is to get or has, the first first."""
    rows = _with_equipment().filter(person=person_id, resource__service_point=point)
    is_out = Q(hand_outs__isnull=False, hand_outs__back_at=None)
    return list(rows.filter(Q(state=State.CONFIRMED, ends_at__gt=at) | is_out).order_by("starts_at", "pk"))


def _with_equipment() -> QuerySet[Booking]:
    own = Q(resource__kind=Kind.EQUIPMENT) | Q(along__kind=Kind.EQUIPMENT)
    return Booking.objects.filter(own, person__isnull=False).select_related(*OF_BOOKING).distinct()


def equipment_in(booking: Booking) -> list[Handed]:
    """Each thing of a booking that is handed out at the desk."""
    along = booking.along.select_related("policy", "service_point").order_by("pk")
    things = [each for each in (booking.resource, *along) if each.kind == Kind.EQUIPMENT]
    known = {row.thing_id: row for row in hand_outs().filter(booking=booking)}
    return [_handed(booking, thing, known.get(thing.pk)) for thing in things]


def _handed(booking: Booking, thing: Resource, hand_out: HandOut | None) -> Handed:
    return Handed(booking, thing, hand_out.unit if hand_out else unit_of(booking, thing), hand_out)


def unit_of(booking: Booking, thing: Resource) -> Resource | None:
    """What a booking is to have: of a pool the unit whose time it claims, else the thing itself."""
    if not thing.is_pool:
        return thing
    claims = set(booking.claims.values_list("resource", flat=True))
    key = next((unit for unit, leaves in units_of(thing).items() if not claims.isdisjoint(leaves)), None)
    return Resource.objects.filter(pk=key).first() if key else None


def unit_out(booking: Booking, thing: Resource) -> Resource | None:
    """The unit that a booking's holder has in their hands."""
    row = HandOut.objects.filter(booking=booking, thing=thing, back_at=None).select_related("unit").first()
    return row.unit if row else None


def units_to_choose(handed: Handed) -> list[Unit]:
    """The units of a pool, those that can go at once first; nothing where there is no choice."""
    if not handed.thing.is_pool:
        return []
    units, kept = units_of(handed.thing), handed.thing.policy.terms.around(handed.booking.span)
    rows = {row.pk: row for row in Resource.objects.filter(pk__in=units)}
    out = set(HandOut.objects.filter(unit__in=units, back_at=None).values_list("unit", flat=True))
    found = [
        Unit(
            unit=rows[key],
            is_own=handed.unit is not None and handed.unit.pk == key,
            is_out=key in out,
            is_promised=bool(claimed(leaves, kept, besides=handed.booking.pk)),
        )
        for key, leaves in units.items()
    ]
    return sorted(found, key=lambda each: (each.is_out, not each.is_own, each.is_promised, each.unit.name))


def parts_of(unit: Resource, thing: Resource) -> list[str]:
    """What belongs to a unit: its parts, and what is written of it or of its pool, one thing a line."""
    named = Resource.objects.filter(part_of=unit, is_active=True).order_by("name").values_list("name", flat=True)
    return [*dict.fromkeys([*named, *(unit.equipment_list or thing.equipment_list)])]


def has_open_hand_out(booking: Booking) -> bool:
    """True while somebody has something of a booking in their hands."""
    return HandOut.objects.filter(booking=booking, back_at=None).exists()


def who_has(unit: Resource) -> HandOut | None:
    """The open hand-out of a unit."""
    return hand_outs().filter(unit=unit, back_at=None).first()


def hand_outs_of(unit: Resource, *, most: int = 10) -> list[HandOut]:
    """Who had a unit lately and how it came back, the last first."""
    return list(hand_outs().filter(Q(unit=unit) | Q(thing=unit)).order_by("-out_at")[:most])


def hand_out(hand_out_id: int) -> HandOut | None:
    return hand_outs().filter(pk=hand_out_id).first()


def hand_out_of_photo(code: str) -> HandOut | None:
    """The hand-out that a photo shows."""
    return hand_outs().filter(Q(out_photo=code) | Q(back_photo=code)).first() if code else None


def hand_out_photo(code: str) -> str:
    """Where a photo lies in the private storage."""
    return f"handouts/{code}.jpg"


def leaves_out(row: HandOut) -> Sequence[int]:
    """What a claim for something that is out takes."""
    return leaves_of(row.unit)
