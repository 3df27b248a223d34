import pytest

from pustakota.contexts.catalogue.models import ItemStatus
from pustakota.contexts.circulation import actions
from pustakota.contexts.circulation.models import Hold
from pustakota.contexts.circulation.permissions import LEND
from pustakota.foundation.actors import VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import an_actor

pytestmark = pytest.mark.django_db


def messages() -> list[str]:
    names = Message.objects.order_by("pk").values_list("name", flat=True)
    return [name.partition(".")[2] for name in names if name.startswith(("circulation.", "catalogue."))]


def test_a_return_ends_the_loan_and_is_announced() -> None:
    loan = a_loan()
    returned = a_returned(loan.item, loan.service_point, at=later(days=2))
    loan.refresh_from_db()
    assert (returned.loan, returned.hold, returned.moved) == (loan, None, False)
    assert (loan.returned_at, loan.returned_to) == (later(days=2), loan.service_point)
    assert messages() == ["ItemLent", "ItemReturned"]


def test_a_copy_that_was_not_on_loan_is_taken_without_complaint() -> None:
    item = an_item()
    returned = a_returned(item, item.service_point)
    assert (returned.loan, returned.hold, returned.moved) == (None, None, False)
    assert Message.objects.latest("pk").fields["loan_id"] is None


def test_a_copy_returned_elsewhere_belongs_there_from_now_on() -> None:
    loan, there = a_loan(), a_point()
    returned = a_returned(loan.item, there)
    loan.refresh_from_db()
    loan.item.refresh_from_db()
    assert returned.moved
    assert (loan.returned_to, loan.item.service_point) == (there, there)
    assert messages() == ["ItemLent", "RecordsChanged", "ItemReturned"]


def test_nobody_takes_a_copy_back_without_the_right_at_the_point(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    for by in (VISITOR, an_actor("desk.use"), an_actor(LEND, at_point=a_point())):
        with nothing_changes(), pytest.raises(NotAllowed):
            a_returned(loan.item, loan.service_point, by=by)


@pytest.mark.parametrize("status", [ItemStatus.MISSING, ItemStatus.LOST])
def test_a_lost_copy_that_is_returned_is_found_and_serves_the_queue(status: ItemStatus) -> None:
    loan = a_loan()
    hold = a_hold(record=loan.item.record, pickup=loan.service_point)
    loan.item.status = status
    loan.item.save()
    returned = a_returned(loan.item, loan.service_point)
    assert returned.item.status == ItemStatus.AVAILABLE
    assert returned.hold == hold


@pytest.mark.parametrize("status", [ItemStatus.DAMAGED, ItemStatus.IN_PROCESS, ItemStatus.WITHDRAWN])
def test_a_copy_that_cannot_be_lent_serves_nobody(status: ItemStatus) -> None:
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point)
    item.status = status
    item.save()
    assert a_returned(item, item.service_point).hold is None
    hold.refresh_from_db()
    assert hold.status == "waiting"


def test_a_returned_copy_is_kept_for_the_first_in_the_queue_for_three_open_days() -> None:
    loan = a_loan()
    first, second = (a_hold(record=loan.item.record, pickup=loan.service_point) for _ in range(2))
    returned = a_returned(loan.item, loan.service_point)
    assert returned.hold == first
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.item, first.on_shelf, first.ready_at) == ("ready", loan.item, True, NOW)
    assert first.pick_up_by == MONDAY.replace(day=5)
    assert second.status == "waiting"
    ready = Message.objects.get(name="circulation.HoldReady")
    assert ready.fields["patron_id"] == first.patron_id


def test_the_pick_up_shelf_counts_the_open_days_of_its_own_point() -> None:
    point = a_point(open_on=[0])
    item = an_item(at_point=point)
    hold = a_hold(record=item.record, pickup=point)
    a_returned(item, point)
    hold.refresh_from_db()
    assert hold.pick_up_by == MONDAY.replace(day=23)


def test_a_copy_wanted_elsewhere_travels_and_is_ready_when_it_arrives() -> None:
    loan, there = a_loan(), a_point()
    hold = a_hold(record=loan.item.record, pickup=there)
    assert a_returned(loan.item, loan.service_point).hold == hold
    hold.refresh_from_db()
    assert (hold.status, hold.on_shelf, hold.ready_at, hold.item) == ("in_transit", False, None, loan.item)
    arrived = a_returned(loan.item, there, at=later(days=1))
    hold.refresh_from_db()
    assert arrived.moved
    assert (hold.status, hold.on_shelf, hold.ready_at) == ("ready", True, later(days=1))
    assert messages()[-5:] == ["HoldSent", "ItemReturned", "RecordsChanged", "HoldReady", "ItemReturned"]


def test_a_travelling_copy_scanned_on_its_way_stays_on_its_way() -> None:
    item, there, between = an_item(), a_point(), a_point()
    hold = a_hold(record=item.record, pickup=there)
    a_returned(item, item.service_point)
    assert a_returned(item, between).hold == hold
    hold.refresh_from_db()
    assert hold.status == "in_transit"


def test_scanning_a_copy_on_the_pick_up_shelf_again_changes_nothing_about_its_hold() -> None:
    item = an_item()
    a_hold(record=item.record, pickup=item.service_point)
    a_returned(item, item.service_point)
    before = Hold.objects.values().get()
    a_returned(item, item.service_point, at=later(days=1))
    assert Hold.objects.values().get() == before


def test_a_copy_from_the_pick_up_shelf_that_turns_up_elsewhere_travels_back() -> None:
    item, there = an_item(), a_point()
    home = item.service_point
    hold = a_hold(record=item.record, pickup=home)
    a_returned(item, home)
    assert a_returned(item, there).hold == hold
    hold.refresh_from_db()
    assert (hold.status, hold.on_shelf, hold.ready_at, hold.pick_up_by) == ("in_transit", False, None, None)
    a_returned(item, home, at=later(days=1))
    hold.refresh_from_db()
    assert (hold.status, hold.ready_at) == ("ready", later(days=1))


def test_two_copies_of_a_title_serve_two_members() -> None:
    one, point = an_item(), a_point()
    other = an_item(record=one.record)
    first, second = (a_hold(record=one.record, pickup=point) for _ in range(2))
    assert [a_returned(item, point).hold for item in (other, one)] == [first, second]


def test_a_copy_left_on_the_shelf_is_taken_off_it_by_a_scan() -> None:
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point)
    a_returned(item, item.service_point)
    actions.cancel_hold(hold=hold, by=an_actor(LEND), at=NOW)
    hold.refresh_from_db()
    assert hold.on_shelf
    a_returned(item, item.service_point)
    hold.refresh_from_db()
    assert not hold.on_shelf


def test_a_plain_return_costs_five_queries(queries_are: QueriesAre) -> None:
    loan = a_loan()
    item = loan.item
    with queries_are(5):
        a_returned(item, loan.service_point)


def test_a_return_elsewhere_costs_eight_queries(queries_are: QueriesAre) -> None:
    loan, there = a_loan(), a_point()
    item = loan.item
    with queries_are(8):  # the last one dates the record, whose only copy left its point
        a_returned(item, there)


def test_a_return_that_catches_a_hold_costs_ten_queries(queries_are: QueriesAre) -> None:
    loan = a_loan()
    a_hold(record=loan.item.record, pickup=loan.service_point)
    item = loan.item
    with queries_are(10):
        a_returned(item, loan.service_point)
