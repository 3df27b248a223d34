"""What people agreed to, a school with a class, two entries of one person, and loans that nobody's name stands on."""

from datetime import date, datetime, timedelta
from itertools import zip_longest
from random import Random
from typing import TYPE_CHECKING

from pustakota.contexts.circulation import actions as circulation_actions
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.people import actions, queries
from pustakota.demo import people, places
from pustakota.demo.names import invented_names
from pustakota.foundation import periods
from pustakota.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pustakota.contexts.people.models import Patron

KEEP_HISTORY = range(100, 130)
"""Members who wish to keep a list of what they read, and let it help others."""
HEARD_OF = range(130, 160)
"""Members who agreed to messages by e-mail or WhatsApp."""
TWICE, SECOND_CARD = 305, "A0340"
"""Who is registered twice, and the card of the second entry."""
PUPILS = 8
FIRST_NUMBER = 9_000
"""Telephone numbers of the pupils' homes begin here, behind those of the members."""
SCHOOL, AGREEMENT, CLASS = "SD Negeri Tirtamaya 2", "12/PKS/Perpus/2026", "5A"
AT_ONCE = 400


def agree(at: datetime) -> None:
    """Some members agree to something, long before the days of lending begin."""
    for number in (*KEEP_HISTORY, *HEARD_OF):
        purposes = ("loan_history", "also_borrowed") if number in KEEP_HISTORY else ("email", "whatsapp", "news")
        for purpose in purposes:
            person = _patron(number).person
            actions.give_consent(person=person, purpose=purpose, by=SYSTEM, at=at, how=actions.How.DEMO)


def found_school(at: datetime, *, authors: frozenset[str]) -> None:
    """A school by the main library with an agreement and one class, brought in from its list."""
    point, chance = places.service_points()[0], Random("arunika school")
    today = periods.local_day(at, point.zone)
    ends_on = date(today.year + 1, 7, 31)
    school = actions.keep_organisation(
        organisation=actions.Organisation(name=SCHOOL, agreement=AGREEMENT, agreement_ends_on=ends_on), by=SYSTEM
    )
    names = invented_names(chance, PUPILS * 2, but_not=authors)
    lines = [
        f"{pupil.full};{pupil.call};{_birthday(today, chance):%d/%m/%Y};{parent.full};080000{number:06d};ya"
        for number, (pupil, parent) in enumerate(zip(names[:PUPILS], names[PUPILS:], strict=True), FIRST_NUMBER)
    ]
    (kind,) = (each for each in queries.patron_types() if each.code == "pelajar")
    year = today.year if today.month >= 7 else today.year - 1
    actions.bring_in_class(
        organisation=school,
        name=CLASS,
        school_year=f"{year}/{year + 1}",
        text="\n".join(lines),
        type=kind,
        home_point=point,
        by=SYSTEM,
        at=at,
    )


def _birthday(today: date, chance: Random) -> date:
    return today - timedelta(days=chance.randint(10 * 365 + 30, 11 * 365))


def register_twice(at: datetime) -> None:
    """Somebody forgot the card and was registered once more: the desk lists the pair."""
    known = _patron(TWICE)
    actions.register_member(
        name=known.person.name,
        call_name=known.person.call_name,
        born_on=known.person.born_on,
        phone=known.person.phone,
        type=known.type,
        home_point=places.service_points()[1],
        card_number=SECOND_CARD,
        by=SYSTEM,
        at=at,
    )


def part_from_members(at: datetime) -> None:
    """What was returned long enough ago has no name on it any more, as the worker does it every night."""
    before = circulation.parted_before(at)
    loans = list(circulation.loans_to_part(before=before).values_list("pk", flat=True))
    holds = list(circulation.holds_to_part(before=before).values_list("pk", flat=True))
    for some_loans, some_holds in zip_longest(_chunks(loans), _chunks(holds), fillvalue=()):
        circulation_actions.part_ended(loan_ids=some_loans, hold_ids=some_holds, by=SYSTEM, at=at)


def _chunks(keys: list[int]) -> "list[Sequence[int]]":
    return [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]


def _patron(number: int) -> "Patron":
    patron = queries.patron_of_card(people.card(number))
    assert patron is not None
    return patron
