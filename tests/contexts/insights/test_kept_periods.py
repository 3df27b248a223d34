"""Months and years that were added up before give the same figures, and are thrown away when a day in them changes."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pustakota.contexts.insights import actions, queries, reactions, tasks
from pustakota.contexts.insights.models import CountedDay, CountedPeriod
from pustakota.contexts.insights.queries import Overview
from pustakota.contexts.insights.rules import PeriodKind, period_around
from pustakota.contexts.organisation import actions as organisation
from pustakota.contexts.organisation.events import HoursChanged
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.visits.events import PastDayChanged
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.contexts.insights.march import March, a_march, on
from tests.factories.organisation import a_point
from tests.factories.people import somebody_with_role
from tests.factories.visits import some_guests

pytestmark = pytest.mark.django_db
YEAR = period_around(PeriodKind.YEAR, date(2026, 1, 1))
MONTH = period_around(PeriodKind.MONTH, date(2026, 3, 1))
NIGHT = on(1) + timedelta(days=420)
TODAY = date(2027, 4, 25)


@pytest.fixture
def march(db: None) -> March:
    return a_march()


def seen(points: tuple[ServicePoint, ...], *, today: date = TODAY) -> Overview:
    return queries.overview(YEAR, points, today=today, course_of="visits")


def everything(found: Overview) -> dict[str, object]:
    return {one.code: (one.total, one.points, one.before) for one in found.figures} | {"course": found.course}


def night(at: datetime = NIGHT) -> None:
    tasks.count_days(at)


def test_a_year_that_was_added_up_gives_the_same_figures_with_few_questions(march: March) -> None:
    some_guests(march.main, 4, at=on(1) - timedelta(days=70))
    points = queries.all_points()
    chosen: list[tuple[ServicePoint, ...]] = [points, (march.east,), (march.main, march.silent)]
    live = [everything(seen(some)) for some in chosen]
    night()
    kept = CountedPeriod.objects.filter(first=YEAR.first, last=YEAR.last)
    assert kept.count() == len(points) + 1
    assert [everything(seen(some)) for some in chosen] == live
    with CaptureQueriesContext(connection) as asked:
        seen(points)
    assert not any("person_key" in each["sql"] for each in asked), "nobody is counted again"


def test_the_running_year_is_held_against_a_part_that_is_kept(march: March) -> None:
    night()
    running = period_around(PeriodKind.YEAR, TODAY)
    part = queries.held_against(TODAY)[0]
    assert (part.first, part.last) == (date(2026, 1, 1), date(2026, 4, 25))
    found = queries.overview(running, queries.all_points(), today=TODAY, course_of="visits")
    assert (found.figure("visits").before, found.figure("active_members").before) == (53, 2)
    assert CountedPeriod.objects.filter(last=date(2026, 4, 25)).exists()
    night(NIGHT + timedelta(days=5))
    assert not CountedPeriod.objects.filter(last=date(2026, 4, 25)).exists(), "nothing is held against it any more"


def test_a_changed_day_throws_away_what_ends_on_it_or_later(march: March) -> None:
    night()
    february = period_around(PeriodKind.MONTH, date(2026, 2, 1))
    assert not CountedPeriod.objects.filter(last=february.last).exists(), "before the first fact nothing is kept"
    reactions.count_again([PastDayChanged(service_point_id=march.main.pk, on="2026-04-02")])
    ends = set(CountedPeriod.objects.values_list("last", flat=True))
    assert ends == {MONTH.last}
    some_guests(march.main, 5, at=on(20))
    reactions.count_again([PastDayChanged(service_point_id=march.main.pk, on="2026-03-20")])
    assert not CountedPeriod.objects.exists()
    assert seen(queries.all_points()).figure("visits").total.value == 58
    night(NIGHT + timedelta(days=1))
    assert seen(queries.all_points(), today=TODAY + timedelta(days=1)).figure("visits").total.value == 58


def test_a_new_point_makes_the_sum_of_all_be_counted_anew(march: March) -> None:
    night()
    late = a_point(name="Cabang Baru")
    some_guests(late, 6, at=on(20))
    points = queries.all_points()
    assert seen(points).figure("visits").total.value == 59
    assert seen(points).figure("active_members").total.value == 2
    night(NIGHT + timedelta(days=1))
    assert queries.is_kept(YEAR, points)


def test_only_the_system_adds_periods_up(march: March) -> None:
    head = somebody_with_role("kepala")
    with pytest.raises(NotAllowed):
        actions.keep_period(period=MONTH, by=head, today=TODAY)
    with pytest.raises(NotAllowed):
        actions.drop_periods(but_for=[], by=head)
    actions.keep_period(period=MONTH, by=SYSTEM, today=TODAY)
    assert queries.is_kept(MONTH, queries.all_points())


def test_what_was_missing_in_the_past_stays_as_hours_were_then(march: March) -> None:
    points = queries.all_points()
    before = queries.overview(MONTH, points, today=TODAY, course_of="visits").gaps
    night()
    organisation.set_week(point=march.silent, week={}, by=SYSTEM, at=NIGHT)
    CountedPeriod.objects.all().delete()
    CountedDay.objects.all().delete()
    assert queries.overview(MONTH, points, today=TODAY, course_of="visits").gaps == before


def test_hours_that_are_set_for_past_days_make_these_be_counted_again(march: March) -> None:
    night()
    since = date(2026, 3, 9)
    organisation.set_week(point=march.silent, week={}, by=SYSTEM, at=NIGHT, valid_from=since)
    reactions.count_by_other_hours([HoursChanged(service_point_id=march.silent.pk, since=since.isoformat())])
    assert CountedDay.objects.filter(service_point=march.silent, on=since - timedelta(days=1)).exists()
    assert not CountedDay.objects.filter(service_point=march.silent, on__gte=since).exists()
    assert not CountedPeriod.objects.filter(last__gte=since).exists()
    found = queries.overview(MONTH, queries.all_points(), today=TODAY, course_of="visits")
    assert found.gaps[march.silent.pk] == 1


def test_what_an_earlier_release_added_up_without_a_figure_is_added_up_again(march: March) -> None:
    night()
    for row in CountedPeriod.objects.all():
        row.sums.pop("holds")
        row.save()
    points = queries.all_points()
    assert not queries.is_kept(YEAR, points)
    assert seen(points).figure("holds").total.value == 1
    night()
    assert queries.is_kept(YEAR, points)
