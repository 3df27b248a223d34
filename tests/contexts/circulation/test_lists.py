"""What people look at: shelves, lists, whereabouts."""

import pytest

from pustakota.contexts.catalogue.models import ItemStatus
from pustakota.contexts.circulation import actions, queries
from pustakota.foundation.actors import SYSTEM
from tests.conftest import QueriesAre
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron

pytestmark = pytest.mark.django_db


def test_whereabouts_are_true_for_every_copy_of_a_title_in_two_queries(queries_are: QueriesAre) -> None:
    record, here, there = a_record(), a_point(), a_point()
    copies = [an_item(record=record, at_point=here) for _ in range(4)]
    damaged = an_item(record=record, at_point=here, status=ItemStatus.DAMAGED)
    loan = a_loan(item=copies[0])
    for pickup, copy in ((here, copies[1]), (there, copies[2])):
        a_hold(record=record, pickup=pickup)
        a_returned(copy, here)
    with queries_are(2):
        statuses = queries.statuses_of([*copies, damaged])
    assert [statuses[item.pk] for item in (*copies, damaged)] == [
        ("on_loan", loan.due_on),
        ("on_hold_shelf", None),
        ("in_transit", None),
        ("available", None),
        ("damaged", None),
    ]


def test_only_free_copies_count_as_available_and_titles_without_stay_in_the_answer(queries_are: QueriesAre) -> None:
    record, empty, here, there = a_record(), a_record(), a_point(), a_point()
    a_loan(item=an_item(record=record, at_point=here))
    an_item(record=record, at_point=here, status=ItemStatus.IN_PROCESS)
    kept = an_item(record=record, at_point=here)
    a_hold(record=record, pickup=here)
    a_returned(kept, here)
    for point in (here, there, there):
        an_item(record=record, at_point=point)
    with queries_are(1):
        found = queries.availability([record.pk, empty.pk])
    assert found == {record.pk: {here.pk: 1, there.pk: 2}, empty.pk: {}}


def test_the_hold_shelf_shows_what_waits_here_the_first_to_run_out_on_top() -> None:
    here, there = a_point(), a_point()
    items = [an_item(at_point=here) for _ in range(3)]
    holds = [a_hold(record=item.record, pickup=here) for item in items]
    a_hold(record=an_item(at_point=there).record, pickup=there)
    for item, day in zip(items, (2, 0, 1), strict=True):
        a_returned(item, here, at=later(days=day))
    assert list(queries.hold_shelf(here)) == [holds[1], holds[2], holds[0]]


def test_the_pull_list_names_one_free_copy_per_waiting_hold_at_this_point_only() -> None:
    record, here, there = a_record(), a_point(), a_point()
    mine, other = an_item(record=record, at_point=here), an_item(record=record, at_point=here)
    an_item(record=record, at_point=there)
    a_loan(item=an_item(record=record, at_point=here))
    assert queries.pull_list(here) == []
    hold = a_hold(record=record, pickup=there)
    assert [(pull.item, pull.hold) for pull in queries.pull_list(here)] == [(mine, hold)]
    second = a_hold(record=record, pickup=here)
    assert [(pull.item, pull.hold) for pull in queries.pull_list(here)] == [(mine, hold), (other, second)]


def test_overdue_loans_of_a_point_are_those_whose_last_day_has_passed() -> None:
    point = a_point()
    late = a_loan(at_point=point, at=later(days=-10))
    a_loan(at_point=point, at=later(days=-7))  # due today
    a_loan(at=later(days=-10))
    assert list(queries.overdue_loans(point, today=MONDAY)) == [late]


def test_a_members_loans_come_with_titles_in_one_query_the_first_due_on_top(queries_are: QueriesAre) -> None:
    patron = a_patron()
    second, first = a_loan(patron=patron, at=NOW), a_loan(patron=patron, at=later(days=-2))
    returned = a_loan(patron=patron)
    a_returned(returned.item, returned.service_point)
    with queries_are(1):
        shown = [(loan.pk, loan.item.record.title, loan.policy.name) for loan in queries.open_loans(patron)]
    assert [key for key, _, _ in shown] == [first.pk, second.pk]


def test_the_position_in_the_queue_counts_only_those_who_still_wait() -> None:
    item = an_item()
    holds = [a_hold(record=item.record, pickup=item.service_point) for _ in range(4)]
    a_returned(item, item.service_point)
    actions.cancel_hold(hold=holds[1], by=SYSTEM, at=NOW)
    positions = [hold.position for hold in (queries.hold_by_code(h.code) for h in holds) if hold]
    assert positions[2:] == [1, 2]


def test_titles_in_demand_are_those_somebody_waits_for() -> None:
    wanted, served = an_item(), an_item()
    a_hold(record=wanted.record, pickup=wanted.service_point)
    a_hold(record=served.record, pickup=served.service_point)
    a_returned(served, served.service_point)
    assert queries.records_in_demand() == {wanted.record_id}
