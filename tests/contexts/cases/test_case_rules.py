"""When a case falls due, and what may become of it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.cases.rules import (
    OUTCOMES,
    CaseKind,
    CaseState,
    Spans,
    Step,
    due_after,
    next_state,
    reasons_not_to_close,
)

JAKARTA = ZoneInfo("Asia/Jakarta")
MORNING, AFTERNOON = (time(8), time(12)), (time(13), time(16))


def weekdays(day: date) -> Spans:
    return [MORNING, AFTERNOON] if day.weekday() < 5 else []


def moment(day: int, clock: str) -> datetime:
    return datetime.combine(date(2026, 3, day), time.fromisoformat(clock), JAKARTA)


@pytest.mark.parametrize(
    ("asked", "hours", "due"),
    [
        (moment(2, "08:00"), 3, moment(2, "11:00")),
        (moment(2, "08:00"), 4, moment(2, "12:00")),
        (moment(2, "08:00"), 5, moment(2, "14:00")),
        (moment(2, "12:30"), 1, moment(2, "14:00")),
        (moment(2, "20:00"), 7, moment(3, "16:00")),
        (moment(6, "15:00"), 2, moment(9, "09:00")),
        (moment(7, "10:00"), 1, moment(9, "09:00")),
    ],
)
def test_only_opening_hours_count(asked: datetime, hours: int, due: datetime) -> None:
    assert due_after(asked, hours, weekdays) == due


def test_a_point_that_never_opens_promises_nothing() -> None:
    assert due_after(moment(2, "08:00"), 1, lambda _day: []) is None


@given(st.integers(1, 80), st.integers(0, 60 * 24 * 14))
def test_a_longer_promise_never_falls_due_earlier(hours: int, minutes: int) -> None:
    asked = moment(2, "00:00") + timedelta(minutes=minutes)
    sooner, later = due_after(asked, hours, weekdays), due_after(asked, hours + 1, weekdays)
    assert sooner is not None
    assert later is not None
    assert asked < sooner < later


def test_what_has_ended_is_opened_again_before_anything_else() -> None:
    possible = {step for step in Step if next_state(CaseState.CLOSED, step)}
    assert possible == {Step.REOPENED}


def test_each_kind_may_be_declined() -> None:
    assert all("declined" in outcomes for outcomes in OUTCOMES.values())


@pytest.mark.parametrize(
    ("outcome", "words", "codes"),
    [
        ("will_be_bought", "Akan dibeli.", []),
        ("", "Akan dibeli.", ["outcome_unknown"]),
        ("registered", " ", ["outcome_unknown", "words_missing"]),
    ],
)
def test_a_case_ends_with_an_outcome_and_a_sentence(outcome: str, words: str, codes: list[str]) -> None:
    assert [reason.code for reason in reasons_not_to_close(CaseKind.SUGGESTION, outcome, words)] == codes
