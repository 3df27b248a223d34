"""Desks that want the same thing in the same moment, on real transactions."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import count

import pytest
from django.db import connection
from django.db.models import Count

from pustakota.contexts.catalogue.models import Item
from pustakota.contexts.circulation import actions
from pustakota.contexts.circulation.models import Hold, Loan, PolicyRow, Source
from pustakota.contexts.circulation.permissions import LEND
from pustakota.contexts.circulation.rules.holding import CAPTURED
from pustakota.contexts.people.models import Patron
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import Refusal
from pustakota.foundation.models import Message
from tests.contexts.circulation.desks import at_once, in_turn
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import LONG_AGO, a_hold, a_loan, a_policy, a_returned
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, an_actor

pytestmark = pytest.mark.usefixtures("transactional_db")
DESKS = 8


def lending(item: Item, patron: Patron, *, desk: int = 1, at: datetime = NOW) -> Callable[[], Loan]:
    point, by = item.service_point, an_actor(LEND, account_id=desk)
    return lambda: actions.check_out(item=item, patron=patron, at_point=point, by=by, at=at, source=Source.DESK)


def deadlocks() -> int:
    """Deadlocks that PostgreSQL has broken so far in this database; 0 where there can be none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_stat_clear_snapshot(), deadlocks FROM pg_stat_database WHERE datname = current_database()"
        )
        return int(cursor.fetchone()[1])


def test_eight_desks_one_item_one_loan_and_seven_refusals() -> None:
    item = an_item()
    patrons = [a_patron(home=item.service_point) for _ in range(DESKS)]
    answers = at_once(*(lending(item, patron, desk=n) for n, patron in enumerate(patrons)))
    refusals = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(refusals) == DESKS - 1
    assert {reason.code for refusal in refusals for reason in refusal.reasons} == {"item_on_loan"}
    assert Loan.objects.filter(item=item).count() == 1
    assert Message.objects.filter(name="circulation.ItemLent").count() == 1


def test_one_desk_that_scans_eight_times_makes_one_loan() -> None:
    item = an_item()
    patron = a_patron(home=item.service_point)
    answers = at_once(*(lending(item, patron) for _ in range(DESKS)))
    assert len({loan.pk for loan in answers if isinstance(loan, Loan)}) == 1
    assert Loan.objects.count() == 1


def test_one_member_at_eight_desks_gets_three_items() -> None:
    point = a_point()
    patron = a_patron(home=point)
    answers = at_once(*(lending(an_item(at_point=point), patron, desk=n) for n in range(DESKS)))
    assert sum(isinstance(answer, Loan) for answer in answers) == 3
    assert Loan.objects.filter(patron=patron).count() == 3


def test_eight_scans_of_one_returned_item_end_its_loan_once_and_catch_one_hold() -> None:
    loan = a_loan()
    item, point = loan.item, loan.service_point
    holds = [a_hold(record=item.record, pickup=point) for _ in range(3)]
    answers = at_once(*(lambda: a_returned(item, point) for _ in range(DESKS)))
    returned = [answer for answer in answers if isinstance(answer, actions.Returned)]
    assert len(returned) == DESKS
    assert sum(answer.loan is not None for answer in returned) == 1
    assert {answer.hold for answer in returned} == {holds[0]}
    assert Counter(Hold.objects.values_list("status", flat=True)) == {"ready": 1, "waiting": 2}


def test_two_copies_returned_at_once_are_kept_for_different_members() -> None:
    record, point = a_record(), a_point()
    copies = [an_item(record=record, at_point=point) for _ in range(DESKS)]
    holds = [a_hold(record=record, pickup=point) for _ in range(DESKS)]
    answers = at_once(*(lambda copy=copy: a_returned(copy, point) for copy in copies))
    caught = [answer.hold.pk for answer in answers if isinstance(answer, actions.Returned) and answer.hold]
    assert sorted(caught) == [hold.pk for hold in holds]
    assert Hold.objects.filter(status="ready").values("item").distinct().count() == DESKS


def test_a_member_who_asks_eight_times_waits_once() -> None:
    item = an_item()
    patron = a_patron(home=item.service_point)
    answers = at_once(
        *(lambda: a_hold(record=item.record, pickup=item.service_point, patron=patron) for _ in range(DESKS))
    )
    assert sum(isinstance(answer, Hold) for answer in answers) == 1
    assert Hold.objects.count() == 1


def test_eight_cancellations_of_one_hold_call_one_other_member() -> None:
    item = an_item()
    first, second, third = (a_hold(record=item.record, pickup=item.service_point) for _ in range(3))
    a_returned(item, item.service_point)
    answers = at_once(*(lambda: actions.cancel_hold(hold=first, by=SYSTEM, at=NOW) for _ in range(DESKS)))
    assert sum(isinstance(answer, Refusal) for answer in answers) == DESKS - 1
    assert [Hold.objects.get(pk=hold.pk).status for hold in (first, second, third)] == ["cancelled", "ready", "waiting"]


