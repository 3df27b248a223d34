"""From when until when one registers: residents first where the library says so, a household for so many."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pustakota.contexts.people.models import Household, Patron
from pustakota.contexts.programmes import actions, queries, rules
from pustakota.contexts.programmes.errors import RegistrationRefused
from pustakota.contexts.programmes.models import Occurrence
from pustakota.contexts.programmes.rules import Residency, Window
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.factories.moments import NOW
from tests.factories.people import a_child, a_member_acting, a_patron, an_actor
from tests.factories.programmes import BEGINS, a_programme, an_occurrence
from tests.refusals import reasons

DAY = timedelta(days=1)
OPENS, FIRST = BEGINS - 3 * DAY, BEGINS - 5 * DAY
CITY = Residency(type_codes=["umum"], address_words=["Batu", "Desa Junrejo"])
ASKED = rules.Asked(mode=rules.Mode.OPEN, is_published=True, at=OPENS, starts_at=BEGINS, opens_at=OPENS, free=3)


@pytest.mark.parametrize(
    ("type_code", "addresses", "expected"),
    [
        ("umum", [], True),
        ("luar", [], False),
        ("luar", ["Jl. Diponegoro 3, Batu"], True),
        ("luar", ["Jl. BATU Raya 3, Malang"], True),  # a word is a word: the library chooses words that are its own
        ("luar", ["Jl. Batuah 3, Samarinda"], False),
        ("luar", ["RT 2, desa  junrejo"], True),
        ("luar", ["Junrejo", "Desa Beji"], False),
        ("luar", ["Malang", "Kota Batu"], True),
        ("luar", [""], False),
    ],
)
def test_who_is_a_resident(type_code: str, addresses: list[str], *, expected: bool) -> None:
    assert rules.is_resident(CITY, type_code=type_code, addresses=addresses) is expected
    assert not rules.is_resident(Residency(address_words=["", " "]), type_code=type_code, addresses=addresses)


@pytest.mark.parametrize(
    ("at", "residents_at", "is_resident", "said"),
    [
        (OPENS, None, False, []),
        (OPENS - DAY, None, True, [("not_open_yet", OPENS)]),
        (OPENS - DAY, FIRST, True, []),
        (OPENS - DAY, FIRST, False, [("residents_first", OPENS)]),
        (FIRST - DAY, FIRST, True, [("not_open_yet", FIRST)]),
        (FIRST - DAY, FIRST, False, [("not_open_yet", OPENS)]),
        (OPENS, FIRST, False, []),
    ],
)
def test_when_it_opens_for_whom(
    at: datetime, residents_at: datetime | None, said: list[tuple[str, datetime]], *, is_resident: bool
) -> None:
    asked = replace(ASKED, at=at, residents_at=residents_at, is_resident=is_resident)
    found = rules.reasons_not_to_register(asked)
    assert [(reason.code, reason.facts["opens_at"]) for reason in found] == said
    assert rules.reasons_not_to_register(replace(asked, by_staff=True)) == ()


@pytest.mark.parametrize(("others", "party", "full"), [(0, 3, False), (1, 2, False), (2, 2, True), (3, 1, True)])
def test_a_household_gets_so_many_seats(others: int, party: int, *, full: bool) -> None:
    asked = replace(ASKED, household=others, party=party, most_in_party=4, most_in_household=3)
    assert [reason.code for reason in rules.reasons_not_to_register(asked)] == (["household_full"] if full else [])


@pytest.mark.parametrize(
    ("window", "codes"),
    [
        (Window(), []),
        (Window(opens_at=OPENS, residents_at=FIRST, closes_at=BEGINS), []),
        (Window(residents_at=FIRST), ["residents_not_first"]),
        (Window(opens_at=FIRST, residents_at=FIRST), ["residents_not_first"]),
        (Window(opens_at=BEGINS), ["opens_too_late"]),
        (Window(opens_at=OPENS, closes_at=FIRST), ["opens_too_late"]),
        (Window(opens_at=OPENS, residents_at=BEGINS), ["residents_not_first"]),
        (Window(residents_at=FIRST, closes_at=BEGINS + DAY), ["residents_not_first", "closes_too_late"]),
    ],
)
def test_what_is_wrong_with_a_window_is_said_at_once(window: Window, codes: list[str]) -> None:
    assert [reason.code for reason in rules.reasons_against_window(window, starts_at=BEGINS)] == codes


def registers(occurrence: Occurrence, patron: Patron, at: datetime) -> Callable[[], object]:
    by = a_member_acting(patron)
    return lambda: actions.register(occurrence=occurrence, person=patron.person, by=by, at=at)


@pytest.mark.django_db
@pytest.mark.usefixtures("in_english")
class TestResidents:
    def test_residents_register_first_and_others_read_from_when_they_can(self) -> None:
        programme = a_programme(opens_before=3, residents_before=2, closes_before=60)
        occurrence, point = an_occurrence(programme), programme.service_point
        assert (occurrence.opens_at, occurrence.residents_at) == (OPENS, FIRST)
        assert occurrence.closes_at == BEGINS - timedelta(hours=1)
        here, away = a_patron(), a_patron()
        here.person.address, away.person.address = "Jl. Panglima Sudirman 7, Batu", "Jl. Ijen 1, Malang"
        for patron in (here, away):
            patron.person.save()
        actions.say_residents(
            library=point.library, at_point=point, type_codes=[], address_words="Batu, Junrejo", by=SYSTEM
        )
        assert reasons(registers(occurrence, away, FIRST)) == ["residents_first"]
        with pytest.raises(RegistrationRefused) as refused:
            registers(occurrence, away, FIRST)()
        [said] = refused.value.worded()
        assert said.message == "Residents register first. For everybody it opens on Saturday, 7 March, 09:00."
        assert registers(occurrence, here, FIRST)()
        assert registers(occurrence, away, OPENS)()

    def test_a_child_without_an_address_lives_with_its_household(self) -> None:
        occurrence = an_occurrence(a_programme(opens_before=3, residents_before=2, most_in_household=2))
        point, mother = occurrence.service_point, a_patron()
        actions.say_residents(library=point.library, at_point=point, type_codes=[], address_words="Batu", by=SYSTEM)
        children = [a_child(guardian=mother) for _ in range(3)]
        at_home(mother, *children, address="Kota Batu")
        by = a_member_acting(mother)
        act = lambda each: actions.register(occurrence=occurrence, person=each.person, by=by, at=FIRST)  # noqa: E731
        assert [act(each).status for each in children[:2]] == ["confirmed"] * 2
        assert reasons(lambda: act(children[2])) == ["household_full"]

    def test_without_a_word_of_the_library_nobody_is_a_resident(self) -> None:
        occurrence = an_occurrence(a_programme(opens_before=3, residents_before=2))
        assert reasons(registers(occurrence, a_patron(), FIRST)) == ["residents_first"]

    def test_a_window_is_set_for_a_date_and_moves_with_it_unless_it_has_opened(self) -> None:
        occurrence = an_occurrence()
        window = {"opens_at": OPENS, "residents_at": FIRST, "closes_at": BEGINS}
        wrong = lambda: actions.set_window(occurrence=occurrence, **window | {"opens_at": None}, by=SYSTEM)  # noqa: E731
        assert reasons(wrong) == ["residents_not_first"]
        with pytest.raises(NotAllowed):
            actions.set_window(occurrence=occurrence, **window, by=an_actor("programmes.host"))
        actions.set_window(occurrence=occurrence, **window, by=SYSTEM)
        for at, opened in ((FIRST - DAY, 7), (FIRST + 7 * DAY, 7)):
            found = queries.occurrence(occurrence.pk)
            assert found is not None
            start = found.starts_at + 7 * DAY
            actions.move(occurrence=found, starts_at=start, ends_at=start + 90 * timedelta(minutes=1), by=SYSTEM, at=at)
            occurrence.refresh_from_db()
            assert occurrence.opens_at == OPENS + opened * DAY
            assert occurrence.closes_at == occurrence.starts_at

    def test_residents_before_nobody_is_not_kept(self) -> None:
        assert reasons(lambda: a_programme(residents_before=2)) == ["residents_not_first"]


def at_home(*patrons: Patron, address: str) -> None:
    household = Household.objects.create(made_at=NOW)
    for place, patron in enumerate(patrons):
        patron.person.household, patron.person.address = household, "" if place else address
        patron.person.save()
