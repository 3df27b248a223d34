"""Staff and members of the city: all invented, with telephone numbers that nobody can have."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Literal, NamedTuple

from django.contrib.auth.hashers import make_password

from pustakota.contexts.people import actions, queries
from pustakota.demo import places
from pustakota.demo.names import Name, invented_names
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import Library, ServicePoint
    from pustakota.contexts.people.models import Patron, PatronType

CONSENT = "2025-01"
STREETS = ("Anggrek", "Bougenvil", "Cempaka", "Dahlia", "Flamboyan", "Kenanga", "Mawar", "Melati", "Seruni", "Teratai",
           "Merpati", "Kutilang", "Rinjani", "Bromo", "Serayu", "Brantas", "Pandan", "Kemuning",
           "Sawo", "Jambu")  # fmt: skip
VILLAGES = ("Tirtamaya", "Tirtasari", "Sumberpinus", "Kebonrejo", "Sumberjati", "Wanasari")

UNTOUCHED = range(1, 100)
"""Adults without loans, holds or blocks, for whoever tries the demo."""
GOOD = range(100, 220)
"""Adults in good standing: they may have a loan or a hold, none overdue."""
CHILDREN = range(220, 300)
OTHERS = range(300, 320)
EXPIRED = range(320, 332)
BLOCKED = range(332, 340)
MEMBERS = 339
REASONS_TO_BLOCK = ("kartu dilaporkan hilang", "buku rusak belum diganti", "alamat tidak lagi benar")


class Worker(NamedTuple):
    """A member of staff: a role, the index of the point where they sit, and how far the role reaches."""

    username: str
    name: str
    role: str
    station: int
    reach: Literal["everywhere", "library", "point"] = "everywhere"

    def place(self, point: "ServicePoint") -> "ServicePoint | Library | None":
        """Where the role is held, for somebody who sits at this point."""
        return {"everywhere": None, "library": point.library, "point": point}[self.reach]


STAFF = (
    Worker("kepala", "Retno Prabaningrum", "kepala", 0),
    Worker("pustakawan", "Gunarto Wicaksana", "pustakawan", 0),
    Worker("sirkulasi", "Tiur Hutasuhut", "sirkulasi", 0),
    Worker("pengatalog", "Ni Luh Sekarwangi", "pengatalog", 0),
    Worker("penyunting", "Yuda Baskara", "penyunting", 0),
    Worker("pelindung", "Ratna Wedhaswara", "pelindung_data", 0),
    Worker("layanan", "Endah Widyastuti", "pustakawan", 0, reach="library"),
    Worker("cabang", "Asih Rukmini", "sirkulasi", 1, reach="point"),
    Worker("rumahdaun", "Marni", "pengelola_titik", 2, reach="point"),
    Worker("pusling", "Togar Pakpahan", "sirkulasi", 3, reach="point"),
    Worker("sumberjati", "Kasdi", "pengelola_titik", 4, reach="point"),
)
DESKS = ("sirkulasi", "cabang", "rumahdaun", "pusling", "sumberjati")
"""Who stands at the desk of each point."""


def card(number: int) -> str:
    """``A0001`` and so on."""
    return f"A{number:04d}"


def hire_staff(password: str, at: datetime) -> None:
    """The people behind the desks, with the demo's password."""
    points = places.service_points()
    password_hash = make_password(password)
    for worker in STAFF:
        point = points[worker.station]
        actions.add_staff(
            username=worker.username,
            name=worker.name,
            password_hash=password_hash,
            roles=[(worker.role, worker.place(point))],
            station=point,
            by=SYSTEM,
            at=at,
        )


class Registry:
    """Registers members; the password is hashed once, since all share it."""

    def __init__(self, password: str, at: datetime, chance: Random) -> None:
        self.at, self.chance = at, chance
        self.password_hash = make_password(password)
        self.points = places.service_points()
        self.types: dict[str, PatronType] = {row.code: row for row in queries.patron_types()}
        self.today = periods.local_day(at, self.points[0].zone)

    def adult(self, number: int, name: Name, type_code: str, *, days_ago: int) -> "Patron":
        """An adult with an account."""
        registered = actions.register_member(
            name=name.full,
            call_name=name.call,
            type=self.types[type_code],
            home_point=self.home(),
            born_on=self.born(21, 74),
            phone=f"080000{number:06d}",
            address=self.address(),
            password_hash=self.password_hash,
            card_number=card(number),
            by=SYSTEM,
            at=self.at - timedelta(days=days_ago),
        )
        return registered.patron

    def child(self, number: int, name: Name, guardian: "Patron") -> "Patron":
        """A child with a card of its own, whose guardian acts for it."""
        born_on = self.born(5, 16)
        registered = actions.register_child(
            name=name.full,
            call_name=name.call,
            guardian=guardian.person,
            consent_text=CONSENT,
            type=self.types["anak" if born_on.year > self.today.year - 12 else "pelajar"],
            home_point=guardian.home_point,
            born_on=born_on,
            card_number=card(number),
            by=SYSTEM,
            at=self.at - timedelta(days=self.chance.randint(95, 200)),
        )
        return registered.patron

    def home(self) -> "ServicePoint":
        (point,) = self.chance.choices(self.points, [place.share for place in places.PLACES])
        return point

    def born(self, youngest: int, oldest: int) -> date:
        return self.today - timedelta(days=round(self.chance.uniform(youngest + 0.1, oldest) * 365.25))

    def address(self) -> str:
        street, village = self.chance.choice(STREETS), self.chance.choice(VILLAGES)
        number, rt, rw = self.chance.randint(1, 140), self.chance.randint(1, 9), self.chance.randint(1, 12)
        return f"Jalan {street} {number}, RT {rt:02d}/RW {rw:02d}, {village}"


def register_members(password: str, at: datetime, chance: Random, *, authors: frozenset[str]) -> None:
    """Everybody from A0001 on; none bears the name of an author in the catalogue."""
    registry = Registry(password, at, chance)
    names = iter(invented_names(chance, MEMBERS, but_not=authors))
    adults = [registry.adult(n, next(names), "umum", days_ago=chance.randint(1, 300)) for n in UNTOUCHED]
    adults += [registry.adult(n, next(names), "umum", days_ago=chance.randint(95, 400)) for n in GOOD]
    guardians = _guardians(adults, chance)
    for n in CHILDREN:
        registry.child(n, next(names), next(guardians))
    for n in OTHERS:
        registry.adult(n, next(names), "guru" if n % 2 else "umum", days_ago=chance.randint(95, 400))
    for n in (*EXPIRED, *BLOCKED):
        years_ago = 366 * 2 + chance.randint(5, 80) if n in EXPIRED else chance.randint(95, 400)
        registry.adult(n, next(names), "umum", days_ago=years_ago)


def _guardians(adults: "list[Patron]", chance: Random) -> "Iterator[Patron]":
    """A guardian per child: most of those in good standing have one or two, a few of the untouched have one."""
    yield from adults[1:13]
    good = adults[len(UNTOUCHED) :]
    while True:
        yield chance.choice(good)


def block_some(chance: Random) -> None:
    """A few memberships are blocked, for reasons that the member is told."""
    for n in BLOCKED:
        patron = queries.patron_of_card(card(n))
        assert patron is not None
        actions.block_patron(patron=patron, because=chance.choice(REASONS_TO_BLOCK), by=SYSTEM)
