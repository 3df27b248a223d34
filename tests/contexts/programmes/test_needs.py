"""A date is announced with everything that it needs, or not at all."""

from collections.abc import Iterator
from datetime import time, timedelta
from functools import partial

import pytest
from django.utils import translation

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people.models import Person
from pustakota.contexts.programmes import actions, queries, rules
from pustakota.contexts.programmes.errors import PlanRefused
from pustakota.contexts.programmes.models import Duty, Occurrence
from pustakota.contexts.programmes.rules import Needed
from pustakota.contexts.spaces import queries as spaces
from pustakota.contexts.spaces.models import Booking, Resource
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff
from tests.factories.programmes import A_LATER_TUESDAY, BEGINS, a_programme, an_occurrence
from tests.factories.spaces import a_booking, a_room, a_span
from tests.refusals import reasons

THEN = a_span("09:00", "10:30", on=A_LATER_TUESDAY)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def point(db: None) -> ServicePoint:
    return a_point()


def a_draft(point: ServicePoint, **given: object) -> Occurrence:
    return an_occurrence(a_programme(at_point=point, **given), is_draft=True)


def say(occurrence: Occurrence, *things: Resource, staff: tuple[Person, ...] = (), least: int = 0) -> Occurrence:
    found = queries.occurrence(occurrence.pk)
    assert found
    return actions.say_needs(occurrence=found, things=things, staff=staff, least_staff=least, by=SYSTEM, at=NOW)


def publish(occurrence: Occurrence) -> Occurrence:
    return actions.publish(occurrence=occurrence, by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    ("needed", "found"),
    [
        (Needed(), []),
        (Needed(least_staff=1, named=1), []),
        (Needed(least_staff=2, named=1), ["staff_missing"]),
        (Needed(is_for_minors=True), ["nobody_for_minors"]),
        (Needed(is_for_minors=True, named=1), []),
        (Needed(is_for_minors=True, least_staff=1), ["staff_missing"]),
        (
            Needed(taken=["Aula", "Proyektor"], busy=["Sari"], named=1, least_staff=3),
            ["thing_taken", "thing_taken", "staff_busy", "staff_missing"],
        ),
    ],
)
def test_all_that_is_missing_is_said_at_once(needed: Needed, found: list[str]) -> None:
    assert [each.code for each in rules.reasons_not_to_announce(needed)] == found


@pytest.mark.parametrize(
    ("ages", "is_so"),
    [
        ((None, None), False),
        ((3, 8), True),
        ((None, 17), True),
        ((13, None), True),
        ((18, None), False),
        ((60, 90), False),
    ],
)
def test_ages_below_eighteen_make_a_programme_one_for_minors(ages: tuple[int | None, int | None], is_so: bool) -> None:
    assert rules.is_for_minors(*ages) == is_so


def test_a_draft_claims_nothing_and_its_announcement_everything(point: ServicePoint) -> None:
    hall, projector = a_room(at_point=point), a_room(at_point=point, name="Proyektor")
    staff = a_member_of_staff(at_point=point)
    draft = say(a_draft(point, age_from=6, age_to=12), hall, projector, staff=(staff,), least=1)
    assert not Booking.objects.exists()
    assert publish(draft).state == "published"
    assert all(spaces.is_taken(thing, THEN) for thing in (hall, projector))
    assert reasons(lambda: a_booking(projector, span=THEN)) == ["taken"]


def test_while_anything_is_missing_nothing_is_announced_and_nothing_claimed(
    point: ServicePoint, nothing_changes: NothingChanges
) -> None:
    hall, projector = a_room(at_point=point), a_room(at_point=point, name="Proyektor")
    staff = a_member_of_staff(at_point=point)
    publish(say(a_draft(point), staff=(staff,)))
    a_booking(projector, span=THEN)
    draft = say(a_draft(point), hall, projector, staff=(staff,), least=2)
    with nothing_changes():
        assert reasons(lambda: publish(draft)) == ["thing_taken", "staff_busy", "staff_missing"]


def test_nothing_for_children_is_announced_without_somebody_who_is_named(point: ServicePoint) -> None:
    draft = a_draft(point, age_from=6, age_to=12)
    assert reasons(lambda: publish(draft)) == ["nobody_for_minors"]
    say(draft, staff=(a_member_of_staff(at_point=point),))
    assert publish(draft).state == "published"


