"""When members are told: rows that librarians edit, the most specific first, and the limit of a day."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.circulation import tasks as lending
from pustakota.contexts.notices import actions, queries
from pustakota.contexts.notices.errors import TimetableRefused
from pustakota.contexts.notices.models import DailyLimit, Letter, Notice, TimetableRow
from pustakota.contexts.notices.rules import (
    Channel,
    Kind,
    Timetable,
    Timetables,
    first_timetable,
    reasons_against_timetable,
    step_after,
    step_before,
)
from pustakota.contexts.people.models import Patron
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.circulation import a_loan
from tests.factories.moments import MONDAY, NOW, at_clock, later
from tests.factories.notices import a_reader, queued
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, a_patron_type, somebody_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings: Settings) -> Iterator[None]:
    settings.OFFERED_CHANNELS = ["email"]
    with translation.override("en"):
        yield


def general(kind: Kind) -> TimetableRow:
    return TimetableRow.objects.get(kind=kind, service_point=None, patron_type=None)


def told(patron: Patron) -> list[str]:
    rows = [row.notice for row in queries.inbox(patron.person_id)]
    return [queries.line([notice], today=MONDAY) for notice in rows if notice.kind != Kind.WELCOME]


# Rules


def test_a_point_beats_a_kind_of_membership_and_both_beat_everything() -> None:
    rows = [
        Timetable(kind=Kind.OVERDUE, days=(1,)),
        Timetable(kind=Kind.OVERDUE, patron_type_id=7, days=(2,)),
        Timetable(kind=Kind.OVERDUE, service_point_id=3, days=(4,)),
        Timetable(kind=Kind.OVERDUE, service_point_id=3, patron_type_id=7, days=(5,)),
    ]
    for order in (rows, rows[::-1]):
        tables = Timetables(order)
        found = [tables.of(Kind.OVERDUE, *case).days for case in ((3, 7), (3, 8), (4, 7), (4, None))]
        assert found == [(5,), (4,), (2,), (1,)]


def test_without_a_row_what_a_library_begins_with_holds() -> None:
    assert Timetables([]).of(Kind.DUE_SOON, 1, None) == first_timetable(Kind.DUE_SOON)
    assert first_timetable(Kind.HOLD_READY).quiet_from == time(21)


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (Timetable(kind=Kind.DUE_SOON, days=(3, 0)), []),
        (Timetable(kind=Kind.DUE_SOON, days=(61,)), ["days_wrong"]),
        (Timetable(kind=Kind.DUE_SOON, days=(-1,)), ["days_wrong"]),
        (Timetable(kind=Kind.OVERDUE, days=(0,)), ["days_wrong"]),
        (Timetable(kind=Kind.OVERDUE, days=()), ["days_missing"]),
        (Timetable(kind=Kind.OVERDUE, days=(), is_told=False), []),
        (Timetable(kind=Kind.WELCOME, days=(1,)), ["days_unused"]),
        (Timetable(kind=Kind.WELCOME, quiet_from=time(6), quiet_until=time(7)), ["always_quiet"]),
    ],
)
def test_a_row_is_refused_with_every_reason(row: Timetable, codes: list[str]) -> None:
    assert [reason.code for reason in reasons_against_timetable(row)] == codes


@given(days=st.sets(st.integers(0, 60), max_size=6), left=st.integers(-5, 90))
def test_each_day_before_is_said_from_its_morning_until_the_next(days: set[int], left: int) -> None:
    step = step_before(left, days)
    assert (step is None) == (left < 0 or not any(day >= left for day in days))
    assert step is None or (step in days and not any(left <= day < step for day in days))


@given(days=st.sets(st.integers(1, 365), max_size=6), late=st.integers(-5, 400))
def test_each_day_after_is_said_from_its_morning_until_the_next(days: set[int], late: int) -> None:
    step = step_after(late, days)
    assert step is None or (step in days and step <= late and not any(step < day <= late for day in days))


# Messages on their days


def test_the_messages_of_three_days_before_of_the_day_and_of_three_days_after_word_for_word() -> None:
    loan = a_loan()
    read = {}
    for days in range(4, 11):
        before = len(told(loan.member))
        lending.tell_of_loans(at_clock(MONDAY + timedelta(days=days), "05:40"))
        rows = [row.notice for row in queries.inbox(loan.member.person_id)]
        if len(told(loan.member)) > before:
            read[(MONDAY + timedelta(days=days) - loan.due_on).days] = queries.line(
                rows[:1], today=MONDAY + timedelta(days=days)
            )
    assert read == {
        -3: "A loan is due on Monday, 9 March (in 3 days). Return or renew in time.",
        0: "A loan is due on Monday, 9 March (today). Return or renew in time.",
        3: "A loan was due on Monday, 9 March (3 days ago). Please bring it back; others may be waiting.",
    }


def test_other_days_hold_from_the_moment_they_are_kept_and_nothing_is_told_twice() -> None:
    a_loan()
    lending.tell_of_loans(at_clock(MONDAY + timedelta(days=4), "05:40"))
    row = general(Kind.DUE_SOON)
    row.days = [1, 5]
    actions.change_timetable(row=row, by=SYSTEM, at=NOW)
    for days in (4, 5, 6, 7):
        lending.tell_of_loans(at_clock(MONDAY + timedelta(days=days), "05:40"))
    steps = [key.rpartition(":")[2] for key in Notice.objects.order_by("pk").values_list("key", flat=True)]
    assert steps == ["3", "5", "1"]
    assert general(Kind.DUE_SOON).days == [5, 1]


def test_pupils_are_told_on_other_days_than_grown_ups() -> None:
    pupils = a_patron_type("Pelajar")
    actions.add_timetable(row=TimetableRow(kind=Kind.DUE_SOON, patron_type=pupils, days=[6]), by=SYSTEM, at=NOW)
    young, grown = a_patron(type=pupils), a_patron()
    for patron in (young, grown):
        a_loan(patron=patron)
    lending.tell_of_loans(at_clock(MONDAY + timedelta(days=1), "05:40"))
    assert (len(told(young)), len(told(grown))) == (1, 0)


def test_a_kind_that_the_library_does_not_tell_is_not_told() -> None:
    row = general(Kind.OVERDUE)
    row.is_told, row.days = False, []
    actions.change_timetable(row=row, by=SYSTEM, at=NOW)
    assert queued(a_reader(email="siti@example.org")) == 0
    assert not Notice.objects.exists()


def test_quiet_hours_are_those_of_the_row() -> None:
    patron = a_reader(email="siti@example.org")
    row = TimetableRow(
        kind=Kind.OVERDUE, service_point=patron.home_point, days=[3], quiet_from=time(12), quiet_until=time(11)
    )
    actions.add_timetable(row=row, by=SYSTEM, at=NOW)
    queued(patron)
    actions.gather(channel=Channel.EMAIL, after=0, at=at_clock(MONDAY, "10:59"))
    assert not Letter.objects.exists()
    actions.gather(channel=Channel.EMAIL, after=0, at=at_clock(MONDAY, "11:00"))
    assert Letter.objects.count() == 1


def test_as_many_letters_a_day_as_the_library_allows_itself() -> None:
    patron = a_reader(email="siti@example.org")
    actions.limit_letters(letters=2, at_point=patron.home_point, by=SYSTEM)
    for number in range(4):
        queued(patron, number=number)
        actions.gather(channel=Channel.EMAIL, after=0, at=later(minutes=number))
        Letter.objects.update(state="sent")
    assert list(Letter.objects.order_by("pk").values_list("on", "ordinal")) == [(MONDAY, 1), (MONDAY, 2)]
    actions.limit_letters(letters=None, at_point=patron.home_point, by=SYSTEM)
    assert DailyLimit.objects.count() == 1


# Who may


def test_only_the_head_says_when_members_are_told(nothing_changes: NothingChanges) -> None:
    by, row = somebody_with_role("pustakawan"), general(Kind.OVERDUE)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.change_timetable(row=row, by=by, at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.limit_letters(letters=3, at_point=None, by=by)


def test_whoever_heads_one_point_says_so_for_that_point_alone(nothing_changes: NothingChanges) -> None:
    point = a_point()
    by = somebody_with_role("kepala", at_point=point)
    actions.add_timetable(row=TimetableRow(kind=Kind.OVERDUE, service_point=point, days=[2]), by=by, at=NOW)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.change_timetable(row=general(Kind.OVERDUE), by=by, at=NOW)


def test_the_general_row_stays_and_no_case_has_two(nothing_changes: NothingChanges) -> None:
    point = a_point()
    actions.add_timetable(row=TimetableRow(kind=Kind.OVERDUE, service_point=point, days=[2]), by=SYSTEM, at=NOW)
    with nothing_changes(), pytest.raises(TimetableRefused) as refused:
        actions.add_timetable(row=TimetableRow(kind=Kind.OVERDUE, service_point=point, days=[5]), by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["same_case"]
    with nothing_changes(), pytest.raises(TimetableRefused):
        actions.remove_timetable(row=general(Kind.OVERDUE), by=SYSTEM)
    actions.remove_timetable(row=TimetableRow.objects.get(service_point=point), by=SYSTEM)


# Tomorrow


def test_tomorrow_is_what_the_morning_then_tells() -> None:
    point = a_point()
    readers = [a_reader(email="a@example.org", home=point), a_reader(phone="+628123456789", home=point)]
    loans = [a_loan(patron=patron, at_point=point) for patron in (*readers, readers[0])]
    day = loans[0].due_on - timedelta(days=3)
    seen = circulation.reminders_on(point, day)
    assert [(one.kind, one.days) for one in seen] == [(Kind.DUE_SOON, 3)] * 3
    ways = queries.reached_by({patron.person_id for patron in readers}, Kind.DUE_SOON, today=day)
    assert ways == {Channel.EMAIL: 1, Channel.WHATSAPP: 1}
    lending.tell_of_loans(at_clock(day, "05:40"))
    assert {one.key for one in seen} == set(Notice.objects.values_list("key", flat=True))
    assert circulation.reminders_on(point, day) == []
    assert queries.example(Kind.DUE_SOON, days=3, point=point, on=day).startswith("A loan is due on Monday, 9 March")
