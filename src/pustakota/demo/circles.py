"""Reading circles: members who hand the same titles on, and agreed that others may learn what goes together."""

from datetime import datetime, timedelta
from typing import NamedTuple

from pustakota.contexts.circulation import actions, queries
from pustakota.demo.history import Day
from pustakota.foundation.actors import SYSTEM

EVERY, LAST = 4, 56
"""A circle meets every so many days, and for the last time this many days after the lending began."""


class Circle(NamedTuple):
    """Numbers of cards, and the titles that are read."""

    members: range
    titles: tuple[str, ...]


CIRCLES = (
    Circle(
        range(100, 108),
        ("Teater Indonesia", "Rendra dan teater modern Indonesia", "Sesuatu Indonesia", "Priayi abangan"),
    ),
    Circle(
        range(108, 116),
        (
            "Sejarah kebudayaan Indonesia",
            "Sejarah kota-kota lama di Jawa Barat",
            "Sejarah Sulawesi Selatan",
            "Monumen dan patung di Jakarta",
        ),
    ),
    Circle(
        range(116, 124),
        ("Ratu Kidul", "Omah", "Kehidupan dunia keraton Surakarta, 1830-1939", "Restrukturisasi budaya Jawa"),
    ),
)


def meet(day: Day) -> None:
    """On a day of meeting everybody brings back what was read, and takes the next title home."""
    passed = (day.on - day.city.first).days
    if passed % EVERY or passed > LAST or day.city.points[0] not in day.open:
        return
    for circle in CIRCLES:
        _hand_on(day, circle, turn=passed // EVERY)


def _hand_on(day: Day, circle: Circle, *, turn: int) -> None:
    main = day.city.points[0]
    at = day.moment(main, 0.9)
    keys = {day.city.named[title] for title in circle.titles if title in day.city.named}
    own = {day.city.members[number].pk for number in circle.members}
    for loan in queries.loans_still_out():
        if loan.item.record_id in keys and loan.whose_id in own:
            day.check_in(loan.item, main, at)
    there = {item.record_id: item for item in day.city.shelves[main.pk].values() if item.record_id in keys}
    for place, key in enumerate(sorted(there)):
        number = circle.members[(turn + place) % len(circle.members)]
        day.check_out(there[key], day.city.members[number], main, at + timedelta(minutes=1 + place))


def reckon(at: datetime) -> None:
    """What the circles borrowed together, as the worker reckons it every night."""
    actions.reckon_also_borrowed(by=SYSTEM, at=at)
