"""Rounds for groups: who asked for what, what was given on which day of the week, and each date of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.errors import BookingRefused
from pustakota.contexts.spaces.models import Allotment, Application, Kind, Resource, Season, SeasonDate, Wish
from pustakota.contexts.spaces.models.arranging import WEEKDAYS
from pustakota.contexts.spaces.queries.free import parents_at, resources
from pustakota.contexts.spaces.rules import Hours
from pustakota.foundation.periods import local_day
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.errors import WordedReason

_OTHER_DAY = timedelta(days=1)
"""Somewhere it is another day than in Greenwich."""
GIVEN = (Kind.ROOM, Kind.STUDIO)
"""What groups have every week."""


def season(season_id: int) -> Season | None:
    return Season.objects.select_related("service_point").filter(pk=season_id).first()


def seasons_of(point: ServicePoint) -> list[Season]:
    """The rounds of a point, the last first."""
    return list(Season.objects.filter(service_point=point).order_by("-first_on", "pk"))


def seasons_open(at: datetime) -> list[Season]:
    """Rounds in which groups may ask now, by the calendar of each place."""
    rows = Season.objects.filter(closes_on__gte=at.date() - _OTHER_DAY, published_at=None)
    found = rows.select_related("service_point").order_by("closes_on", "pk")
    return [each for each in found if each.opens_on <= local_day(at, each.service_point.zone) <= each.closes_on]


def rooms_for_season(point: ServicePoint) -> QuerySet[Resource]:
    """What groups may ask for at a point."""
    return resources().filter(service_point=point, kind__in=GIVEN)


def applications(of: Season) -> list[Application]:
    """Who asks, in the order of asking, with wishes and what was given."""
    rows = Application.objects.filter(season=of, withdrawn_at=None).select_related("person__patron")
    return list(rows.prefetch_related("wishes__resource", "allotments__resource").order_by("made_at", "pk"))


def applications_of(person_ids: Collection[int], of: Season) -> list[Application]:
    """What these persons ask for in a round."""
    return [row for row in applications(of) if row.person_id in person_ids]


def application(code: str) -> Application | None:
    return Application.objects.select_related("season__service_point").filter(code=code).first()


def wish(wish_id: int) -> Wish | None:
    return Wish.objects.select_related("application__season__service_point", "resource").filter(pk=wish_id).first()


def allotment(allotment_id: int) -> Allotment | None:
    return Allotment.objects.select_related("application__season__service_point").filter(pk=allotment_id).first()


@dataclass(frozen=True, slots=True)
class Placed:
    """What a group was given. ``collides``: another group was given a part of it too."""

    allotment: Allotment
    collides: bool


def placed(of: Season) -> list[Placed]:
    """Everything that was given in a round; two queries."""
    rows = Allotment.objects.filter(application__season=of, application__withdrawn_at=None)
    found = list(rows.select_related("application__season", "resource").order_by("weekday", "begins", "pk"))
    parents = parents_at(of.service_point_id)
    hours = [
        Hours(
            weekday=row.weekday,
            begins=row.begins,
            ends=row.ends,
            leaves=frozenset(rules.leaves(row.resource_id, parents)),
        )
        for row in found
    ]
    meet = rules.collisions(hours)
    return [Placed(row, place in meet) for place, row in enumerate(found)]


@dataclass(frozen=True, slots=True)
class SeasonCell:
    """A day of the week in one room: what was given, and wishes of groups that have nothing yet."""

    given: Sequence[Placed]
    wishes: Sequence[Wish]


@dataclass(frozen=True, slots=True)
class SeasonRow:
    """A room with its seven days."""

    room: Resource
    cells: Sequence[SeasonCell]


def weekday_names() -> list[str]:
    """The seven days in words, Monday first."""
    return [str(each) for each in WEEKDAYS]


def season_grid(of: Season) -> list[SeasonRow]:
    """Rooms by days of the week, with what was given and what is wished for."""
    given, rows = placed(of), applications(of)
    wishes = [wish for row in rows if not row.allotments.all() for wish in row.wishes.all()]
    sizes = {row.pk: row.people for row in rows}

    def cell(room: Resource, day: int) -> SeasonCell:
        own = [each for each in given if each.allotment.resource_id == room.pk and each.allotment.weekday == day]
        return SeasonCell(own, [each for each in wishes if each.weekday == day and _suits(each, room, sizes)])

    return [SeasonRow(room, [cell(room, day) for day in range(7)]) for room in rooms_for_season(of.service_point)]


def _suits(wish: Wish, room: Resource, sizes: dict[int, int]) -> bool:
    """True where a wish is for this room, or for any that has place for so many."""
    has_place = room.seats is None or room.seats >= sizes[wish.application_id]
    return wish.resource_id == room.pk or (wish.resource_id is None and has_place)


@dataclass(frozen=True, slots=True)
class SeasonDay:
    """A date of a group: booked, given back, or skipped for these reasons."""

    date: SeasonDate
    reasons: Sequence[WordedReason]

    @property
    def is_had(self) -> bool:
        return self.date.booking is not None and self.date.booking.state in {*rules.OPEN, rules.State.COMPLETED}


def season_days(of: Application) -> list[SeasonDay]:
    """Each date of a group, in order."""
    rows = SeasonDate.objects.filter(allotment__application=of).select_related("booking", "allotment__resource")
    return [SeasonDay(row, _worded(row.skipped)) for row in rows.order_by("on", "pk")]


def _worded(skipped: Sequence[tuple[str, dict[str, object]]]) -> Sequence[WordedReason]:
    if not skipped:
        return ()
    return BookingRefused(*(Reason(code, params) for code, params in skipped)).worded()


def is_of_season(booking_id: int) -> bool:
    """True for a date that a group has every week: it is told of all of them at once."""
    return SeasonDate.objects.filter(booking=booking_id).exists()
