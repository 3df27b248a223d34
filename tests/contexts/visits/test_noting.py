from datetime import date
from uuid import uuid4

import pytest

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people import queries as people
from pustakota.contexts.visits import actions, queries
from pustakota.contexts.visits.actions import Heads, Level, Method, NotedIn, Subject
from pustakota.contexts.visits.errors import VisitRefused
from pustakota.contexts.visits.models import InPlaceUse, NothingNoted, Visit
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_loan
from tests.factories.moments import MONDAY, NOW, at_clock, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, an_actor, somebody_with_role
from tests.factories.visits import a_member_visit, a_use_in_place, some_guests

pytestmark = pytest.mark.django_db


@pytest.fixture
def point() -> ServicePoint:
    return a_point()


def codes(refused: pytest.ExceptionInfo[VisitRefused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_a_member_is_counted_by_level_and_key_and_once_an_hour(point: ServicePoint) -> None:
    patron = a_patron(home=point, born_on=date(1960, 6, 1))
    visit = a_member_visit(patron, point, at=NOW)
    assert (visit.kind, visit.people, visit.level, visit.on) == ("member", 1, "elder", MONDAY)
    assert visit.person_key == people.person_key(patron.person, on=MONDAY)
    assert visit.person_key
    again = actions.note_member_visit(
        patron=patron, at_point=point, by=SYSTEM, at=later(minutes=59), source=NotedIn.KIOSK
    )
    assert again == (visit, False)
    assert a_member_visit(patron, point, at=later(minutes=60)) != visit
    assert Visit.objects.count() == 2
    elsewhere = a_point()
    assert a_member_visit(patron, elsewhere, at=later(minutes=61)).service_point == elsewhere


def test_the_day_of_a_visit_is_that_of_the_point() -> None:
    east = a_point(zone="Asia/Jayapura")
    late = at_clock(MONDAY, "23:30")
    assert a_member_visit(a_patron(home=east), east, at=late).on == date(2026, 3, 3)


def test_a_group_of_eighty_is_one_entry_with_the_right_sums(point: ServicePoint) -> None:
    entry = uuid4()
    heads = [Heads(Level.CHILD, female=40, male=35), Heads(Level.TEEN), Heads(Level.ADULT, unstated=5)]
    given = {"heads": heads, "at_point": point, "by": SYSTEM, "source": NotedIn.DESK, "is_group": True, "entry": entry}
    rows = actions.note_guests(**given, at=NOW, group_name="SDN Sumberjati 1")  # type: ignore[arg-type]
    assert [(row.level, row.people) for row in rows] == [("child", 75), ("adult", 5)]
    again = actions.note_guests(**given, at=later(minutes=1))  # type: ignore[arg-type]
    assert [row.pk for row in again] == [row.pk for row in rows]
    assert queries.day_in_book(point, MONDAY).groups == 80


def test_an_impossible_count_changes_nothing(point: ServicePoint, nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(VisitRefused) as refused:
        actions.note_guests(
            heads=[Heads(Level.ADULT)],
            at_point=point,
            by=SYSTEM,
            at=NOW,
            source=NotedIn.DESK,
            came_at=later(minutes=5),
        )
    assert codes(refused) == ["nobody", "in_future"]


def test_who_may_not_note_notes_nothing(point: ServicePoint, nothing_changes: NothingChanges) -> None:
    elsewhere = an_actor("visits.note", at_point=a_point())
    patron, item = a_patron(home=point), an_item(at_point=point)
    with nothing_changes():
        for attempt in (
            lambda: a_member_visit(patron, point, by=elsewhere),
            lambda: some_guests(point, by=elsewhere),
            lambda: a_use_in_place(point, item=item, by=elsewhere),
            lambda: actions.note_nothing(what=Subject.VISITS, on=MONDAY, at_point=point, by=elsewhere, at=NOW),
        ):
            with pytest.raises(NotAllowed):
                attempt()


def test_a_copy_on_a_table_is_counted_once_in_ten_minutes(point: ServicePoint) -> None:
    item = an_item(at_point=point)
    a_use_in_place(point, item=item)
    again = {"item": item, "at_point": point, "by": SYSTEM, "source": NotedIn.DESK}
    assert actions.note_reading(**again, at=later(minutes=9)) is None  # type: ignore[arg-type]
    assert actions.note_reading(**again, at=later(minutes=10))  # type: ignore[arg-type]
    actions.note_other_reading(
        copies=12, what="koran", at_point=point, by=SYSTEM, at=NOW, source=NotedIn.DESK, method=Method.ESTIMATE
    )
    assert queries.day_in_book(point, MONDAY).copies == 14


def test_a_copy_on_loan_is_not_read_in_place(point: ServicePoint, nothing_changes: NothingChanges) -> None:
    loan = a_loan(at_point=point)
    with nothing_changes(), pytest.raises(VisitRefused) as refused:
        a_use_in_place(point, item=loan.item)
    assert codes(refused) == ["on_loan"]


def test_a_visit_is_struck_out_with_a_reason_and_stays(point: ServicePoint) -> None:
    by = somebody_with_role("sirkulasi", at_point=point, account_id=7)
    visit = some_guests(point, 80)
    right = actions.correct_visit(
        visit=visit, reason="salah ketik", heads=Heads(Level.CHILD, male=8), by=by, at=later(minutes=5)
    )
    visit.refresh_from_db()
    assert (visit.people, visit.correction, visit.corrected_by, visit.corrected_at) == (
        80,
        "salah ketik",
        7,
        later(minutes=5),
    )
    assert right is not None
    assert (right.replaces, right.people, right.at, right.noted_at) == (visit, 8, visit.at, later(minutes=5))
    assert queries.day_in_book(point, MONDAY).people == 8
    as_it_was = queries.counted_visits([point.pk], MONDAY, MONDAY, later(minutes=4))
    assert [row.people for row in as_it_was] == [80]


def test_a_member_can_come_again_after_the_wrong_visit_was_struck_out(point: ServicePoint) -> None:
    patron = a_patron(home=point)
    wrong = a_member_visit(patron, point)
    with pytest.raises(VisitRefused) as refused:
        actions.correct_visit(visit=wrong, reason="x", heads=Heads("adult", male=2), by=SYSTEM, at=NOW)
    assert codes(refused) == ["member_has_no_heads"]
    assert actions.correct_visit(visit=wrong, reason="kartu orang lain", by=SYSTEM, at=NOW) is None
    with pytest.raises(VisitRefused) as refused:
        actions.correct_visit(visit=wrong, reason="", by=SYSTEM, at=NOW)
    assert codes(refused) == ["already_corrected", "reason_missing"]
    assert a_member_visit(patron, point, at=later(minutes=1)).pk != wrong.pk


def test_a_use_in_place_is_struck_out(point: ServicePoint) -> None:
    use = a_use_in_place(point)
    actions.correct_reading(use=use, reason="dibawa petugas", by=SYSTEM, at=later(minutes=1))
    assert InPlaceUse.objects.get().correction == "dibawa petugas"
    assert queries.day_in_book(point, MONDAY).copies == 0


def test_volunteers_note_and_do_not_correct(point: ServicePoint, nothing_changes: NothingChanges) -> None:
    volunteer = somebody_with_role("relawan", at_point=point)
    visit = some_guests(point, by=volunteer)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.correct_visit(visit=visit, reason="x", by=volunteer, at=NOW)


def test_nothing_is_said_once_and_only_where_nothing_was_noted(
    point: ServicePoint, nothing_changes: NothingChanges
) -> None:
    said = {"what": Subject.VISITS, "on": MONDAY, "at_point": point, "by": SYSTEM, "at": NOW}
    actions.note_nothing(**said)  # type: ignore[arg-type]
    actions.note_nothing(**said)  # type: ignore[arg-type]
    assert NothingNoted.objects.count() == 1
    some_guests(point)
    with nothing_changes(), pytest.raises(VisitRefused) as refused:
        actions.note_nothing(**said)  # type: ignore[arg-type]
    assert codes(refused) == ["something_noted"]


def test_a_day_that_had_ended_and_changes_is_announced(point: ServicePoint) -> None:
    some_guests(point)
    told = Message.objects.filter(name="visits.PastDayChanged")
    assert not told.exists()
    heads, yesterday = [Heads(Level.TEEN, male=3)], later(days=-1)
    visits = actions.note_guests(heads=heads, at_point=point, by=SYSTEM, at=NOW, came_at=yesterday, source=NotedIn.DESK)
    assert [m.fields for m in told] == [{"service_point_id": point.pk, "on": "2026-03-01"}]
    actions.correct_visit(visit=visits[0], reason="salah hari", by=SYSTEM, at=NOW)
    assert told.all().count() == 2


def test_a_visit_leads_to_its_member_for_a_week(point: ServicePoint) -> None:
    patron = a_patron(home=point)
    visit = a_member_visit(patron, point)
    key = visit.person_key
    keys = list(queries.visits_to_part(at=later(days=7)).values_list("pk", flat=True))
    assert keys == []
    at = later(days=7, seconds=1)
    assert actions.part_from_members(visit_ids=[visit.pk], by=SYSTEM, at=at) == 1
    visit.refresh_from_db()
    assert (visit.person, visit.person_key) == (None, key)
    with pytest.raises(NotAllowed):
        actions.part_from_members(visit_ids=[visit.pk], by=somebody_with_role("kepala"), at=at)


def test_a_forgotten_member_leaves_only_numbers(point: ServicePoint) -> None:
    patron = a_patron(home=point)
    visit = a_member_visit(patron, point)
    assert list(queries.visits_of(patron.person)) == [visit]
    assert actions.forget_member(person=patron.person, by=somebody_with_role("kepala")) == 1
    assert not queries.visits_of(patron.person).exists()
    assert queries.day_in_book(point, MONDAY).people == 1
