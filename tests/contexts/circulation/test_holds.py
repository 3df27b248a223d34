from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from pustakota.contexts.catalogue.models import ItemStatus
from pustakota.contexts.circulation import actions, queries, tasks
from pustakota.contexts.circulation.errors import HoldChangeRefused, HoldRefused
from pustakota.contexts.circulation.models import Hold, OverrideLogged
from pustakota.contexts.circulation.permissions import LEND, OVERRIDE, Override
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import MONDAY, NOW, at_clock, later
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_member_acting, a_patron, an_actor

pytestmark = pytest.mark.django_db
STAFF = an_actor(LEND)


def state(hold: Hold) -> tuple[str, bool]:
    hold.refresh_from_db()
    return hold.status, hold.on_shelf


def refused_codes(nothing_changes: NothingChanges, **given: object) -> list[str]:
    with nothing_changes(), pytest.raises(HoldRefused) as refused:
        actions.place_hold(**{"by": SYSTEM, "at": NOW} | given)  # type: ignore[arg-type]
    return [reason.code for reason in refused.value.reasons]


# Joining the queue


def test_a_member_joins_the_end_of_the_queue_and_it_is_announced() -> None:
    item = an_item()
    first, second = (a_hold(record=item.record, pickup=item.service_point) for _ in range(2))
    [mine] = queries.live_holds(second.patron)
    assert (mine.position, queries.live_holds(first.patron)[0].position) == (2, 1)
    assert queries.holds_waiting(item.record_id) == 2
    message = Message.objects.latest("pk")
    assert (message.name, message.subject) == ("circulation.HoldPlaced", f"hold:{second.pk}")


def test_a_title_whose_copy_stands_on_the_shelf_can_be_reserved_and_is_pulled() -> None:
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point)
    (pull,) = queries.pull_list(item.service_point)
    assert (pull.item, pull.hold) == (item, hold)


def test_a_mother_reserves_for_her_child_and_a_stranger_may_not(nothing_changes: NothingChanges) -> None:
    item, mother = an_item(), a_patron()
    child = a_child(guardian=mother)
    for stranger in (a_member_acting(a_patron()), VISITOR, an_actor("desk.use")):
        with nothing_changes(), pytest.raises(NotAllowed):
            a_hold(record=item.record, pickup=item.service_point, patron=child, by=stranger)
    hold = a_hold(record=item.record, pickup=item.service_point, patron=child, by=a_member_acting(mother))
    assert (hold.patron, hold.placed_by) == (child, mother.person.account_id)


