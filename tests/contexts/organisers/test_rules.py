"""The ladder, plans and rights as tables."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.organisers import rules
from pustakota.contexts.organisers.rules import Application, Limits, Path, Planned, Right, State
from tests.factories.moments import NOW, later

APPLYING = {"is_open": True, "why": "x", "wish": "y", "age": 30, "youngest": 15, "has_live": False}
PLANNED = {
    "title": "Klub", "about": "Baca", "starts_at": later(days=3), "ends_at": later(days=3, minutes=90),
    "has_room": True, "is_room_open": True, "room_seats": 20, "capacity": 12, "takes_registrations": True,
}  # fmt: skip
RIGHT = {"holds": True, "is_announced": True, "is_reported": False, "ends_at": NOW, "days_after": 3}


def codes(reasons: Any) -> list[str]:
    return [reason.code for reason in reasons]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"age": None}, []),
        ({"age": 15}, []),
        ({"age": 14}, ["too_young"]),
        ({"is_open": False}, ["not_open"]),
        ({"has_live": True, "why": " ", "wish": ""}, ["applied_before", "why_missing", "wish_missing"]),
    ],
)
def test_who_may_apply(change: dict[str, Any], expected: list[str]) -> None:
    assert codes(rules.reasons_not_to_apply(Application(**(APPLYING | change)))) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (Path(state=State.TRAINING, watched=1), []),
        (Path(state=State.ORGANISER, watched=1), []),
        (Path(state=State.TRAINING, to_watch=0), []),
        (Path(state=State.TRAINING, watched=1, asks_course=True), ["course_missing"]),
        (Path(state=State.TRAINING, watched=1, asks_course=True, has_course=True), []),
        (Path(state=State.TRAINING, watched=1, to_watch=2), ["watching_missing"]),
        (Path(state=State.TRAINING, watched=1, is_child=True), ["guardian_missing"]),
        (Path(state=State.TRAINING, watched=1, is_child=True, has_guardian=True), []),
        (
            Path(state=State.APPLIED, is_child=True, asks_course=True),
            ["not_in_training", "guardian_missing", "course_missing", "watching_missing"],
        ),
    ],
)
def test_what_is_missing_before_the_credential(path: Path, expected: list[str]) -> None:
    assert codes(rules.reasons_not_to_credit(path)) == expected


@pytest.mark.parametrize(
    ("path", "nameless", "begun", "noted", "expected"),
    [
        (Path(state=State.TRAINING), False, True, False, []),
        (Path(state=State.ORGANISER), False, True, False, ["not_in_training"]),
        (Path(state=State.TRAINING), True, False, True, ["nameless", "not_begun", "watched_before"]),
    ],
)
def test_what_is_noted_as_watched(path: Path, nameless: bool, begun: bool, noted: bool, expected: list[str]) -> None:
    found = rules.reasons_not_to_watch(path, is_nameless=nameless, has_begun=begun, is_noted=noted)
    assert codes(found) == expected


@pytest.mark.parametrize(
    ("level", "holds", "reported", "expected"),
    [(1, True, 2, []), (1, True, 1, ["events_missing"]), (2, False, 9, ["credential_over", "level_already"])],
)
def test_the_second_level_comes_after_good_events(level: int, holds: bool, reported: int, expected: list[str]) -> None:
    assert codes(rules.reasons_not_to_raise(level=level, holds=holds, reported=reported, needed=2)) == expected


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 3, 2), 12, date(2027, 3, 2)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
    ],
)
def test_a_credential_holds_for_months(day: date, months: int, last: date) -> None:
    assert rules.expires_on(day, months) == last


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)), st.integers(1, 60))
def test_it_ends_in_the_month_that_is_so_many_later(day: date, months: int) -> None:
    last = rules.expires_on(day, months)
    assert (last.year - day.year) * 12 + last.month - day.month == months
    assert last.day <= day.day


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"takes_registrations": False, "capacity": None}, []),
        ({"capacity": 20}, []),
        ({"capacity": 21}, ["seats_over_room"]),
        ({"room_seats": None, "capacity": 500}, []),
        ({"title": "", "about": " ", "starts_at": None, "has_room": False, "capacity": None},
         ["title_missing", "about_missing", "time_missing", "room_missing", "seats_missing"]),
        ({"starts_at": NOW}, ["begun_already"]),
        ({"ends_at": later(days=3)}, ["ends_before_it_begins"]),
        ({"is_room_open": False}, ["room_not_open"]),
        ({"age_from": 9, "age_to": 7}, ["ages_crossed"]),
    ],
)  # fmt: skip
def test_what_an_event_lacks(change: dict[str, Any], expected: list[str]) -> None:
    assert codes(rules.reasons_not_to_send(Planned(**(PLANNED | change)), at=NOW)) == expected


@pytest.mark.parametrize(
    ("change", "level", "expected"),
    [
        ({}, 2, []),
        ({}, 1, ["staff_announce"]),
        ({"capacity": 13}, 2, ["too_many_alone"]),
        ({"capacity": None}, 2, ["too_many_alone"]),
        ({"age_to": 12}, 2, ["minors_need_staff"]),
        ({"age_from": 17}, 2, ["minors_need_staff"]),
        ({"age_from": 18}, 2, []),
    ],
)
def test_what_is_announced_alone(change: dict[str, Any], level: int, expected: list[str]) -> None:
    limits = Limits(level=level, most_people=12)
    assert codes(rules.reasons_not_to_announce_oneself(Planned(**(PLANNED | change)), limits)) == expected


@pytest.mark.parametrize(
    ("change", "days", "expected"),
    [
        ({}, -5, []),
        ({}, 3, []),
        ({}, 3.01, ["right_over"]),
        ({"days_after": 0}, 0, []),
        ({"days_after": 0}, 0.01, ["right_over"]),
        ({"holds": False}, 0, ["credential_over"]),
        ({"is_announced": False}, 0, ["not_announced"]),
        ({"is_announced": False, "is_reported": True}, 9, ["reported"]),
        ({"holds": False, "is_announced": False}, 9, ["credential_over", "not_announced", "right_over"]),
    ],
)
def test_a_right_ends_by_itself(change: dict[str, Any], days: float, expected: list[str]) -> None:
    assert codes(rules.reasons_against_right(Right(**(RIGHT | change)), at=later(days=days))) == expected


@given(st.booleans(), st.booleans(), st.booleans(), st.integers(0, 30), st.integers(-2000, 2000))
def test_nobody_has_a_right_without_credential_event_and_time(
    holds: bool, announced: bool, reported: bool, days: int, hours: int
) -> None:
    right = Right(holds=holds, is_announced=announced, is_reported=reported, ends_at=NOW, days_after=days)
    at = NOW + timedelta(hours=hours)
    may = not rules.reasons_against_right(right, at=at)
    assert may == (holds and announced and not reported and at <= NOW + timedelta(days=days))


@pytest.mark.parametrize(("minutes", "expected"), [(-121, ["too_early"]), (-120, []), (60, [])])
def test_who_comes_is_noted_from_two_hours_before(minutes: int, expected: list[str]) -> None:
    assert codes(rules.reasons_not_to_check_in(starts_at=NOW, at=later(minutes=minutes))) == expected


@pytest.mark.parametrize(
    ("minutes", "words", "expected"), [(0, "Ramai", []), (-1, " ", ["not_over", "report_missing"])]
)
def test_an_event_is_reported_in_words_once_it_is_over(minutes: int, words: str, expected: list[str]) -> None:
    assert codes(rules.reasons_not_to_report(ends_at=NOW, words=words, at=later(minutes=minutes))) == expected
