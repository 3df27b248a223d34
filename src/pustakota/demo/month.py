"""A month of the rooms, computers and lockers: who came, who did not, who sits where now, what is booked ahead."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import count, cycle
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as members
from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.actions import OpensBy
from pustakota.contexts.spaces.queries import Span
from pustakota.demo import people, places
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import Refusal

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Computer, Resource

DAYS = 28
CARDS = range(164, 216)
COMPUTERS = (
    ("Komputer 1", None, None), ("Komputer 2", None, None), ("Komputer 3", None, None), ("Komputer 4", None, None),
    ("Komputer Anak 1", None, 12), ("Komputer Anak 2", None, 12), ("Komputer Desain", 13, None),
)  # fmt: skip
SESSIONS_A_DAY = 5
ROOMS = {"Ruang Diskusi": 2, "Ruang Belajar Tirtasari": 1}
"""Which rooms are booked, and how often on a day that is over."""
PURPOSES = ("", "", "Kerja kelompok", "Diskusi buku", "Bimbingan skripsi", "Les bersama")
GOES = (("completed", 0.8), ("no_show", 0.1), ("cancelled", 0.1))


class Month:
    """The last weeks and the next ones, in turn by the same members."""

    def __init__(self, at: datetime) -> None:
        self.at, self.chance = at, Random("arunika month")
        self.main, self.branch = places.service_points()[:2]
        self.today = periods.local_day(at, self.main.zone)
        found = (members.patron_of_card(people.card(number)) for number in CARDS)
        self.patrons: Iterator[Patron] = cycle([patron for patron in found if patron is not None])

    def days(self) -> Iterator[date]:
        yield from (self.today - timedelta(days=n) for n in range(DAYS, 0, -1))

    def moment(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, datetime.min.time(), ZoneInfo(self.main.zone)) + timedelta(hours=hour)


def pass_a_month(at: datetime) -> None:
    """Everything of the month, the past first."""
    month = Month(at)
    machines = _computers(month.main, at)
    rooms = [each for each in queries.resources() if each.name in ROOMS]
    for day in month.days():
        for room in rooms:
            _room_on(month, room, day)
        _computers_on(month, machines, day)
        actions.end_what_is_over(at=month.moment(day, 23))
    _ahead(month, rooms)
    _now(month, machines)
    _lockers(month)
    actions.forget_days(by=SYSTEM, at=at)


def _computers(main: "ServicePoint", at: datetime) -> "list[Computer]":
    """Seven at the main library, two of them for children, one with programs for drawing."""
    booking = actions.add_policy(
        name="Komputer: 15 menit sampai 1 jam", step=15, shortest=15, longest=60, window_days=7, most_open=1, by=SYSTEM
    )
    plain = actions.keep_sitting_policy(name="Komputer umum", by=SYSTEM)
    child = actions.keep_sitting_policy(name="Komputer anak", day=60, session=30, more=15, by=SYSTEM)
    drawing = actions.keep_sitting_policy(name="Komputer desain", day=180, session=90, idle=20, by=SYSTEM)
    for name, youngest, oldest in COMPUTERS:
        policy = child if oldest else drawing if youngest else plain
        actions.add_computer(
            service_point=main,
            name=name,
            policy=policy,
            booking=booking,
            youngest=youngest,
            oldest=oldest,
            by=SYSTEM,
            at=at,
        )
    return list(queries.computers().filter(resource__service_point=main))


def _room_on(month: Month, room: "Resource", day: date) -> None:
    """A day that is over: most who booked came, some did not, some cancelled in time."""
    morning = month.moment(day, 6)
    free = queries.slots(room, day, at=morning)
    for span in month.chance.sample(free, min(ROOMS[room.name], len(free))):
        purpose = month.chance.choice(PURPOSES)
        booking = actions.book(
            resource=room, patron=next(month.patrons), span=span, by=SYSTEM, at=morning, purpose=purpose
        )
        goes = month.chance.choices([way for way, _share in GOES], [share for _way, share in GOES])[0]
        if goes == "completed":
            actions.check_in(booking=booking, by=SYSTEM, at=span.start + timedelta(minutes=month.chance.randint(0, 9)))
        elif goes == "cancelled":
            actions.cancel(booking=booking, by=SYSTEM, at=morning + timedelta(minutes=30))


def _computers_on(month: Month, machines: "list[Computer]", day: date) -> None:
    """Some sit down one after the other, each at a computer of their own."""
    spans = queries.opened(month.main, day, day)
    if not spans:
        return
    grown = [machine for machine in machines if machine.oldest is None]
    for place, machine in zip(range(SESSIONS_A_DAY), cycle(grown), strict=False):
        begins = spans[0].start + timedelta(minutes=50 + 100 * place + month.chance.randint(0, 30))
        lasts = timedelta(minutes=month.chance.randint(12, 58))
        with suppress(Refusal):  # it would begin too near to closing
            sitting = actions.sit_down(computer=machine, patron=next(month.patrons), by=SYSTEM, at=begins)
            actions.get_up(sitting=sitting, by=SYSTEM, at=begins + lasts)


def _ahead(month: Month, rooms: "list[Resource]") -> None:
    """The running week and the next: something on most days."""
    for ahead, room in zip(range(1, 15), cycle(rooms), strict=False):
        day = month.today + timedelta(days=ahead)
        free = queries.slots(room, day, at=month.at)
        for span in month.chance.sample(free, min(2, len(free))):
            _book(month, room, span)


def _book(month: Month, room: "Resource", span: Span) -> None:
    with suppress(Refusal):  # this member has something else then
        purpose = month.chance.choice(PURPOSES)
        actions.book(resource=room, patron=next(month.patrons), span=span, by=SYSTEM, at=month.at, purpose=purpose)


def _now(month: Month, machines: "list[Computer]") -> None:
    """Three sit at a computer, one is out of service; at night nobody does."""
    actions.take_out(computer=machines[-1], because="Papan ketik diganti", by=SYSTEM, at=month.at)
    if not organisation.is_open(month.main, month.at):
        return
    for machine, ago in zip(machines, (40, 25, 5), strict=False):
        with suppress(Refusal):
            begins = month.at - timedelta(minutes=ago)
            actions.sit_down(computer=machine, patron=next(month.patrons), by=SYSTEM, at=begins)


def _lockers(month: Month) -> None:
    """Lockers with keys and some with codes; some are taken, one since yesterday, one has lost its key."""
    actions.add_lockers(at_point=month.main, first=1, last=24, place="lobi, kiri pintu masuk", by=SYSTEM)
    actions.add_lockers(at_point=month.branch, first=1, last=8, place="dekat meja sirkulasi", by=SYSTEM)
    codes = count(4107, 613)
    actions.add_lockers(
        at_point=month.main, first=1, last=6, letter="A", place="ruang anak", opens_by=OpensBy.CODE, by=SYSTEM
    )
    rows = [row.locker for row in queries.lockers(month.main, at=month.at)]
    for locker in rows[-6:]:
        actions.change_locker(locker=locker, code=str(next(codes)), by=SYSTEM)
    before = month.today - timedelta(days=3)
    lost = actions.take_locker(locker=rows[6], by=SYSTEM, at=month.moment(before, 10))
    actions.free_locker(locker=lost.locker, by=SYSTEM, at=month.moment(before, 11), key_lost=True)
    yesterday = month.moment(month.today - timedelta(days=1), 15)
    actions.take_locker(locker=rows[9], patron=next(month.patrons), by=SYSTEM, at=yesterday)
    is_open = organisation.is_open(month.main, month.at)  # at night nobody has one, but for those not given back
    for place in (0, 1, 4) if is_open else ():
        patron = next(month.patrons) if place else None
        actions.take_locker(locker=rows[place], patron=patron, by=SYSTEM, at=month.at - timedelta(minutes=20))
