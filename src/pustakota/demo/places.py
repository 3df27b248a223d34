"""The library of Kota Arunika, its five service points, their hours, and the holidays of the country."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from holidays import GOVERNMENT, PUBLIC, country_holidays

from pustakota.contexts.organisation import actions, queries
from pustakota.contexts.organisation.actions import Brand, HoursKind, Interval, PointKind
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint

LIBRARY = ("Perpustakaan Kota Arunika", "Arunika")
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
Week = Mapping[int, Sequence[Interval]]


def _from(opens: str, closes: str) -> Interval:
    return Interval(time.fromisoformat(opens), time.fromisoformat(closes))


class Place(NamedTuple):
    """A service point to be founded, and the part of the city's lending that happens there.

    ``position``: latitude and longitude in degrees; the city is invented, so it lies in the sea south of Java.
    """

    code: str
    name: str
    kind: PointKind
    address: str
    phone: str
    week: Week
    share: float
    position: tuple[float, float]


PLACES = (
    Place(
        "pusat",
        "Perpustakaan Kota Arunika",
        PointKind.MAIN,
        "Jalan Taman Pustaka 1, Kelurahan Tirtamaya",
        "+628000000001",
        {
            **dict.fromkeys(range(MONDAY, SATURDAY), (_from("08:00", "20:00"),)),
            **dict.fromkeys((SATURDAY, SUNDAY), (_from("08:00", "17:00"),)),
        },
        0.56,
        (-9.412, 112.601),
    ),
    Place(
        "tirtasari",
        "Cabang Tirtasari",
        PointKind.BRANCH,
        "Jalan Cempaka 27, Kelurahan Tirtasari",
        "+628000000002",
        {
            **dict.fromkeys((TUESDAY, WEDNESDAY, THURSDAY), (_from("09:00", "12:00"), _from("13:00", "17:00"))),
            FRIDAY: (_from("09:00", "11:30"), _from("13:30", "17:00")),
            SATURDAY: (_from("09:00", "15:00"),),
            SUNDAY: (_from("09:00", "13:00"),),
        },
        0.22,
        (-9.437, 112.634),
    ),
    Place(
        "rumah-daun",
        "TBM Rumah Daun",
        PointKind.READING_GARDEN,
        "Gang Melati 4, Kelurahan Sumberpinus",
        "+628000000003",
        {
            **dict.fromkeys(range(MONDAY, SATURDAY), (_from("15:00", "18:00"),)),
            SATURDAY: (_from("09:00", "12:00"), _from("15:00", "18:00")),
        },
        0.09,
        (-9.389, 112.622),
    ),
    Place(
        "pasar-sore",
        "Pusling: Halte Pasar Sore",
        PointKind.VAN_STOP,
        "Halaman Pasar Sore, Kelurahan Kebonrejo",
        "",
        {WEDNESDAY: (_from("09:00", "11:30"),), SATURDAY: (_from("08:30", "11:30"),)},
        0.05,
        (-9.431, 112.566),
    ),
    Place(
        "sumberjati",
        "Perpustakaan Desa Sumberjati",
        PointKind.VILLAGE,
        "Balai Desa Sumberjati, RT 02/RW 01",
        "+628000000005",
        {
            **dict.fromkeys(range(MONDAY, FRIDAY), (_from("08:00", "14:00"),)),
            FRIDAY: (_from("08:00", "11:00"),),
        },
        0.08,
        (-9.352, 112.548),
    ),
)
OPEN_ON_HOLIDAYS = (_from("10:00", "15:00"),)
"""The main library is open every day of the year."""


def found_places(at: datetime) -> None:
    """The library, its points and their weeks."""
    name, short_name = LIBRARY
    library = actions.add_library(name=name, short_name=short_name, by=SYSTEM)
    tone = Brand(name=name, short_name=short_name, closing="Sampai jumpa di antara rak!", salutation="warm")
    actions.set_brand(library=library, brand=tone, by=SYSTEM, at=at)
    for place in PLACES:
        point = actions.add_service_point(
            library=library,
            code=place.code,
            name=place.name,
            kind=place.kind,
            address=place.address,
            phone=place.phone,
            position=place.position,
            by=SYSTEM,
            at=at,
        )
        actions.set_week(point=point, week=place.week, by=SYSTEM, at=at)


def keep_holidays(at: datetime) -> None:
    """Public holidays and collective leave of last year, this year and the next."""
    points = service_points()
    today = periods.local_day(at, points[0].zone)
    days = holidays_of(range(today.year - 1, today.year + 2))
    actions.set_holidays(holidays=days, by=SYSTEM)
    for on, (_kind, name) in days.items():
        actions.set_date(point=points[0], on=on, intervals=OPEN_ON_HOLIDAYS, reason=name, by=SYSTEM, at=at)


def holidays_of(years: range) -> dict[date, tuple[HoursKind, str]]:
    """Each holiday of the country with its name in Indonesian; where both fall on a day, the public one."""
    leave = country_holidays("ID", years=years, categories=(GOVERNMENT,), language="id")
    public = country_holidays("ID", years=years, categories=(PUBLIC,), language="id")
    return {on: (HoursKind.COLLECTIVE_LEAVE, name) for on, name in leave.items()} | {
        on: (HoursKind.NATIONAL_HOLIDAY, name) for on, name in public.items()
    }


def service_points() -> "list[ServicePoint]":
    """The five points, in the order of ``PLACES``."""
    return list(queries.service_points())