def test_what_an_announced_date_needs_besides_is_had_at_once_or_not_at_all(
    point: ServicePoint, nothing_changes: NothingChanges
) -> None:
    hall, taken = a_room(at_point=point), a_room(at_point=point)
    a_booking(taken, span=THEN)
    occurrence = publish(a_draft(point))
    say(occurrence, hall)
    assert spaces.is_taken(hall, THEN)
    with nothing_changes():
        assert reasons(lambda: say(occurrence, hall, taken)) == ["thing_taken"]
    say(occurrence)
    assert not spaces.is_taken(hall, THEN)


def test_things_move_along_or_nothing_moves_and_are_free_when_it_is_called_off(
    point: ServicePoint, nothing_changes: NothingChanges
) -> None:
    hall = a_room(at_point=point)
    occurrence = publish(say(a_draft(point), hall))
    later_on = a_span("13:00", "14:00", on=A_LATER_TUESDAY)
    in_the_way = a_booking(hall, span=later_on)
    move = lambda starts: actions.move(  # noqa: E731
        occurrence=occurrence, starts_at=starts, ends_at=starts + timedelta(hours=1), by=SYSTEM, at=NOW
    )
    with nothing_changes():
        assert reasons(lambda: move(later_on.start)) == ["taken"]
    move(BEGINS + timedelta(days=1))
    assert not spaces.is_taken(hall, THEN)
    actions.call_off(occurrence=occurrence, because="Banjir", by=SYSTEM, at=NOW)
    assert list(Booking.objects.filter(state="confirmed")) == [in_the_way]
    assert reasons(lambda: say(occurrence, hall)) == ["over_already"]


def test_a_postponed_date_lets_its_things_go_and_has_them_again_at_its_new_time(point: ServicePoint) -> None:
    hall = a_room(at_point=point)
    occurrence = publish(say(a_draft(point), hall))
    actions.postpone(occurrence=occurrence, because="Banjir", by=SYSTEM, at=NOW)
    assert not spaces.is_taken(hall, THEN)
    found = queries.occurrence(occurrence.pk)
    assert found
    actions.move(occurrence=found, starts_at=THEN.start, ends_at=THEN.end, by=SYSTEM, at=NOW)
    assert spaces.is_taken(hall, THEN)


def test_only_whoever_plans_here_says_what_is_needed(point: ServicePoint, nothing_changes: NothingChanges) -> None:
    draft = a_draft(point)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.say_needs(occurrence=draft, things=[], staff=[], least_staff=0, by=VISITOR, at=later(days=1))


def test_what_is_announced_as_it_is_planned_names_its_staff_or_is_refused(point: ServicePoint) -> None:
    children, sari = a_programme(at_point=point, age_to=10), a_member_of_staff(at_point=point)
    plan = lambda **given: actions.plan(programme=children, starts_at=BEGINS, by=SYSTEM, at=NOW, **given)  # noqa: E731
    assert reasons(lambda: plan(staff=[])) == ["nobody_for_minors"]
    assert reasons(lambda: plan(staff=[sari], least_staff=2)) == ["staff_missing"]
    assert not Occurrence.objects.exists()
    assert [each.person for each in queries.duties_of(plan(staff=[sari]))] == [sari]
    assert reasons(lambda: plan(staff=[sari])) == ["staff_busy"]
    assert plan(staff=[], is_draft=True).state == "draft"


def test_a_series_names_its_staff_on_all_dates_or_none_is_made(point: ServicePoint) -> None:
    children, sari = a_programme(at_point=point, age_to=10), a_member_of_staff(at_point=point)
    actions.plan(programme=children, starts_at=BEGINS + timedelta(days=7), by=SYSTEM, at=NOW, staff=[sari])
    weekly = partial(
        actions.plan_series,
        programme=children,
        rule="FREQ=WEEKLY;BYDAY=TU",
        first=A_LATER_TUESDAY,
        last=A_LATER_TUESDAY + timedelta(days=14),
        starts=time(9),
        by=SYSTEM,
        at=NOW,
    )
    assert reasons(lambda: weekly(staff=[])) == ["nobody_for_minors"]
    with pytest.raises(PlanRefused) as refused:
        weekly(staff=[sari])
    [said] = refused.value.worded()
    assert said.message == "Petugas is on another date on Tuesday, 17 March, 09:00."
    assert Occurrence.objects.count() == 1
    budi = a_member_of_staff(at_point=point)
    weekly(staff=[budi])
    assert Duty.objects.filter(person=budi).count() == 3
