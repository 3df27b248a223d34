"""Who may come with how many, which days may be named, and when a term begins; without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.school_visits import rules
from pustakota.contexts.school_visits.rules import Asked, CountedIn, Group, Phase, Term, Terms, Wish

SOUND = {"school": "SDN 1", "has_contact": True, "groups": [Group(grade="5", girls=10, boys=10)], "adults": 2}
TERMS = Terms(phases=frozenset({Phase.B, Phase.C}), fewest=5, most=36, pupils_per_adult=15)
TODAY = date(2026, 3, 2)


def one(grade: str = "5", girls: int = 10, boys: int = 10) -> dict[str, object]:
    return {"groups": [Group(grade=grade, girls=girls, boys=boys)]}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"school": " "}, ["school_missing"]),
        ({"has_contact": False}, ["contact_missing"]),
        (one(girls=0, boys=0), ["pupils_missing"]),
        (one(girls=2, boys=2), ["group_too_small"]),
        (one(girls=5, boys=0), []),
        (one(girls=18, boys=18), ["adults_missing"]),
        (one(girls=18, boys=18) | {"adults": 3}, []),
        (one(girls=19, boys=18) | {"adults": 3}, ["group_too_large"]),
        (one(girls=8, boys=7) | {"adults": 1}, []),
        (one(girls=8, boys=8) | {"adults": 1}, ["adults_missing"]),
        (one("4"), []),
        (one("7"), ["grade_not_offered"]),
        (one("paud"), ["grade_not_offered"]),
        (
            {"school": "", "has_contact": False, "adults": 0} | one("12", 30, 30),
            ["school_missing", "contact_missing", "group_too_large", "adults_missing", "grade_not_offered"],
        ),
    ],
)
def test_every_reason_against_a_class_is_said_at_once(change: dict[str, object], codes: list[str]) -> None:
    reasons = rules.reasons_not_to_visit(Asked(**(SOUND | change)), TERMS)  # type: ignore[arg-type]
    assert [reason.code for reason in reasons] == codes


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        ([7], []),
        ([6], ["too_soon"]),
        ([-1], ["too_soon"]),
        ([], ["days_missing"]),
        ([7, 8, 9], []),
        ([7, 8, 9, 3], ["too_many_days", "too_soon"]),
    ],
)
def test_days_are_named_early_enough_and_not_too_many(days: list[int], codes: list[str]) -> None:
    wishes = [Wish(day=TODAY + timedelta(days=each)) for each in days]
    reasons = rules.reasons_against_wishes(wishes, today=TODAY, days_before=7)
    assert [reason.code for reason in reasons] == codes


@pytest.mark.parametrize(
    ("day", "code", "following", "first"),
    [
        (date(2026, 3, 2), "2025-2", "2026-1", date(2026, 7, 1)),
        (date(2026, 6, 30), "2025-2", "2026-1", date(2026, 7, 1)),
        (date(2026, 7, 1), "2026-1", "2026-2", date(2027, 1, 1)),
        (date(2026, 12, 31), "2026-1", "2026-2", date(2027, 1, 1)),
    ],
)
def test_a_school_year_has_two_terms(day: date, code: str, following: str, first: date) -> None:
    term = Term.of(day)
    assert (term.code, term.next.code, term.next.first) == (code, following, first)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_next_term_lies_ahead_and_is_read_back(day: date) -> None:
    term = Term.of(day).next
    assert term.first > day
    assert term.first - day <= timedelta(days=184)
    assert Term.read(term.code) == term
    assert Term.of(term.first) == term


@given(st.integers(0, 2000), st.integers(1, 100))
def test_there_is_an_adult_for_every_so_many_pupils_and_none_too_many(pupils: int, each: int) -> None:
    needed = rules.adults_needed(pupils, each)
    assert needed * each >= pupils
    assert (needed - 1) * each < pupils


def test_a_date_counts_classes_or_pupils() -> None:
    assert Terms(counted_in=CountedIn.GROUPS).party(30) == 1
    assert Terms(counted_in=CountedIn.PUPILS).party(30) == 30


def test_every_grade_has_a_phase_and_is_offered_to_all_where_none_is_named() -> None:
    assert set(rules.PHASES.values()) == set(Phase)
    assert all(rules.suits(grade, ()) for grade in rules.GRADES)


@pytest.mark.parametrize(
    ("given_terms", "codes"),
    [
        (Terms(fewest=5, most=5), []),
        (Terms(fewest=6, most=5), ["sizes_crossed"]),
        (Terms(phases={"z"}, fewest=6, most=5), ["sizes_crossed", "phase_unknown"]),
    ],
)
def test_terms_that_contradict_themselves_are_refused(given_terms: Terms, codes: list[str]) -> None:
    assert [reason.code for reason in rules.reasons_against_terms(given_terms)] == codes