def test_nobody_waits_twice_for_a_title_nor_for_one_that_is_at_home(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    hold = a_hold(record=loan.item.record, pickup=loan.service_point)
    again = {"record": loan.item.record, "pickup_point": loan.service_point}
    assert refused_codes(nothing_changes, **again, patron=hold.patron) == ["already_held"]
    assert refused_codes(nothing_changes, **again, patron=loan.patron) == ["already_borrowed"]


def test_the_fourth_hold_is_refused_in_words(nothing_changes: NothingChanges) -> None:
    patron, point = a_patron(), a_point()
    for _ in range(3):
        a_hold(record=an_item().record, pickup=point, patron=patron)
    record = an_item().record
    with nothing_changes(), pytest.raises(HoldRefused) as refused:
        a_hold(record=record, pickup=point, patron=patron)
    with translation.override("en"):
        (worded,) = refused.value.worded()
    assert worded.code == "too_many_holds"
    assert "limit of 3" in worded.message


@pytest.mark.parametrize("status", [s for s in ItemStatus if s != ItemStatus.AVAILABLE])
def test_a_title_without_a_copy_that_can_be_lent_is_not_reserved(
    status: ItemStatus, nothing_changes: NothingChanges
) -> None:
    item, patron = an_item(status=status), a_patron()
    codes = refused_codes(nothing_changes, record=item.record, patron=patron, pickup_point=item.service_point)
    assert codes == ["no_copies"]


def test_a_point_without_a_shelf_or_out_of_service_is_no_pick_up_point(nothing_changes: NothingChanges) -> None:
    item, patron, box, closed = an_item(), a_patron(), a_point(is_pickup=False), a_point()
    ServicePoint.objects.filter(pk=closed.pk).update(is_active=False)
    closed.refresh_from_db()
    for point in (box, closed):
        codes = refused_codes(nothing_changes, record=item.record, patron=patron, pickup_point=point)
        assert codes == ["not_a_pickup_point"]


def test_every_reason_against_a_hold_is_given_at_once(nothing_changes: NothingChanges) -> None:
    record, patron = a_record(), a_patron(blocked=True, joined_at=later(days=-500))
    codes = refused_codes(nothing_changes, record=record, patron=patron, pickup_point=a_point(is_pickup=False))
    assert codes == ["patron_blocked", "membership_expired", "no_copies", "not_a_pickup_point"]


def test_a_blocked_member_waits_only_by_override_and_it_is_logged(nothing_changes: NothingChanges) -> None:
    item, patron = an_item(), a_patron(blocked=True)
    given = {"record": item.record, "patron": patron, "pickup_point": item.service_point}
    override = Override("sudah dibicarakan")
    assert refused_codes(nothing_changes, **given, by=STAFF, override=override) == ["patron_blocked"]
    actions.place_hold(**given, by=an_actor(LEND, OVERRIDE), at=NOW, override=override)
    logged = OverrideLogged.objects.get()
    assert (logged.action, logged.codes, logged.reason) == ("place_hold", ["patron_blocked"], "sudah dibicarakan")


def test_placing_a_hold_costs_nine_queries(queries_are: QueriesAre) -> None:
    item, patron = an_item(), a_patron()
    with queries_are(9):
        a_hold(record=item.record, pickup=item.service_point, patron=patron)


# Giving it back


def test_a_cancelled_hold_leaves_the_queue_and_the_rest_move_up() -> None:
    item = an_item()
    holds = [a_hold(record=item.record, pickup=item.service_point) for _ in range(3)]
    actions.cancel_hold(hold=holds[0], by=a_member_acting(holds[0].patron), at=NOW)
    assert state(holds[0]) == ("cancelled", False)
    assert [queries.live_holds(h.patron)[0].position for h in holds[1:]] == [1, 2]
    assert Message.objects.latest("pk").fields["status"] == "cancelled"


def test_a_stranger_cancels_nothing_and_a_guardian_does(nothing_changes: NothingChanges) -> None:
    item, mother = an_item(), a_patron()
    hold = a_hold(record=item.record, pickup=item.service_point, patron=a_child(guardian=mother))
    for stranger in (VISITOR, a_member_acting(a_patron()), an_actor("desk.use")):
        with nothing_changes(), pytest.raises(NotAllowed):
            actions.cancel_hold(hold=hold, by=stranger, at=NOW)
    assert actions.cancel_hold(hold=hold, by=a_member_acting(mother), at=NOW).status == "cancelled"


def test_an_ended_hold_is_not_cancelled_again(nothing_changes: NothingChanges) -> None:
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point)
    actions.cancel_hold(hold=hold, by=STAFF, at=NOW)
    with nothing_changes(), pytest.raises(HoldChangeRefused) as refused:
        actions.cancel_hold(hold=hold, by=STAFF, at=later(minutes=1))
    assert [worded.code for worded in refused.value.worded()] == ["already_ended"]


def test_the_copy_of_a_cancelled_hold_goes_to_the_next_at_the_same_point() -> None:
    item = an_item()
    first, second = (a_hold(record=item.record, pickup=item.service_point) for _ in range(2))
    a_returned(item, item.service_point)
    actions.cancel_hold(hold=first, by=STAFF, at=later(days=1))
    assert (state(first), state(second)) == (("cancelled", False), ("ready", True))
    assert (second.item, second.ready_at, second.pick_up_by) == (item, later(days=1), MONDAY + timedelta(days=4))


def test_the_copy_of_a_cancelled_hold_travels_to_the_next_at_another_point() -> None:
    item, there = an_item(), a_point()
    first = a_hold(record=item.record, pickup=item.service_point)
    second = a_hold(record=item.record, pickup=there)
    a_returned(item, item.service_point)
    actions.cancel_hold(hold=first, by=STAFF, at=NOW)
    assert (state(first), state(second)) == (("cancelled", True), ("in_transit", False))
    assert list(queries.shelf_to_clear(item.service_point)) == [first]
    a_returned(item, there)
    assert (state(first), state(second)) == (("cancelled", False), ("ready", True))


def test_a_copy_still_travelling_is_not_called_ready_for_the_next_until_it_arrives() -> None:
    item, there = an_item(), a_point()
    first, second = (a_hold(record=item.record, pickup=there) for _ in range(2))
    a_returned(item, item.service_point)
    actions.cancel_hold(hold=first, by=STAFF, at=NOW)
    assert state(second) == ("in_transit", False)
    assert not Message.objects.filter(name="circulation.HoldReady").exists()
    a_returned(item, there)
    assert state(second) == ("ready", True)


