"""A report that is missing is asked of whoever planned the date, twice, and of nobody once it is there."""

from datetime import timedelta

import pytest

from pustakota.contexts.notices.models import Notice, Telling
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people import queries as people
from pustakota.contexts.people.models import Account
from pustakota.contexts.programmes import actions, rules, tasks
from pustakota.contexts.programmes.models import Occurrence
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff
from tests.factories.programmes import BEGINS, a_programme, an_occurrence

ENDS = BEGINS + timedelta(minutes=90)
DAY = timedelta(days=1)


@pytest.mark.parametrize(("days", "times"), [(0, 0), (2.9, 0), (3, 1), (6.9, 1), (7, 2), (50, 2)])
def test_a_report_is_asked_for_after_three_days_and_after_seven(days: float, times: int) -> None:
    assert rules.times_due(ENDS, ENDS + days * DAY) == times


@pytest.fixture
def point(db: None) -> ServicePoint:
    return a_point()


def a_planner(username: str, point: ServicePoint, role: str = "pustakawan") -> Account:
    account = a_member_of_staff(username, role=role, at_point=point).account
    assert account is not None
    return account


def planned_by(account: Account, point: ServicePoint) -> Occurrence:
    programme = a_programme(at_point=point)
    by = people.actor_of(account)
    return actions.plan(programme=programme, starts_at=BEGINS, ends_at=ENDS, by=by, at=NOW)


def told() -> list[str]:
    return sorted(Telling.objects.filter(channel="inbox").values_list("person__account__username", flat=True))


def test_whoever_planned_it_is_asked_once_each_time(point: ServicePoint) -> None:
    own = a_planner("own", point, role="pustakawan")
    a_planner("other", point, role="pustakawan")
    planned_by(own, point)
    assert tasks.ask_for_reports(ENDS + 2 * DAY) == 0
    for _twice in range(2):
        tasks.ask_for_reports(ENDS + 3 * DAY)
    assert told() == ["own"]
    tasks.ask_for_reports(ENDS + 8 * DAY)
    assert told() == ["own", "own"]
    assert tasks.ask_for_reports(ENDS + 90 * DAY) == 0


def test_where_the_planner_is_gone_those_who_plan_there_are_asked(point: ServicePoint) -> None:
    a_planner("one", point, role="pustakawan")
    a_planner("elsewhere", a_point(), role="pustakawan")
    a_planner("desk", point, role="sirkulasi")
    an_occurrence(a_programme(at_point=point))
    gone = a_planner("gone", point, role="pustakawan")
    planned_by(gone, point)
    gone.is_active = False
    gone.save()
    assert tasks.ask_for_reports(ENDS + 3 * DAY) == 2
    assert told() == ["one", "one"]


def test_what_is_reported_called_off_or_moved_is_asked_for_no_more(point: ServicePoint) -> None:
    a_planner("one", point, role="pustakawan")
    reported, moved, waits = (an_occurrence(a_programme(at_point=point)) for _ in range(3))
    assert tasks.ask_for_reports(ENDS + 3 * DAY) == 3
    actions.report(occurrence=reported, by=SYSTEM, at=ENDS + 3 * DAY)
    later = ENDS + 30 * DAY
    actions.move(occurrence=moved, starts_at=later, ends_at=later + DAY, by=SYSTEM, at=ENDS + 3 * DAY)
    for occurrence in (reported, moved, waits):
        actions.settle_report(occurrence_id=occurrence.pk, at=ENDS + 3 * DAY)
    standing = Notice.objects.filter(because__startswith="report:", withdrawn_at=None)
    assert [each.because for each in standing] == [f"report:{waits.pk}"]
    assert tasks.ask_for_reports(ENDS + 8 * DAY) == 1