def test_a_renewal_and_a_return_of_the_same_loan_leave_it_returned() -> None:
    for _ in range(5):
        loan = a_loan()
        at_once(
            lambda loan=loan: actions.renew(loan=loan, by=SYSTEM, at=later(minutes=1)),
            lambda loan=loan: a_returned(loan.item, loan.service_point, at=later(minutes=1)),
        )
        loan.refresh_from_db()
        assert loan.returned_at == later(minutes=1)


def test_passing_on_a_copy_while_it_is_scanned_never_deadlocks() -> None:
    """The one who cancels holds the title and names the copy; the one who scans holds the copy and wants the title."""
    before = deadlocks()
    item = an_item()
    point = item.service_point
    for _ in range(10):
        hold, _next = (a_hold(record=item.record, pickup=point) for _ in range(2))
        a_returned(item, point)
        in_turn(
            [
                [lambda hold=hold: actions.cancel_hold(hold=hold, by=SYSTEM, at=NOW)],
                *[[lambda: a_returned(item, point)] * 3 for _ in range(3)],
            ]
        )
        for left in Hold.objects.live():
            actions.cancel_hold(hold=left, by=SYSTEM, at=NOW)
        a_returned(item, point)
    assert deadlocks() == before


class Day:
    """A title with five copies that fifty members want, and what desks do about it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.record, self.here, self.there = a_record(), a_point(), a_point()
        self.copies = [an_item(record=self.record, at_point=self.here) for _ in range(5)]
        a_policy("Titik ini", service_point=self.here, max_holds=1, pickup_days=1)
        self.members = [a_patron(home=self.here) for _ in range(50)]
        self.hours = count()

    def wait(self, member: Patron) -> None:
        a_hold(record=self.record, pickup=self.chance.choice([self.here, self.here, self.there]), patron=member)

    def scan(self) -> None:
        at = later(days=next(self.hours) / 24)
        a_returned(self.chance.choice(self.copies), self.chance.choice([self.here, self.there]), at=at)

    def collect(self) -> None:
        hold = Hold.objects.filter(status="ready").select_related("item", "patron", "pickup_point").first()
        if hold and hold.item:
            actions.check_out(
                item=hold.item, patron=hold.patron, at_point=hold.pickup_point, by=SYSTEM, at=NOW, source=Source.DESK
            )

    def cancel(self) -> None:
        if live := list(Hold.objects.live()):
            actions.cancel_hold(hold=self.chance.choice(live), by=SYSTEM, at=NOW)

    def expire(self) -> None:
        for hold in Hold.objects.filter(status="ready"):
            actions.expire_hold(hold=hold, by=SYSTEM, at=later(days=next(self.hours)))

    def run(self) -> None:
        queue = [[partial(self.wait, member) for member in self.members[n::2]] for n in range(2)]
        deeds = [self.scan, self.scan, self.collect, self.collect, self.cancel, self.expire]
        in_turn([*queue, *([self.chance.choice(deeds) for _ in range(25)] for _ in range(4))])

    def end(self) -> None:
        """Every copy comes back and everybody who still waits is served; a lost hold would wait for ever."""
        for _ in range(60):
            for copy in self.copies:
                hold = a_returned(copy, self.here).hold
                if hold and hold.status == "in_transit":
                    a_returned(copy, self.there)
            while Hold.objects.filter(status="ready").exists():
                self.collect()
            if not Hold.objects.live().exists():
                return


@pytest.mark.parametrize("seed", range(2))
def test_fifty_members_and_five_copies_at_six_desks_lose_no_hold_and_keep_the_order(seed: int) -> None:
    """Returns, collections, cancellations and expiries at once; the announcements tell the order that came of it."""
    before = deadlocks()
    day = Day(seed)
    day.run()
    assert not Hold.objects.values("item").filter(status__in=CAPTURED).annotate(n=Count("pk")).filter(n__gt=1).exists()
    day.end()
    assert_everybody_was_served_in_order()
    assert deadlocks() == before


def assert_everybody_was_served_in_order() -> None:
    assert Hold.objects.count() == 50
    assert not Hold.objects.live().exists()
    calls: list[int] = []
    for message in Message.objects.filter(name__in=["circulation.HoldReady", "circulation.HoldSent"]).order_by("pk"):
        if message.fields["hold_id"] not in calls:
            calls.append(message.fields["hold_id"])
    assert len(calls) > 10
    assert calls == sorted(calls), "somebody was called before somebody who had waited longer"
    ended = Counter(Message.objects.filter(name="circulation.HoldEnded").values_list("subject", flat=True))
    assert len(ended) == 50
    assert set(ended.values()) == {1}
    open_loans = list(Loan.objects.still_out().values_list("item", flat=True))
    assert len(open_loans) == len(set(open_loans))


def test_two_rules_for_one_case_saved_in_one_instant_are_one_rule() -> None:
    point = a_point()

    def add() -> PolicyRow:
        return actions.add_policy(row=PolicyRow(name="Pusat", service_point=point, valid_from=LONG_AGO), by=SYSTEM)

    answers = at_once(*[add] * 4)
    assert sum(isinstance(answer, PolicyRow) for answer in answers) == 1
    assert PolicyRow.objects.filter(service_point=point).count() == 1