def test_a_copy_that_travels_away_and_is_then_wanted_where_it_came_from_comes_back() -> None:
    item, there = an_item(), a_point()
    home = item.service_point
    first = a_hold(record=item.record, pickup=there)
    second = a_hold(record=item.record, pickup=home)
    a_returned(item, home)
    actions.cancel_hold(hold=first, by=STAFF, at=NOW)
    a_returned(item, there)
    assert state(second) == ("in_transit", False)
    a_returned(item, home)
    assert state(second) == ("ready", True)


def test_a_copy_that_nobody_else_wants_waits_on_the_shelf_to_be_put_back(nothing_changes: NothingChanges) -> None:
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point)
    a_returned(item, item.service_point)
    actions.cancel_hold(hold=hold, by=STAFF, at=NOW)
    assert list(queries.shelf_to_clear(item.service_point)) == [hold]
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.clear_from_shelf(hold=hold, by=VISITOR)
    actions.clear_from_shelf(hold=hold, by=STAFF)
    assert list(queries.shelf_to_clear(item.service_point)) == []


def test_a_copy_that_is_still_kept_is_not_cleared_from_the_shelf() -> None:
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point)
    a_returned(item, item.service_point)
    actions.clear_from_shelf(hold=hold, by=STAFF)
    assert state(hold) == ("ready", True)


def test_cancelling_a_waiting_hold_costs_four_queries(queries_are: QueriesAre) -> None:
    item = an_item()
    placed = a_hold(record=item.record, pickup=item.service_point)
    hold = queries.hold_by_code(placed.code)
    assert hold
    with queries_are(4):
        actions.cancel_hold(hold=hold, by=STAFF, at=NOW)


# Running out


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_a_copy_runs_out_after_its_last_day_ends_at_its_own_point(zone: str) -> None:
    point = a_point(zone=zone)
    item = an_item(at_point=point)
    hold = a_hold(record=item.record, pickup=point, at=at_clock(MONDAY, "09:00", zone))
    a_returned(item, point, at=at_clock(MONDAY, "10:00", zone))
    last_day = MONDAY + timedelta(days=3)
    assert tasks.expire_holds(at_clock(last_day, "23:59", zone)) == 0
    assert state(hold) == ("ready", True)
    assert tasks.expire_holds(at_clock(last_day + timedelta(days=1), "00:00", zone)) == 1
    assert state(hold) == ("expired", True)
    assert tasks.expire_holds(at_clock(last_day + timedelta(days=1), "00:00", zone)) == 0


def test_the_copy_of_an_expired_hold_is_called_for_the_next() -> None:
    item = an_item()
    first, second = (a_hold(record=item.record, pickup=item.service_point) for _ in range(2))
    a_returned(item, item.service_point)
    assert tasks.expire_holds(later(days=4)) == 1
    assert (state(first), state(second)) == (("expired", False), ("ready", True))
    ended = Message.objects.get(name="circulation.HoldEnded")
    assert (ended.subject, ended.fields["status"]) == (f"hold:{first.pk}", "expired")


def test_waiting_and_travelling_holds_never_run_out(nothing_changes: NothingChanges) -> None:
    item, there = an_item(), a_point()
    waiting, travelling = a_hold(record=a_loan().item.record, pickup=there), a_hold(record=item.record, pickup=there)
    a_returned(item, item.service_point)
    with nothing_changes():
        assert tasks.expire_holds(later(days=400)) == 0
        for hold in (waiting, travelling):
            actions.expire_hold(hold=hold, by=SYSTEM, at=later(days=400))


def test_a_member_does_not_expire_holds(nothing_changes: NothingChanges) -> None:
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point)
    a_returned(item, item.service_point)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.expire_hold(hold=hold, by=a_member_acting(hold.patron), at=later(days=9))


# What the database itself refuses


def test_the_database_refuses_a_second_live_hold_and_a_second_captured_one() -> None:
    item = an_item()
    one = a_hold(record=item.record, pickup=item.service_point)
    two = a_hold(record=item.record, pickup=item.service_point)
    a_returned(item, item.service_point)
    for change in (
        lambda: Hold.objects.filter(pk=two.pk).update(status="ready", item=item),
        lambda: Hold.objects.filter(pk=two.pk).update(status="in_transit"),
        lambda: Hold.objects.filter(pk=two.pk).update(patron=one.patron),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
