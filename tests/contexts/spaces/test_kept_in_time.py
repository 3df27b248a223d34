"""The clock of spaces is watched: a line of the schedule that stops is loud at the desk and to the operator."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from pustakota.config.schedule import SCHEDULE
from pustakota.contexts.spaces import tasks
from pustakota.foundation import clock, schedule
from pustakota.sites.operator import facts, findings
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.sites.desk.conftest import signed_in

pytestmark = pytest.mark.django_db
LINES = [line for line in SCHEDULE if line.task.__module__ == tasks.__name__]
BY_THE_MINUTE = ["spaces.tasks.end_what_is_over", "spaces.tasks.offer_on", "spaces.tasks.remind"]


def missed(at: datetime) -> list[str]:
    return [run.task for run in schedule.missed(at=at)]


def test_releases_offers_and_reminders_are_on_the_schedule() -> None:
    assert set(BY_THE_MINUTE) <= {line.name for line in LINES}


@pytest.mark.parametrize("stopped", BY_THE_MINUTE)
def test_a_line_that_stops_is_missed_while_the_others_run(stopped: str) -> None:
    schedule.run_due(LINES, at=NOW)
    later = NOW + timedelta(minutes=20)
    going_on = [line for line in LINES if line.name != stopped]
    for line in going_on:
        schedule._run_if_due(line, schedule.ScheduledRun.objects.get(task=line.name), at=later)
    assert missed(later) == [stopped]


def test_a_line_that_fails_is_loud_at_the_desk_and_in_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(at: datetime) -> int:
        raise RuntimeError(at)

    breaks.__module__, breaks.__qualname__ = tasks.__name__, "end_what_is_over"
    lines = [replace(line, task=breaks) if line.name == "spaces.tasks.end_what_is_over" else line for line in LINES]
    schedule.run_due(lines, at=NOW)
    at = NOW + timedelta(minutes=2)
    schedule.run_due(lines, at=at)
    schedule.beat("worker", at=at)
    assert missed(at) == ["spaces.tasks.end_what_is_over"]
    monkeypatch.setattr(clock, "now", lambda: at)
    desk = signed_in("pustakawan", a_point())
    assert "spaces.tasks.end_what_is_over" in desk.get(reverse("desk:start")).content.decode()
    found = findings.findings(facts.gather(at=at))
    assert any("spaces.tasks.end_what_is_over" in str(one) for one in found)
