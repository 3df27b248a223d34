import logging
from datetime import UTC, datetime, timedelta

import pytest

from pustakota.foundation import schedule
from pustakota.foundation.models import ScheduledRun
from pustakota.foundation.schedule import Line
from tests.factories.moments import MONDAY, NOW, at_clock, later

pytestmark = pytest.mark.django_db
NINE_YESTERDAY = NOW - timedelta(days=1)


class Task:
    """Remembers when it ran; fails when told to."""

    __module__ = "tests.foundation.tasks"

    def __init__(self, name: str = "sweep", *, fails: bool = False) -> None:
        self.__qualname__ = name
        self.fails = fails
        self.ran: list[datetime] = []

    def __call__(self, at: datetime) -> None:
        self.ran.append(at)
        if self.fails:
            raise ValueError("no broom")


def daily(task: Task, zone: str = "Asia/Jakarta") -> Line:
    return Line("5 0 * * *", task, zone)


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Jakarta", 17), ("Asia/Makassar", 16), ("Asia/Jayapura", 15)])
def test_a_line_is_due_by_the_clock_of_its_zone(zone: str, hour: int) -> None:
    due = daily(Task(), zone).next_after(datetime(2026, 3, 2, 3, tzinfo=UTC))
    assert due == datetime(2026, 3, 2, hour, 5, tzinfo=UTC)


def test_a_new_task_waits_for_its_time_and_then_runs_once() -> None:
    task = Task()
    lines = [daily(task)]
    assert schedule.run_due(lines, at=NOW) == []
    midnight = at_clock(MONDAY + timedelta(days=1), "00:05")
    assert schedule.run_due(lines, at=midnight - timedelta(seconds=1)) == []
    assert schedule.run_due(lines, at=midnight) == ["foundation.tasks.sweep"]
    assert schedule.run_due(lines, at=midnight) == []
    assert task.ran == [midnight]


def test_however_many_runs_were_missed_a_task_runs_once_and_is_then_in_step() -> None:
    task = Task()
    lines = [daily(task)]
    schedule.run_due(lines, at=NOW)
    back = later(days=9)
    assert len(schedule.run_due(lines, at=back)) == 1
    assert schedule.run_due(lines, at=back + timedelta(seconds=15)) == []
    assert ScheduledRun.objects.get().due_at == at_clock(MONDAY + timedelta(days=10), "00:05")


def test_a_failing_task_is_recorded_is_missed_and_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    bad, good = Task("bad", fails=True), Task("good")
    lines = [daily(bad), daily(good)]
    schedule.run_due(lines, at=NOW)
    night = at_clock(MONDAY + timedelta(days=1), "00:05")
    assert len(schedule.run_due(lines, at=night)) == 2
    assert good.ran == [night]
    (missed,) = schedule.missed(at=night)
    assert (missed.task, missed.error) == ("foundation.tasks.bad", "ValueError: no broom")
    bad.fails = False
    schedule.run_due(lines, at=night + timedelta(days=1))
    assert schedule.missed(at=night + timedelta(days=1)) == []


def test_a_task_that_did_not_run_ten_minutes_after_its_time_is_missed() -> None:
    schedule.run_due([daily(Task())], at=NOW)
    due = at_clock(MONDAY + timedelta(days=1), "00:05")
    assert schedule.missed(at=due + schedule.LATE) == []
    assert [run.task for run in schedule.missed(at=due + schedule.LATE + timedelta(seconds=1))] == [
        "foundation.tasks.sweep"
    ]


def test_a_task_that_left_the_schedule_is_not_missed_for_ever() -> None:
    schedule.run_due([daily(Task("former"))], at=NOW)
    schedule.run_due([daily(Task("present"))], at=NOW)
    missed = [run.task for run in schedule.missed(at=later(days=2))]
    assert missed == ["foundation.tasks.present"]


def test_a_sign_of_life_is_the_last_one_and_nothing_where_there_was_none() -> None:
    assert schedule.last_beat("worker") is None
    for at in (NOW, later(seconds=15)):
        schedule.beat("worker", at=at, rounds=1)
    assert schedule.last_beat("worker") == later(seconds=15)
