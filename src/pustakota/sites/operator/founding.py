"""The first steps of an installation: library, first service point with its hours, first administrator."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from holidays import GOVERNMENT, PUBLIC, country_holidays

from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.organisation import actions as organisation
from pustakota.contexts.organisation import queries as organisations
from pustakota.contexts.organisation.actions import HoursKind, Interval, PointKind
from pustakota.contexts.people import actions as people
from pustakota.contexts.people import queries as person_queries
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import Refusal
from pustakota.foundation.reasons import Reason
from pustakota.sites.operator import first_code
from pustakota.sites.pages import actions as pages

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import Library

Week = Mapping[int, Sequence[Interval]]
ZONES = {
    "Asia/Jakarta": _("WIB – Sumatra, Java, West and Central Kalimantan"),
    "Asia/Makassar": _("WITA – Bali, Nusa Tenggara, Sulawesi, South, East and North Kalimantan"),
    "Asia/Jayapura": _("WIT – Maluku, Papua"),
}
ITEM_TYPES = {"buku": "Buku", "referensi": "Referensi"}
PATRON_TYPES = {"umum": "Umum", "pelajar": "Pelajar", "anak": "Anak", "sementara": "Sementara"}
ROLE = "kepala"
"""What the first administrator may do: everything, so that a library of one person can lend at once."""
_DAYS = re.compile(r"([1-7])(?:-([1-7]))?\s+(\d{1,2})[:.](\d{2})-(\d{1,2})[:.](\d{2})")


class FoundingRefused(Refusal):
    """A library that cannot be founded so."""

    WORDS = {
        "already_founded": _("There is a library already: %(name)s."),
        "hours_unclear": _("The hours “%(given)s” are not understood. Write them like: 1-5 08:00-16:00, 6 08:00-12:00"),
        "never_open": _("Give the opening hours of at least one day: due dates fall on open days only."),
        "password_weak": _("The password will not do: %(why)s"),
        "name_missing": _("Give the library, its first service point and the administrator each a name."),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What is asked at the first start. ``week``: 0 = Monday; days left out are closed."""

    library: str
    short_name: str
    point: str
    zone: str
    week: Week
    admin_name: str
    username: str
    password: str = field(repr=False)
    email: str = ""
    address: str = ""


@transaction.atomic
def found(founding: Founding, *, at: datetime) -> None:
    """Found the library, or refuse with every reason at once. It can be done once only."""
    if reasons := _reasons_against(founding):
        raise FoundingRefused(*reasons)
    library = organisation.add_library(name=founding.library, short_name=founding.short_name, by=SYSTEM)
    point = organisation.add_service_point(
        library=library,
        code="pusat",
        name=founding.point,
        kind=PointKind.MAIN,
        zone=founding.zone,
        address=founding.address,
        by=SYSTEM,
        at=at,
    )
    organisation.set_week(point=point, week=founding.week, by=SYSTEM, at=at)
    year = periods.local_day(at, founding.zone).year
    organisation.set_holidays(holidays=holidays_of(range(year, year + 2)), by=SYSTEM)
    for code, name in ITEM_TYPES.items():
        catalogue.add_item_type(code=code, name=name, by=SYSTEM)
    for code, name in PATRON_TYPES.items():
        people.add_patron_type(code=code, name=name, by=SYSTEM)
    _take_in_from_home(library, on=periods.local_day(at, founding.zone))
    people.add_staff(
        username=founding.username,
        name=founding.admin_name,
        password=founding.password,
        roles=[(ROLE, None)],
        station=point,
        email=founding.email or None,
        by=SYSTEM,
        at=at,
    )
    pages.make_first_pages(library=founding.short_name, by=SYSTEM, at=at)
    transaction.on_commit(first_code.forget)


def _take_in_from_home(library: "Library", *, on: date) -> None:
    """People register on the site and may reserve two titles until somebody at the desk has seen them."""
    types = {row.code: row for row in person_queries.patron_types()}
    provisional = types["sementara"]
    row = circulation.PolicyRow(
        name=provisional.name, patron_type=provisional, max_loans=0, max_holds=2, max_renewals=0, valid_from=on
    )
    circulation.add_policy(row=row, by=SYSTEM)
    rule = people.JoiningRule(
        library=library, provisional_type=provisional, adult_type=types["umum"], child_type=types["anak"]
    )
    people.keep_joining_rule(rule=rule, by=SYSTEM)


def _reasons_against(founding: Founding) -> list[Reason]:
    reasons = []
    if there := organisations.libraries().first():
        reasons.append(Reason("already_founded", {"name": there.name}))
    if not all((founding.library, founding.short_name, founding.point, founding.admin_name, founding.username)):
        reasons.append(Reason("name_missing"))
    if not any(founding.week.values()):
        reasons.append(Reason("never_open"))
    try:
        validate_password(founding.password)
    except ValidationError as weak:
        reasons.append(Reason("password_weak", {"why": " ".join(weak.messages)}))
    return reasons


def holidays_of(years: range) -> dict[date, tuple[HoursKind, str]]:
    """Public holidays and collective leave of Indonesia; where both fall on a day, the public one."""
    leave = country_holidays("ID", years=years, categories=(GOVERNMENT,), language="id")
    public = country_holidays("ID", years=years, categories=(PUBLIC,), language="id")
    return {on: (HoursKind.COLLECTIVE_LEAVE, name) for on, name in leave.items()} | {
        on: (HoursKind.NATIONAL_HOLIDAY, name) for on, name in public.items()
    }


def week_of(given: str) -> Week:
    """``1-5 08:00-16:00, 6 08:00-12:00`` (1 = Monday); a day may be named twice, for a break between."""
    week: dict[int, list[Interval]] = {}
    for part in filter(None, (part.strip() for part in given.split(","))):
        match = _DAYS.fullmatch(part)
        if match is None:
            raise FoundingRefused(Reason("hours_unclear", {"given": part}))
        first, last = int(match[1]), int(match[2] or match[1])
        interval = _interval(part, match)
        for day in range(first, last + 1):
            week.setdefault(day - 1, []).append(interval)
    return week


def _interval(part: str, match: re.Match[str]) -> Interval:
    try:
        return Interval(time(int(match[3]), int(match[4])), time(int(match[5]), int(match[6])))
    except ValueError as wrong:
        raise FoundingRefused(Reason("hours_unclear", {"given": part})) from wrong
