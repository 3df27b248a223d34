"""The picture that a visitor finds: what is ready, what is waited for, what ran out, who is blocked."""

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from pustakota.contexts.circulation import actions, queries
from pustakota.demo import people
from pustakota.demo.history import City, Day
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Item

READY, TO_PULL, QUEUES, LONGEST_QUEUE = 9, 10, 8, 4
OVERNIGHT = timedelta(hours=3)


def last_evening(city: City) -> None:
    """Before closing, what somebody waited for was put on the pick-up shelf of the main library."""
    main = city.points[0]
    evening = Day(city, city.last)
    missing = max(READY - queries.hold_shelf(main).count(), 0)
    at = evening.moment(main, 0.9)
    who = evening.chance.sample([*people.OTHERS, *people.GOOD], missing * 3)
    for item, number in zip(_free_favourites(city, missing * 3), who, strict=True):
        if queries.hold_shelf(main).count() < READY and _is_home(city, number):
            evening.place_hold(item.record_id, number, at - timedelta(hours=5))
            evening.check_in(item, main, at)


def this_morning(city: City, at: datetime) -> None:
    """What happened since: some holds ran out, reservations came in overnight, a few members were blocked."""
    chance = Random("arunika morning")
    today = Day(city, city.last)
    for hold in queries.holds_to_expire(at=at):
        actions.expire_hold(hold=hold, by=SYSTEM, at=at)
    people.block_some(chance)
    wishes = [(item.record_id, chance.choice(people.OTHERS)) for item in _free_favourites(city, TO_PULL)]
    for record_id in _favourites_that_are_out(city):
        crowd = chance.sample(list(people.GOOD), chance.randint(1, LONGEST_QUEUE))
        wishes += [(record_id, number) for number in crowd]
    for n, (record_id, number) in enumerate(wishes):
        today.place_hold(record_id, number, at - OVERNIGHT + OVERNIGHT * n / len(wishes))


def _is_home(city: City, number: int) -> bool:
    """True for a member whose holds are collected at the main library."""
    return city.members[number].home_point_id == city.points[0].pk


def _free_favourites(city: City, count: int) -> "list[Item]":
    """Copies on the shelf of the main library that people ask for most."""
    shelf = city.shelves[city.points[0].pk].values()
    by_favour = sorted(shelf, key=lambda item: (-city.titles[item.record_id].favour, item.pk))
    return by_favour[:count]


def _favourites_that_are_out(city: City) -> list[int]:
    """Titles on loan that people ask for most."""
    out = {loan.item.record_id for loan in queries.loans_still_out()}
    return sorted(out, key=lambda record_id: (-city.titles[record_id].favour, record_id))[:QUEUES]
