from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from pustakota.contexts.catalogue.models import ItemStatus
from pustakota.contexts.circulation import actions
from pustakota.contexts.circulation.errors import LendingRefused
from pustakota.contexts.circulation.models import Hold, Loan, OverrideLogged, Source
from pustakota.contexts.circulation.permissions import LEND, OVERRIDE, Override
from pustakota.contexts.organisation.actions import set_date
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.catalogue import an_item, an_item_type
from tests.factories.circulation import a_hold, a_loan, a_policy, a_returned
from tests.factories.moments import MONDAY, NOW, at_clock, later
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_patron, a_patron_type, an_actor

pytestmark = pytest.mark.django_db
LIBRARIAN = an_actor(LEND, OVERRIDE)
BECAUSE = Override("kepala menyetujui")


def lend(**given: Any) -> Loan:
    given.setdefault("at_point", given["item"].service_point)
    return actions.check_out(**{"by": LIBRARIAN, "at": NOW, "source": Source.DESK} | given)


def refused_codes(nothing_changes: NothingChanges, **given: Any) -> list[str]:
    with nothing_changes(), pytest.raises(LendingRefused) as refused:
        lend(**given)
    return [reason.code for reason in refused.value.reasons]


def test_a_loan_is_due_in_seven_days_and_is_announced() -> None:
    item = an_item()
    patron = a_patron()
    loan = lend(item=item, patron=patron)
    assert loan.due_on == MONDAY + timedelta(days=7)
    assert loan.policy.name == "Aturan umum"
    message = Message.objects.latest("pk")
    assert (message.name, message.subject) == ("circulation.ItemLent", f"item:{item.pk}")
    assert message.fields == {
        "loan_id": loan.pk,
        "item_id": item.pk,
        "record_id": item.record_id,
        "patron_id": patron.pk,
        "service_point_id": item.service_point_id,
    }


def test_a_due_date_on_a_closed_day_moves_to_the_next_open_day() -> None:
    item = an_item()
    set_date(point=item.service_point, on=MONDAY + timedelta(days=7), intervals=[], reason="Nyepi", by=SYSTEM, at=NOW)
    assert lend(item=item, patron=a_patron()).due_on == MONDAY + timedelta(days=8)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
@pytest.mark.parametrize(("clock", "days"), [("23:59", 7), ("00:00", 7)])
def test_the_day_of_a_loan_is_the_day_of_the_point(zone: str, clock: str, days: int) -> None:
    point = a_point(zone=zone)
    loan = lend(item=an_item(at_point=point), patron=a_patron(home=point), at=at_clock(MONDAY, clock, zone))
    assert loan.due_on == MONDAY + timedelta(days=days)


def test_one_moment_is_two_days_in_jayapura_and_jakarta() -> None:
    moment = at_clock(MONDAY, "23:00", "Asia/Jakarta")
    west, east = a_point(zone="Asia/Jakarta"), a_point(zone="Asia/Jayapura")
    due = [lend(item=an_item(at_point=point), patron=a_patron(), at=moment).due_on for point in (west, east)]
    assert due == [MONDAY + timedelta(days=7), MONDAY + timedelta(days=8)]


def test_staff_without_the_right_at_the_point_do_not_lend_there(nothing_changes: NothingChanges) -> None:
    item, patron = an_item(), a_patron()
    for by in (VISITOR, a_member_acting(patron), an_actor(LEND, at_point=a_point()), an_actor("desk.use")):
        with nothing_changes(), pytest.raises(NotAllowed):
            lend(item=item, patron=patron, by=by)
    assert lend(item=item, patron=patron, by=an_actor(LEND, at_point=item.service_point))


