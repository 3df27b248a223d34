"""The queue of one title as a machine of states: whatever people do, no hold is lost and the order is kept."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pustakota.contexts.circulation import actions, queries
from pustakota.contexts.circulation.errors import CirculationRefused
from pustakota.contexts.circulation.models import Hold, Loan, Source
from pustakota.foundation.actors import SYSTEM
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_policy, a_returned
from tests.factories.moments import NOW
from tests.factories.organisation import a_library, a_point
from tests.factories.people import a_patron

pytestmark = pytest.mark.django_db
MEMBERS, COPIES, PICKUP_DAYS = 8, 3, 2
members = st.integers(0, MEMBERS - 1)
copies = st.integers(0, COPIES - 1)
places = st.integers(0, 1)


class Queue(RuleBasedStateMachine):
    """The model: who waits, in order; which copy is kept for whom; who has which copy at home."""

    def __init__(self) -> None:
        super().__init__()
        self.database = transaction.atomic()
        self.database.__enter__()
        self.at = NOW
        self.waiting: list[int] = []
        self.kept: dict[int, int] = {}
        self.kept_since: dict[int, int] = {}
        self.pickup: dict[int, int] = {}
        self.at_home: dict[int, int] = {}
        self.lies_at = dict.fromkeys(range(COPIES), 0)
        self.day = 0

    @initialize()
    def open_the_library(self) -> None:
        library = a_library()
        self.points = [a_point(library=library) for _ in range(2)]
        a_policy("Semua", library=library, pickup_days=PICKUP_DAYS, blocks_while_overdue=False)
        self.record = a_record()
        self.items = [an_item(record=self.record, at_point=self.points[0]) for _ in range(COPIES)]
        self.patrons = [a_patron(home=self.points[0]) for _ in range(MEMBERS)]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.database.__exit__(None, None, None)

    def hold_of(self, member: int) -> Hold:
        return Hold.objects.live().get(patron=self.patrons[member])

    def serve(self, copy: int, *, on_the_way: bool = False) -> None:
        """A copy that is free goes to whoever has waited longest."""
        if not self.waiting:
            return
        member = self.waiting.pop(0)
        self.kept[copy] = member
        if self.pickup[member] == self.lies_at[copy] and not on_the_way:
            self.kept_since[copy] = self.day

    def release(self, copy: int) -> None:
        on_the_way = copy not in self.kept_since
        self.kept_since.pop(copy, None)
        del self.kept[copy]
        self.serve(copy, on_the_way=on_the_way)

    @rule(member=members, place=places)
    def reserve(self, member: int, place: int) -> None:
        busy = member in self.waiting or member in self.kept.values() or member in self.at_home.values()
        try:
            a_hold(record=self.record, pickup=self.points[place], patron=self.patrons[member], at=self.at)
        except CirculationRefused:
            assert busy
        else:
            assert not busy
            self.waiting.append(member)
            self.pickup[member] = place

    @rule(copy=copies, place=places)
    def scan(self, copy: int, place: int) -> None:
        returned = a_returned(self.items[copy], self.points[place], at=self.at)
        assert (returned.loan is not None) is (copy in self.at_home)
        self.at_home.pop(copy, None)
        self.lies_at[copy] = place
        if copy not in self.kept:
            self.serve(copy)
        elif self.pickup[self.kept[copy]] != place:
            self.kept_since.pop(copy, None)
        else:
            self.kept_since.setdefault(copy, self.day)
        assert (returned.hold and returned.hold.patron) == (
            (copy in self.kept and self.patrons[self.kept[copy]]) or None
        )

    @rule(copy=copies, member=members)
    def borrow(self, copy: int, member: int) -> None:
        expected = self.may_borrow(copy, member)
        point = self.points[self.lies_at[copy]]
        given = {"item": self.items[copy], "patron": self.patrons[member], "at_point": point}
        try:
            actions.check_out(**given, by=SYSTEM, at=self.at, source=Source.DESK)
        except CirculationRefused:
            assert not expected
            return
        if self.at_home.get(copy) == member:
            return  # the same loan asked again
        assert expected
        self.at_home[copy] = member
        self.settle(copy, member)

    def may_borrow(self, copy: int, member: int) -> bool:
        if copy in self.at_home or list(self.at_home.values()).count(member) >= 3:
            return False
        if copy in self.kept:
            return self.kept[copy] == member
        ahead = self.waiting.index(member) if member in self.waiting else len(self.waiting)
        free = [other for other in range(COPIES) if other not in self.kept and other not in self.at_home]
        return ahead < len(free)

    def settle(self, copy: int, member: int) -> None:
        if member in self.waiting:
            self.waiting.remove(member)
        self.kept_since.pop(copy, None)
        self.kept.pop(copy, None)
        for other, keeper in list(self.kept.items()):
            if keeper == member:
                self.release(other)

    @precondition(lambda self: self.waiting or self.kept)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        member = data.draw(st.sampled_from([*self.waiting, *self.kept.values()]))
        actions.cancel_hold(hold=self.hold_of(member), by=SYSTEM, at=self.at)
        if member in self.waiting:
            self.waiting.remove(member)
            return
        self.release(next(copy for copy, keeper in self.kept.items() if keeper == member))

    @rule(days=st.integers(1, 3))
    def days_pass(self, days: int) -> None:
        self.day += days
        self.at += timedelta(days=days)
        for hold in queries.holds_to_expire(at=self.at):
            actions.expire_hold(hold=hold, by=SYSTEM, at=self.at)
            member = self.patrons.index(hold.patron)
            copy = next(copy for copy, keeper in self.kept.items() if keeper == member)
            assert self.day - self.kept_since[copy] > PICKUP_DAYS
            self.release(copy)
        assert all(self.day - since <= PICKUP_DAYS for since in self.kept_since.values())

    @invariant()
    def the_queue_is_the_models_in_its_order(self) -> None:
        if hasattr(self, "record"):
            rows = Hold.objects.waiting().filter(record=self.record).values_list("patron", flat=True)
            assert list(rows) == [self.patrons[member].pk for member in self.waiting]

    @invariant()
    def every_kept_copy_is_kept_for_the_models_member(self) -> None:
        if hasattr(self, "record"):
            rows = {
                (hold.item_id, hold.patron_id, hold.status == "ready", hold.on_shelf)
                for hold in Hold.objects.live().exclude(status="waiting")
            }
            assert rows == {
                (self.items[copy].pk, self.patrons[member].pk, copy in self.kept_since, copy in self.kept_since)
                for copy, member in self.kept.items()
            }

    @invariant()
    def every_open_loan_is_the_models(self) -> None:
        if hasattr(self, "record"):
            rows = set(Loan.objects.still_out().values_list("item", "patron"))
            expected = {(self.items[copy].pk, self.patrons[member].pk) for copy, member in self.at_home.items()}
            assert rows == expected


def test_whatever_people_do_no_hold_is_lost_and_the_order_is_kept() -> None:
    run_state_machine_as_test(
        Queue,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
