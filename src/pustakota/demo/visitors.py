"""Who came on each of the ninety days, and what was read on the spot – with the gaps that every city has."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from pustakota.contexts.insights import actions as insights
from pustakota.contexts.insights import queries as figures
from pustakota.contexts.visits import actions
from pustakota.contexts.visits import queries as visits
from pustakota.contexts.visits.actions import Heads, Level, Method, NotedIn
from pustakota.demo import places
from pustakota.demo.history import VISITS, City, Day
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint

GUESTS_PER_LOAN = 2.6
MEMBERS_A_DAY = 8
GROUP_CHANCE = 0.12
SILENT: Mapping[str, float] = {"pasar-sore": 0.25, "sumberjati": 0.2, "rumah-daun": 0.08}
"""How often nobody at a point writes anything down."""
LEVELS = ((Level.EARLY, 0.08), (Level.CHILD, 0.27), (Level.TEEN, 0.24), (Level.ADULT, 0.34), (Level.ELDER, 0.07))
GATE, GATE_DAYS = "tirtasari", 14
SCHOOLS = ("SDN Tirtamaya 1", "SDN Sumberpinus 2", "SMPN 4 Arunika", "TK Melati", "MI Nurul Huda")


def come(city: City, day: Day) -> None:
    """People come to the points that are open; at most of them somebody counts."""
    chance = Random(f"arunika visitors {(day.on - city.first).days}")
    shares = {place.code: place.share for place in places.PLACES}
    counting = [point for point in day.open if chance.random() >= SILENT.get(point.code, 0.0)]
    for point in counting:
        expected = VISITS[day.on.weekday()] * shares[point.code] * GUESTS_PER_LOAN * chance.uniform(0.7, 1.35)
        for moment in (0.35, 0.8):
            _guests(point, round(expected / 2), by_day=day, at=day.moment(point, moment), chance=chance)
        if chance.random() < GROUP_CHANCE:
            _school_class(point, day, chance)
        _reading(point, round(expected * 0.6), day, chance)
    _members(city, day, counting, chance)


def _guests(point: "ServicePoint", number: int, *, by_day: Day, at: datetime, chance: Random) -> None:
    heads = [_split(level, round(number * share * chance.uniform(0.6, 1.4)), chance) for level, share in LEVELS]
    if any(part.people for part in heads):
        by = by_day.desk(point)
        actions.note_guests(heads=heads, at_point=point, by=by, at=at, source=NotedIn.DEMO)


def _split(level: Level, number: int, chance: Random) -> Heads:
    female = round(number * chance.uniform(0.45, 0.62))
    return Heads(level, female=female, male=number - female)


def _school_class(point: "ServicePoint", day: Day, chance: Random) -> None:
    number = chance.randint(18, 36)
    heads = [_split(Level.CHILD, number, chance), Heads(Level.ADULT, female=1, male=1)]
    actions.note_guests(
        heads=heads,
        at_point=point,
        by=day.desk(point),
        at=day.moment(point, 0.2),
        source=NotedIn.DEMO,
        is_group=True,
        group_name=chance.choice(SCHOOLS),
    )


def _members(city: City, day: Day, counting: "list[ServicePoint]", chance: Random) -> None:
    """Some scan their card."""
    if not counting:
        return
    for number in chance.sample(list(city.members), MEMBERS_A_DAY):
        patron = city.members[number]
        point = patron.home_point if patron.home_point in counting else counting[0]
        at, by = day.moment(point), day.desk(point)
        actions.note_member_visit(patron=patron, at_point=point, by=by, at=at, source=NotedIn.DEMO)


def _reading(point: "ServicePoint", number: int, day: Day, chance: Random) -> None:
    shelf = list(day.city.shelves[point.pk].values())
    for item in chance.sample(shelf, min(len(shelf), chance.randint(0, 2))):
        at, by = day.moment(point, 0.9), day.desk(point)
        actions.note_reading(item=item, at_point=point, by=by, at=at, source=NotedIn.DEMO)
    if number:
        actions.note_other_reading(
            copies=number,
            at_point=point,
            by=day.desk(point),
            at=day.moment(point, 0.95),
            source=NotedIn.DEMO,
            method=chance.choice((Method.COUNT, Method.COUNT, Method.ESTIMATE)),
        )


def count_at_a_gate(city: City, at: datetime) -> None:
    """One branch has had a counter at its door for two weeks: more came than stand in its guest book."""
    point = next(point for point in city.points if point.code == GATE)
    today = periods.local_day(at, point.zone)
    days = [today - timedelta(days=number) for number in range(1, GATE_DAYS + 1)]
    in_book = visits.people_in_book(point, days)
    lines = [
        actions.GateLine(number, "", on, in_book[on] + in_book[on] // 6 + 2)
        for number, on in enumerate(sorted(in_book), 1)
    ]
    actions.note_gate_counts(lines=lines, at_point=point, by=SYSTEM, at=at)


def close_a_month(city: City, at: datetime) -> None:
    """The head of the library has closed the month before last."""
    month = figures.month_of(periods.local_day(at, city.points[0].zone))
    insights.close_period(period=month.before().before(), by=SYSTEM, at=at)