def test_a_copy_on_loan_is_refused_with_its_due_date(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    assert refused_codes(nothing_changes, item=loan.item, patron=a_patron()) == ["item_on_loan"]


def test_a_copy_on_loan_cannot_be_lent_by_override_either(nothing_changes: NothingChanges) -> None:
    loan = a_loan()
    assert refused_codes(nothing_changes, item=loan.item, patron=a_patron(), override=BECAUSE) == ["item_on_loan"]


def test_a_blocked_member_borrows_nothing_and_reads_why(nothing_changes: NothingChanges) -> None:
    item, patron = an_item(), a_patron(blocked=True)
    with nothing_changes(), pytest.raises(LendingRefused) as refused:
        lend(item=item, patron=patron)
    with translation.override("en"):
        (worded,) = refused.value.worded()
    assert worded.code == "patron_blocked"
    assert "kartu dipinjamkan" in worded.message
    assert worded.overridable


def test_an_expired_membership_and_a_closed_one_borrow_nothing(nothing_changes: NothingChanges) -> None:
    item = an_item()
    old = a_patron(joined_at=later(days=-400))
    assert refused_codes(nothing_changes, item=item, patron=old) == ["membership_expired"]
    assert refused_codes(nothing_changes, item=item, patron=a_patron(closed=True)) == ["membership_closed"]


def test_the_fourth_loan_and_a_loan_beside_an_overdue_one_are_refused(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    for _ in range(3):
        a_loan(patron=patron)
    assert refused_codes(nothing_changes, item=an_item(), patron=patron) == ["too_many_loans"]
    codes = refused_codes(nothing_changes, item=an_item(), patron=patron, at=later(days=8))
    assert codes == ["has_overdue", "too_many_loans"]


@pytest.mark.parametrize(
    "status", [ItemStatus.IN_PROCESS, ItemStatus.DAMAGED, ItemStatus.WITHDRAWN, ItemStatus.ON_SITE_ONLY]
)
def test_a_copy_that_may_not_leave_is_refused_in_words(status: ItemStatus, nothing_changes: NothingChanges) -> None:
    item, patron = an_item(status=status), a_patron()
    with nothing_changes(), pytest.raises(LendingRefused) as refused:
        lend(item=item, patron=patron)
    (worded,) = refused.value.worded()
    assert worded.code == f"item_{status}"
    assert worded.message


@pytest.mark.parametrize("status", [ItemStatus.MISSING, ItemStatus.LOST])
def test_lending_a_copy_thought_missing_or_lost_finds_it(status: ItemStatus) -> None:
    item = an_item(status=status)
    lend(item=item, patron=a_patron())
    item.refresh_from_db()
    assert item.status == ItemStatus.AVAILABLE


def test_without_any_policy_nothing_is_lent(nothing_changes: NothingChanges) -> None:
    item, patron = an_item(), a_patron()
    before = date(2019, 12, 31)  # the general rule holds since 2020
    codes = refused_codes(nothing_changes, item=item, patron=patron, at=at_clock(before, "10:00"))
    assert codes == ["no_policy"]


def test_the_most_specific_policy_wins_and_is_named_in_the_loan_and_in_the_refusal(
    nothing_changes: NothingChanges,
) -> None:
    item = an_item()
    a_policy("Perpustakaan ini", library=item.service_point.library, loan_days=10)
    a_policy("Titik ini", service_point=item.service_point, loan_days=21)
    a_policy("Pelajar di mana saja", patron_type=a_patron_type("pelajar"), loan_days=30)
    pupil = a_patron(type=a_patron_type("pelajar"))
    loan = lend(item=item, patron=pupil)
    assert (loan.policy.name, loan.due_on) == ("Titik ini", MONDAY + timedelta(days=21))
    a_policy(
        "Rujukan di titik ini", service_point=item.service_point, item_type=an_item_type("rujukan"), is_lendable=False
    )
    reference = an_item(at_point=item.service_point, type=an_item_type("rujukan"))
    with nothing_changes(), pytest.raises(LendingRefused) as refused:
        lend(item=reference, patron=pupil)
    (reason,) = refused.value.reasons
    assert (reason.code, reason.facts["policy"]) == ("not_lendable", "Rujukan di titik ini")


def test_an_override_with_a_reason_lends_and_is_logged() -> None:
    item, patron = an_item(status=ItemStatus.ON_SITE_ONLY), a_patron(blocked=True)
    lend(item=item, patron=patron, override=BECAUSE, by=an_actor(LEND, OVERRIDE, account_id=77))
    logged = OverrideLogged.objects.get()
    assert (logged.action, logged.codes, logged.reason, logged.account_id, logged.service_point, logged.at) == (
        "check_out",
        ["patron_blocked", "item_on_site_only"],
        "kepala menyetujui",
        77,
        item.service_point,
        NOW,
    )


def test_an_override_that_nothing_needed_is_not_logged() -> None:
    lend(item=an_item(), patron=a_patron(), override=BECAUSE)
    assert not OverrideLogged.objects.exists()


def test_an_override_wants_a_reason_and_the_right_to_overrule_here(nothing_changes: NothingChanges) -> None:
    item, patron = an_item(), a_patron(blocked=True)
    elsewhere = an_actor(OVERRIDE, at_point=a_point())
    assert refused_codes(nothing_changes, item=item, patron=patron, override=Override("  ")) == ["patron_blocked"]
    for by in (an_actor(LEND), an_actor(LEND, at_point=item.service_point)):
        codes = refused_codes(nothing_changes, item=item, patron=patron, override=BECAUSE, by=by)
        assert codes == ["patron_blocked"]
    with nothing_changes(), pytest.raises(NotAllowed):
        lend(item=item, patron=patron, override=BECAUSE, by=elsewhere)


def test_an_override_leaves_the_reasons_that_nobody_may_overrule(nothing_changes: NothingChanges) -> None:
    item, patron = an_item(status=ItemStatus.WITHDRAWN), a_patron(closed=True)
    codes = refused_codes(nothing_changes, item=item, patron=patron, override=BECAUSE)
    assert codes == ["membership_closed", "item_withdrawn"]


def test_the_same_loan_asked_again_within_five_minutes_is_the_same_loan(nothing_changes: NothingChanges) -> None:
    item, patron = an_item(), a_patron()
    loan = lend(item=item, patron=patron)
    with nothing_changes():
        assert lend(item=item, patron=patron, at=later(minutes=5)) == loan


def test_after_five_minutes_or_at_another_desk_or_by_another_card_it_is_refused(
    nothing_changes: NothingChanges,
) -> None:
    item, patron = an_item(), a_patron()
    lend(item=item, patron=patron)
    again = {"item": item, "patron": patron}
    assert refused_codes(nothing_changes, **again, at=later(minutes=5, seconds=1)) == ["item_on_loan"]
    assert refused_codes(nothing_changes, **again, by=an_actor(LEND, account_id=2)) == ["item_on_loan"]
    assert refused_codes(nothing_changes, item=item, patron=a_patron()) == ["item_on_loan"]


def test_a_copy_kept_for_another_member_is_refused(nothing_changes: NothingChanges) -> None:
    item = an_item()
    a_hold(record=item.record, pickup=item.service_point)
    a_returned(item, item.service_point)
    assert refused_codes(nothing_changes, item=item, patron=a_patron()) == ["held_for_other"]


def test_the_member_a_copy_is_kept_for_takes_it_and_the_hold_is_fulfilled() -> None:
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point)
    a_returned(item, item.service_point)
    lend(item=item, patron=hold.patron, at=later(minutes=1))
    hold.refresh_from_db()
    assert (hold.status, hold.on_shelf, hold.ended_at) == ("fulfilled", False, later(minutes=1))
    names = Message.objects.filter(name__startswith="circulation.").order_by("-pk").values_list("name", flat=True)
    assert list(names[:2]) == ["circulation.HoldEnded", "circulation.ItemLent"]


def test_lending_a_kept_copy_by_override_puts_its_hold_back_into_its_place() -> None:
    item = an_item()
    first = a_hold(record=item.record, pickup=item.service_point)
    second = a_hold(record=item.record, pickup=item.service_point)
    a_returned(item, item.service_point)
    lend(item=item, patron=a_patron(), override=BECAUSE)
    first.refresh_from_db()
    assert (first.status, first.item, first.on_shelf, first.pick_up_by, first.ready_at) == (
        "waiting",
        None,
        False,
        None,
        None,
    )
    caught = a_returned(item, item.service_point, at=later(days=1)).hold
    assert caught == first
    second.refresh_from_db()
    assert second.status == "waiting"


def test_a_copy_from_the_shelf_is_not_lent_past_those_who_wait(nothing_changes: NothingChanges) -> None:
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point)
    assert refused_codes(nothing_changes, item=item, patron=a_patron()) == ["others_waiting"]
    assert lend(item=item, patron=hold.patron)
    hold.refresh_from_db()
    assert hold.status == "fulfilled"


