"""Who registered from home in the last days: one who confirmed the address, one with a child, one seen before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pustakota.contexts.people import actions, queries
from pustakota.demo import places
from pustakota.foundation.actors import SYSTEM, VISITOR

DAYS = 30


@dataclass(frozen=True)
class Asking:
    """One registration: how many days ago, and how far it is."""

    name: str
    born_on: date
    address: str
    phone: str
    days_ago: float
    email: str = ""
    guardian: str = ""
    is_confirmed: bool = False
    is_proved: bool = True


ASKING = (
    Asking("Galih Prasetya", date(1999, 5, 3), "Jalan Kenari 4, Arunika", "0800 0009 9011", 3, "galih@contoh.example"),
    Asking(
        "Maria Goretti Wea",
        date(1987, 11, 20),
        "Jalan Melati 21, Arunika",
        "0800 0009 9012",
        1,
        "maria@contoh.example",
        is_confirmed=True,
    ),
    Asking("Kirana Ayu", date(2016, 2, 14), "Jalan Anggrek 9, Arunika", "0800 0009 9013", 0.3, guardian="Dewi Ayu"),
    Asking("Pak Sastro", date(1951, 8, 17), "Dusun Krajan", "0800 0009 9014", 0.2, is_proved=False),
)


def take_in_from_home(at: datetime) -> None:
    """The city gives provisional cards; some people asked for one."""
    types = {row.code: row for row in queries.patron_types()}
    point = places.service_points()[0]
    rule = actions.JoiningRule(
        library_id=point.library_id,
        provisional_type=types["sementara"],
        adult_type=types["umum"],
        child_type=types["anak"],
        days=DAYS,
    )
    actions.keep_joining_rule(rule=rule, by=SYSTEM)
    for each in ASKING:
        _ask(each, at - timedelta(days=each.days_ago))


def _ask(each: Asking, at: datetime) -> None:
    asked = actions.Applicant(
        name=each.name,
        born_on=each.born_on,
        home_point=places.service_points()[0],
        phone=each.phone,
        email=each.email,
        address=each.address,
        guardian_name=each.guardian,
        password="kartu-sementara",  # noqa: S106 -- a person who does not exist
    )
    if each.guardian:
        actions.join_child_from_home(
            asked=asked, guardian=None, is_proved=each.is_proved, language="id", by=VISITOR, at=at
        )
        return
    made = actions.join_from_home(asked=asked, is_proved=each.is_proved, language="id", at=at)
    if each.is_confirmed:
        actions.confirm_email(registration=made, at=at + timedelta(minutes=6))
