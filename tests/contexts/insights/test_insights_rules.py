from datetime import date

import pytest

from pustakota.contexts.insights import rules
from pustakota.contexts.insights.rules import Change, Day, Period, PeriodKind, Sum, period_around

MARCH = [date(2026, 3, day) for day in range(1, 32)]
TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("kind", "first", "last", "before"),
    [
        ("day", date(2026, 3, 4), date(2026, 3, 4), date(2026, 3, 3)),
        ("week", date(2026, 3, 2), date(2026, 3, 8), date(2026, 2, 23)),
        ("month", date(2026, 3, 1), date(2026, 3, 31), date(2026, 2, 1)),
        ("year", date(2026, 1, 1), date(2026, 12, 31), date(2025, 1, 1)),
    ],
)
def test_a_day_stands_in_its_periods(kind: str, first: date, last: date, before: date) -> None:
    period = period_around(PeriodKind(kind), date(2026, 3, 4))
    assert period == Period(PeriodKind(kind), first, last)
    assert period.before().first == before
    assert period.before().after() == period


def test_months_end_where_they_end() -> None:
    months = [period_around(PeriodKind.MONTH, date(2024, month, 1)).last.day for month in range(1, 13)]
    assert months == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert len(period_around(PeriodKind.YEAR, date(2024, 5, 1)).steps()) == 12
    assert len(period_around(PeriodKind.MONTH, date(2024, 2, 1)).steps()) == 29


def add(days: list[Day], *, is_noted: bool = True, begun: date = MARCH[0]) -> Sum:
    return rules.sum_of("visits", zip(MARCH, days, strict=False), is_noted=is_noted, begun=begun, today=TODAY)


OPEN, CLOSED = Day(is_open=True, values={}), Day(is_open=False, values={})
SAID, NONE = Day(is_open=True, values={"visits": 5}), Day(is_open=True, values={"visits": 0})
ELSE = Day(is_open=True, values={"loans": 2})


@pytest.mark.parametrize(
    ("days", "is_noted", "value", "missing"),
    [
        ([SAID, SAID], True, 10, 0),
        ([OPEN, OPEN], True, None, 2),
        ([CLOSED, CLOSED], True, None, 0),
        ([SAID, OPEN, CLOSED], True, 5, 1),
        ([NONE, NONE], True, 0, 0),
        ([ELSE, ELSE], True, None, 2),
        ([ELSE, ELSE], False, 0, 0),
        ([ELSE, OPEN], False, 0, 1),
        ([Day(is_open=False, values={"visits": 3})], True, 3, 0),
        ([], True, None, 0),
    ],
)
def test_missing_is_missing_and_never_0(days: list[Day], is_noted: bool, value: int | None, missing: int) -> None:
    assert add(days, is_noted=is_noted) == Sum(value, missing)


def test_today_and_days_before_a_point_began_are_no_gaps() -> None:
    assert add([OPEN] * 31) == Sum(None, 9)
    assert add([OPEN] * 31, begun=date(2026, 3, 8)) == Sum(None, 2)


def test_points_together_are_known_where_one_is() -> None:
    assert rules.together([Sum(None, 3), Sum(5, 1), Sum(0, 0)]) == Sum(5, 4)
    assert rules.together([Sum(None, 3), Sum(None, 0)]) == Sum(None, 3)


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [(12, 10, Change(2, 20)), (5, 10, Change(-5, -50)), (3, 0, Change(3, None)), (None, 3, None), (3, None, None)],
)
def test_a_change_needs_two_known_values(now: int | None, before: int | None, change: Change | None) -> None:
    assert rules.change(now, before) == change


def test_the_same_content_is_the_same_bytes() -> None:
    assert rules.canonical({"b": [1, None], "a": "Å"}) == '{"a":"Å","b":[1,null]}'.encode()
    assert rules.fingerprint(["b", "a"]) == rules.fingerprint(iter(["a", "b"])) != rules.fingerprint(["ab"])


@pytest.mark.parametrize(
    ("kind", "today", "codes"),
    [
        ("month", date(2026, 4, 1), []),
        ("month", date(2026, 3, 31), ["not_over"]),
        ("year", date(2026, 12, 31), ["not_over"]),
        ("week", date(2027, 1, 1), ["kind_not_closed"]),
    ],
)
def test_only_months_and_years_that_are_over_are_closed(kind: str, today: date, codes: list[str]) -> None:
    period = period_around(PeriodKind(kind), date(2026, 3, 4))
    assert [reason.code for reason in rules.reasons_not_to_close(period, today=today)] == codes


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 3, 10), date(2026, 2, 10)),
        (date(2026, 3, 30), date(2026, 2, 28)),
        (date(2026, 4, 1), date(2026, 2, 28)),
    ],
)
def test_a_running_month_is_compared_with_as_many_days(today: date, last: date) -> None:
    march = period_around(PeriodKind.MONTH, date(2026, 3, 1))
    assert rules.comparable(march, today=today) == Period(PeriodKind.MONTH, date(2026, 2, 1), last)