def test_a_second_free_copy_may_be_lent_although_one_member_waits() -> None:
    item = an_item()
    an_item(record=item.record, at_point=item.service_point)
    a_hold(record=item.record, pickup=item.service_point)
    assert lend(item=item, patron=a_patron())


def test_who_takes_another_copy_than_the_one_kept_frees_that_for_the_next() -> None:
    kept = an_item()
    other = an_item(record=kept.record, at_point=kept.service_point)
    first = a_hold(record=kept.record, pickup=kept.service_point)
    second = a_hold(record=kept.record, pickup=kept.service_point)
    a_returned(kept, kept.service_point)
    lend(item=other, patron=first.patron, override=BECAUSE)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.on_shelf) == ("fulfilled", False)
    assert (second.status, second.item, second.on_shelf) == ("ready", kept, True)


def test_who_takes_another_copy_while_nobody_else_waits_leaves_the_kept_one_to_be_put_back() -> None:
    kept = an_item()
    other = an_item(record=kept.record, at_point=kept.service_point)
    hold = a_hold(record=kept.record, pickup=kept.service_point)
    a_returned(kept, kept.service_point)
    lend(item=other, patron=hold.patron)
    hold.refresh_from_db()
    assert (hold.status, hold.on_shelf) == ("fulfilled", True)
    assert Hold.objects.live().count() == 0


def test_a_plain_loan_costs_eight_queries(queries_are: QueriesAre) -> None:
    item, patron = an_item(), a_patron()
    with queries_are(8):
        lend(item=item, patron=patron)


def test_a_refused_loan_costs_five_queries(queries_are: QueriesAre) -> None:
    item, patron = an_item(), a_patron(blocked=True)
    with queries_are(5), pytest.raises(LendingRefused):
        lend(item=item, patron=patron)


def test_collecting_a_hold_costs_nine_queries(queries_are: QueriesAre) -> None:
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point)
    a_returned(item, item.service_point)
    with queries_are(9):
        lend(item=item, patron=hold.patron)
