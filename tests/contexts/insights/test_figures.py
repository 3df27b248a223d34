from datetime import date, timedelta

import pytest

from pustakota.contexts.circulation import tasks as circulation_tasks
from pustakota.contexts.insights import actions, queries, reactions, tasks
from pustakota.contexts.insights.models import CountedDay, Definition
from pustakota.contexts.insights.queries import Overview
from pustakota.contexts.insights.rules import PeriodKind, Sum, period_around
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.visits import actions as visits
from pustakota.contexts.visits.actions import Subject
from pustakota.contexts.visits.events import PastDayChanged
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.contexts.insights.march import APRIL, March, a_march, on
from tests.factories.people import somebody_with_role
from tests.factories.visits import some_guests

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 11)
MONTH = period_around(PeriodKind.MONTH, date(2026, 3, 4))


@pytest.fixture
def march(db: None) -> March:
    return a_march()


def seen(*points: ServicePoint, today: date = TODAY, course_of: str = "visits") -> Overview:
    chosen = points or queries.all_points()
    return queries.overview(MONTH, tuple(chosen), today=today, course_of=course_of)


def values(found: Overview, point: ServicePoint | None = None) -> dict[str, int | None]:
    return {one.code: (one.points[point.pk] if point else one.total).value for one in found.figures}


def test_each_figure_counts_its_facts_where_and_when_they_happened(march: March) -> None:
    found = seen()
    assert values(found) == {
        "visits": 53,
        "loans": 2,
        "returns": 1,
        "renewals": 1,
        "holds": 1,
        "reading": 13,
        "computer_users": 0,
        "new_members": 2,
        "active_members": 2,
    }
    assert values(found, march.main) == {
        "visits": 9,
        "loans": 1,
        "returns": 0,
        "renewals": 1,
        "holds": 1,
        "reading": 13,
        "computer_users": 0,
        "new_members": 1,
        "active_members": 2,
    }
    assert values(found, march.east)["active_members"] == 2
    assert found.figure("visits").points[march.east.pk].value == 44


def test_the_course_shows_days_by_the_clocks_of_each_point(march: March) -> None:
    course = {period.first.day: total.value for period, total in seen().course}
    assert {day: value for day, value in course.items() if value is not None} == {2: 8, 3: 1, 4: 1, 5: 40, 6: 3}
    loans = {period.first.day: total.value for period, total in seen(course_of="loans").course}
    assert loans[7] == 1, "half past midnight in the east"


def test_silence_is_a_gap_until_somebody_says_nobody_came(march: March) -> None:
    found = seen()
    assert found.figure("visits").points[march.silent.pk] == Sum(None, 5)
    assert found.gaps[march.silent.pk] == 5
    for day in (2, 9, 16, 23, 30):
        visits.note_nothing(what=Subject.VISITS, on=date(2026, 3, day), at_point=march.silent, by=SYSTEM, at=APRIL)
    assert seen().figure("visits").points[march.silent.pk] == Sum(0, 0)


def test_a_period_is_compared_with_the_one_before(march: March) -> None:
    some_guests(march.main, 4, at=on(2) - timedelta(days=5))
    found = seen()
    assert found.figure("visits").before == 4
    assert found.figure("reading").before is None, "nobody said anything in February"


def test_what_was_struck_out_does_not_count_and_once_did(march: March) -> None:
    visit = some_guests(march.main, 100, at=on(20))
    visits.correct_visit(visit=visit, reason="salah ketik", by=SYSTEM, at=on(21))
    assert seen().figure("visits").total.value == 53
    scope = queries.Scope(points=(march.main,), first=date(2026, 3, 20), last=date(2026, 3, 20), as_of=on(20, "12:00"))
    count = queries.figure("visits")
    assert isinstance(count, queries.Count)
    assert sum(count.rows.by_day(scope).values()) == 100


def test_active_members_are_the_same_when_facts_have_left_their_members(march: March) -> None:
    before = values(seen())
    late = on(28) + timedelta(days=60)
    circulation_tasks.part_from_members(late)
    assert values(seen()) == before


def test_days_that_are_kept_give_the_same_figures(march: March) -> None:
    today = date(2026, 6, 20)
    live = seen(today=today)
    assert tasks.count_days(on(1) + timedelta(days=111)) > 0
    assert CountedDay.objects.filter(service_point=march.main, on=date(2026, 3, 2)).get().values["visits"] == 8
    kept = seen(today=today)
    assert values(kept) == values(live)
    assert kept.course == live.course
    assert kept.gaps == live.gaps
    number = CountedDay.objects.count()
    tasks.count_days(on(1) + timedelta(days=111))
    assert CountedDay.objects.count() == number
    CountedDay.objects.all().delete()
    assert values(seen(today=today)) == values(live), "the table may be thrown away"


def test_a_day_that_changed_is_counted_again(march: March) -> None:
    today = date(2026, 6, 20)
    tasks.count_days(on(1) + timedelta(days=111))
    at = on(1) + timedelta(days=112)
    heads = [visits.Heads("teen", male=5)]
    visits.note_guests(heads=heads, at_point=march.main, by=SYSTEM, at=at, came_at=on(20), source=visits.NotedIn.DESK)
    assert seen(today=today).figure("visits").total.value == 53, "the reaction has not run"
    reactions.count_again([PastDayChanged(service_point_id=march.main.pk, on="2026-03-20")])
    assert seen(today=today).figure("visits").total.value == 58


def test_only_the_system_counts_days(march: March) -> None:
    scope = queries.Scope(points=queries.all_points(), first=MONTH.first, last=MONTH.last)
    with pytest.raises(NotAllowed):
        actions.count_days(scope=scope, by=somebody_with_role("kepala"))
    with pytest.raises(NotAllowed):
        actions.count_again(days=[], by=somebody_with_role("kepala"))


def test_each_figure_has_a_definition_and_the_newest_that_holds_is_taken(march: March) -> None:
    codes = {count.code for count in queries.counts()} | {one.code for one in queries.distinct_figures()}
    assert set(queries.definitions_on(MONTH.last)) == codes
    first = Definition.objects.get(code="visits")
    first.pk, first.version, first.valid_from = None, 2, date(2026, 4, 1)
    first.save()
    assert queries.definitions_on(date(2026, 3, 31))["visits"].version == 1
    assert queries.definitions_on(date(2026, 4, 1))["visits"].version == 2
