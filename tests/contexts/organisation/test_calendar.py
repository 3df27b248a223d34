"""The calendar of a service point, without a database."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.organisation.rules.calendar import LOOK_AHEAD, Calendar, DatedHours, Interval, overlapping

MORNING, AFTERNOON = Interval(time(8), time(12)), Interval(time(13), time(16))
MONDAY, TUESDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 8)
WEEK = dict.fromkeys(range(5), (MORNING, AFTERNOON))


def moment(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock))


@pytest.mark.parametrize(
    ("clock", "closes"),
    [
        ("07:59", None),
        ("08:00", time(12)),
        ("11:59:59.999999", time(12)),
        ("12:00", None),
        ("12:30", None),
        ("13:00", time(16)),
        ("16:00", None),
    ],
)
def test_an_interval_holds_from_its_opening_until_just_before_its_end(clock: str, closes: time | None) -> None:
    calendar = Calendar(WEEK)
    assert calendar.closes_at(moment(MONDAY, clock)) == closes
    assert calendar.is_open(moment(MONDAY, clock)) is (closes is not None)


def test_a_weekday_without_hours_is_closed() -> None:
    assert not Calendar(WEEK).is_open_day(SUNDAY)
    assert not Calendar(WEEK).is_open(moment(SUNDAY, "10:00"))


def test_a_holiday_beats_the_week_and_is_named() -> None:
    calendar = Calendar(WEEK, holidays={MONDAY: "Nyepi"})
    assert not calendar.is_open_day(MONDAY)
    assert calendar.reason_on(MONDAY) == "Nyepi"
    assert calendar.reason_on(TUESDAY) == ""


def test_an_exception_of_the_point_beats_a_holiday() -> None:
    special = DatedHours((Interval(time(9), time(11)),), "Lomba mewarnai")
    calendar = Calendar(WEEK, {MONDAY: special}, {MONDAY: "Nyepi"})
    assert calendar.intervals_on(MONDAY) == special.intervals
    assert calendar.reason_on(MONDAY) == "Lomba mewarnai"


def test_an_exception_without_hours_closes_an_open_day() -> None:
    calendar = Calendar(WEEK, {MONDAY: DatedHours((), "Fumigasi")})
    assert not calendar.is_open_day(MONDAY)
    assert calendar.open_days(MONDAY, TUESDAY) == (TUESDAY,)


@pytest.mark.parametrize(
    ("local", "opens"),
    [
        (moment(MONDAY, "07:00"), (MONDAY, time(8))),
        (moment(MONDAY, "08:00"), (MONDAY, time(13))),
        (moment(MONDAY, "12:30"), (MONDAY, time(13))),
        (moment(MONDAY, "18:00"), (TUESDAY, time(8))),
        (moment(SUNDAY, "10:00"), (SUNDAY + timedelta(days=1), time(8))),
    ],
)
def test_next_open_is_the_next_beginning_not_the_interval_that_runs(local: datetime, opens: tuple[date, time]) -> None:
    assert Calendar(WEEK).next_open(local) == opens


def test_a_point_that_does_not_open_within_sixty_days_has_no_next_opening() -> None:
    assert Calendar().next_open(moment(MONDAY, "10:00")) is None


@pytest.mark.parametrize(
    ("intervals", "wrong"),
    [
        ((), False),
        ((MORNING,), False),
        ((AFTERNOON, MORNING), False),
        ((Interval(time(8), time(12)), Interval(time(12), time(16))), False),
        ((Interval(time(8), time(12)), Interval(time(11, 59), time(16))), True),
        ((Interval(time(12), time(8)),), True),
        ((Interval(time(8), time(8)),), True),
        ((Interval(time(8), time(16)), Interval(time(9), time(10)), Interval(time(11), time(12))), True),
    ],
)
def test_overlapping_finds_shared_minutes_and_backward_intervals(intervals: tuple[Interval, ...], wrong: bool) -> None:
    assert overlapping(intervals) is wrong


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
calendars = st.builds(
    Calendar,
    week=st.dictionaries(st.integers(0, 6), st.sampled_from([(), (MORNING,), (MORNING, AFTERNOON)])),
    exceptions=st.dictionaries(days, st.sampled_from([DatedHours(()), DatedHours((AFTERNOON,))]), max_size=20),
    holidays=st.dictionaries(days, st.just("Libur"), max_size=20),
)


@given(calendars, days, st.integers(0, 80))
def test_open_days_are_exactly_the_days_that_are_open(calendar: Calendar, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = calendar.open_days(first, last)
    assert list(found) == sorted(set(found))
    span = [first + timedelta(days=n) for n in range(length + 1)]
    assert [day for day in span if calendar.is_open_day(day)] == list(found)


@given(calendars, days, st.times())
def test_next_open_is_open_and_nothing_opens_before_it(calendar: Calendar, day: date, clock: time) -> None:
    now = datetime.combine(day, clock)
    found = calendar.next_open(now)
    begins = [
        datetime.combine(later, interval.opens)
        for later in (day + timedelta(days=n) for n in range(LOOK_AHEAD))
        for interval in calendar.intervals_on(later)
    ]
    expected = next((begin for begin in begins if begin > now), None)
    assert (found and datetime.combine(*found)) == expected
    assert expected is None or calendar.is_open(expected)
