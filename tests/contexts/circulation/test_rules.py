"""What circulation decides, without a database."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.circulation import rules
from pustakota.contexts.circulation.rules import HoldEvent as E
from pustakota.contexts.circulation.rules import HoldStatus as S
from pustakota.contexts.circulation.rules.dates import CLOSED_AT_MOST
from pustakota.contexts.circulation.rules.holding import CAPTURED, LIVE
from pustakota.foundation.reasons import Reason

TODAY = date(2026, 3, 2)
ANY = rules.Scope()
GENERAL = rules.Policy(id=1, name="Aturan umum", scope=ANY)
GOOD = rules.PatronStanding(today=TODAY, status="active", expires_on=TODAY)
FREE = rules.LendingSituation(patron=GOOD, item_status="available")
OUT = rules.RenewalSituation(patron=GOOD, due_on=TODAY, renewals=0)
HOLDABLE = rules.HoldSituation(
    patron=GOOD, live_holds=0, already_held=False, already_borrowed=False, usable_copies=1, is_pickup_point=True
)


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]


def plus(days: int) -> date:
    return TODAY + timedelta(days=days)


# Dates


@pytest.mark.parametrize(
    ("open_on", "due"),
    [
        ([7], plus(7)),
        ([6, 8], plus(8)),
        ([1, 2, 3, 10], plus(10)),
        ([1, 2, 3], plus(7)),
        ([], plus(7)),
    ],
)
def test_a_due_date_on_a_closed_day_moves_to_the_next_open_day(open_on: list[int], due: date) -> None:
    assert rules.due_date(TODAY, GENERAL, [plus(n) for n in open_on]) == due


@pytest.mark.parametrize(
    ("open_on", "last"),
    [
        ([0, 1, 2, 3, 4], plus(3)),
        ([0, 2, 5, 9], plus(9)),
        ([1, 2], plus(3 + CLOSED_AT_MOST)),
    ],
)
def test_the_shelf_keeps_a_copy_for_open_days_and_today_does_not_count(open_on: list[int], last: date) -> None:
    assert rules.pick_up_by(TODAY, GENERAL, [plus(n) for n in open_on]) == last


def test_a_renewal_counts_from_today_and_never_shortens_a_loan() -> None:
    every_day = [plus(n) for n in range(60)]
    assert rules.renewed_due_date(TODAY, plus(1), GENERAL, every_day) == plus(7)
    assert rules.renewed_due_date(TODAY, plus(20), GENERAL, every_day) == plus(20)


policies = st.builds(
    rules.Policy,
    id=st.just(1),
    name=st.just("x"),
    scope=st.just(ANY),
    loan_days=st.integers(0, 90),
    pickup_days=st.integers(1, 15),
)
open_days = st.sets(st.integers(0, 120)).map(lambda found: [plus(n) for n in sorted(found)])


@given(policies, open_days)
def test_a_due_date_is_the_first_open_day_not_before_the_wished_one(policy: rules.Policy, days: list[date]) -> None:
    wished = TODAY + timedelta(days=policy.loan_days)
    due = rules.due_date(TODAY, policy, days)
    assert due >= wished
    assert due == wished or (due in days and not [day for day in days if wished <= day < due])


@given(policies, open_days)
def test_a_member_has_at_least_the_promised_open_days_to_collect(policy: rules.Policy, days: list[date]) -> None:
    last = rules.pick_up_by(TODAY, policy, days)
    usable = [day for day in days if TODAY < day <= last]
    assert len(usable) == policy.pickup_days or last == plus(policy.pickup_days + CLOSED_AT_MOST)


@given(policies, open_days)
def test_no_date_lies_behind_the_last_day_that_is_asked_for(policy: rules.Policy, days: list[date]) -> None:
    known = [day for day in days if day <= rules.last_day_needed(TODAY, policy)]
    assert rules.due_date(TODAY, policy, known) <= rules.last_day_needed(TODAY, policy)
    assert rules.pick_up_by(TODAY, policy, known) <= rules.last_day_needed(TODAY, policy)


# Policies

MOST_SPECIFIC_FIRST = [
    rules.Scope(
        service_point_id=place == "point" or None,
        library_id=place == "library" or None,
        patron_type_id=p,
        item_type_id=i,
    )
    for place, p, i in product(["point", "library", "any"], [1, None], [1, None])
]


def test_point_beats_library_beats_any_then_member_type_then_item_type() -> None:
    ranks = [scope.rank for scope in MOST_SPECIFIC_FIRST]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(ranks)


@given(st.permutations(range(12)), st.integers(1, 12))
def test_the_most_specific_row_wins_in_whatever_order_rows_come(order: list[int], count: int) -> None:
    rows = [rules.Policy(id=n, name=str(n), scope=MOST_SPECIFIC_FIRST[n]) for n in order[:count]]
    winner = rules.most_specific(rows)
    assert winner
    assert winner.id == min(order[:count])


def test_no_row_no_policy() -> None:
    assert rules.most_specific([]) is None


# Lending


def test_a_free_copy_and_a_member_in_good_standing_give_no_reason_against() -> None:
    assert rules.reasons_not_to_lend(FREE, GENERAL) == ()


@pytest.mark.parametrize(
    ("standing", "code", "overridable"),
    [
        ({"status": "blocked"}, "patron_blocked", True),
        ({"status": "closed"}, "membership_closed", False),
        ({"expires_on": plus(-1)}, "membership_expired", True),
        ({"overdue_loans": 1, "open_loans": 1}, "has_overdue", True),
        ({"open_loans": 3}, "too_many_loans", True),
    ],
)
def test_each_lack_of_standing_is_one_reason(standing: dict[str, object], code: str, overridable: bool) -> None:
    reasons = rules.reasons_not_to_lend(replace(FREE, patron=replace(GOOD, **standing)), GENERAL)
    assert [(reason.code, reason.overridable) for reason in reasons] == [(code, overridable)]


def test_a_membership_holds_through_its_last_day_and_two_loans_leave_room_for_a_third() -> None:
    standing = replace(GOOD, expires_on=TODAY, open_loans=2)
    assert rules.reasons_not_to_lend(replace(FREE, patron=standing), GENERAL) == ()


def test_a_policy_may_lend_on_although_something_is_overdue() -> None:
    late = replace(FREE, patron=replace(GOOD, overdue_loans=1))
    assert rules.reasons_not_to_lend(late, replace(GENERAL, blocks_while_overdue=False)) == ()


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("available", []),
        ("missing", []),
        ("lost", []),
        ("in_process", ["item_in_process"]),
        ("damaged", ["item_damaged"]),
        ("on_site_only", ["item_on_site_only"]),
        ("withdrawn", ["item_withdrawn"]),
    ],
)
def test_the_condition_of_a_copy_decides_whether_it_goes_out(status: str, expected: list[str]) -> None:
    reasons = rules.reasons_not_to_lend(replace(FREE, item_status=status), GENERAL)
    assert codes(reasons) == expected
    assert all(reason.overridable is (status != "withdrawn") for reason in reasons)


@pytest.mark.parametrize(
    ("waiting", "free", "refused"), [(0, 1, False), (1, 1, True), (1, 2, False), (2, 2, True), (5, 6, False)]
)
def test_a_copy_goes_out_of_turn_only_where_enough_are_left_for_those_who_wait(
    waiting: int, free: int, refused: bool
) -> None:
    reasons = rules.reasons_not_to_lend(replace(FREE, waiting_before=waiting, free_copies=free), GENERAL)
    assert codes(reasons) == (["others_waiting"] if refused else [])


def test_a_copy_kept_for_another_member_is_refused_for_that_alone() -> None:
    kept = replace(FREE, captured_for_other=True, waiting_before=3)
    assert codes(rules.reasons_not_to_lend(kept, GENERAL)) == ["held_for_other"]


def test_a_copy_on_loan_is_refused_for_that_alone_and_nobody_can_overrule_it() -> None:
    situation = replace(FREE, on_loan_until=plus(3), captured_for_other=True, item_status="damaged")
    (reason,) = rules.reasons_not_to_lend(situation, GENERAL)
    assert (reason.code, reason.overridable, reason.facts) == ("item_on_loan", False, {"due_on": plus(3)})


def test_every_reason_is_given_at_once() -> None:
    bad = replace(GOOD, status="blocked", expires_on=plus(-1), open_loans=3, overdue_loans=2)
    situation = replace(FREE, patron=bad, item_status="damaged", waiting_before=1)
    assert codes(rules.reasons_not_to_lend(situation, GENERAL)) == [
        "patron_blocked",
        "membership_expired",
        "has_overdue",
        "too_many_loans",
        "item_damaged",
        "others_waiting",
    ]


def test_reasons_that_a_policy_gives_name_the_policy() -> None:
    bad = replace(GOOD, open_loans=3, overdue_loans=1)
    reasons = rules.reasons_not_to_lend(replace(FREE, patron=bad), replace(GENERAL, is_lendable=False))
    assert codes(reasons) == ["has_overdue", "too_many_loans", "not_lendable"]
    assert all(reason.facts["policy"] == "Aturan umum" for reason in reasons)


# Renewing


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"is_returned": True, "renewals": 9}, ["already_returned"]),
        ({"renewals": 1}, []),
        ({"renewals": 2}, ["no_renewals_left"]),
        ({"waiting": 1}, ["others_waiting"]),
        ({"waiting": 1, "free_copies": 1}, []),
        ({"waiting": 2, "free_copies": 1}, ["others_waiting"]),
        ({"due_on": plus(-1)}, ["loan_overdue"]),
        ({"patron": replace(GOOD, status="blocked")}, ["patron_blocked"]),
        ({"patron": replace(GOOD, expires_on=plus(-1))}, ["membership_expired"]),
        ({"waiting": 1, "renewals": 2, "due_on": plus(-1)}, ["others_waiting", "no_renewals_left", "loan_overdue"]),
    ],
)
def test_what_stands_against_a_renewal(change: dict[str, object], expected: list[str]) -> None:
    assert codes(rules.reasons_not_to_renew(replace(OUT, **change), GENERAL)) == expected


# Holding


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"already_held": True}, [("already_held", False)]),
        ({"already_borrowed": True}, [("already_borrowed", False)]),
        ({"live_holds": 2}, []),
        ({"live_holds": 3}, [("too_many_holds", True)]),
        ({"usable_copies": 0}, [("no_copies", False)]),
        ({"is_pickup_point": False}, [("not_a_pickup_point", False)]),
        ({"patron": replace(GOOD, status="closed")}, [("membership_closed", False)]),
        ({"patron": replace(GOOD, overdue_loans=1)}, [("has_overdue", True)]),
    ],
)
def test_what_stands_against_a_hold(change: dict[str, object], expected: list[tuple[str, bool]]) -> None:
    reasons = rules.reasons_not_to_hold(replace(HOLDABLE, **change), GENERAL)
    assert [(reason.code, reason.overridable) for reason in reasons] == expected


def test_an_ended_hold_never_changes_again() -> None:
    ended = [status for status in S if status not in LIVE]
    assert ended == [S.FULFILLED, S.CANCELLED, S.EXPIRED]
    assert all(rules.next_status(status, event) is None for status, event in product(ended, E))


def test_every_live_hold_can_be_cancelled_and_collected_and_leads_on() -> None:
    for status in LIVE:
        assert rules.next_status(status, E.CANCELLED) is S.CANCELLED
        assert rules.next_status(status, E.COLLECTED) is S.FULFILLED


def test_every_status_of_a_hold_can_be_reached_from_waiting() -> None:
    reached = {S.WAITING}
    for _ in S:
        reached |= {after for (before, _event), after in rules.HOLD_TRANSITIONS.items() if before in reached}
    assert reached == set(S)


def test_only_a_copy_on_the_shelf_runs_out() -> None:
    assert [status for status in S if rules.next_status(status, E.RAN_OUT)] == [S.READY]


def test_captured_holds_are_live_holds_that_do_not_wait() -> None:
    assert set(CAPTURED) == set(LIVE) - {S.WAITING}


@given(st.lists(st.integers(), unique=True, max_size=30))
def test_the_earliest_place_in_the_queue_is_next(numbers: list[int]) -> None:
    chosen = rules.next_in_queue([rules.Waiting(number, number * 10) for number in numbers])
    assert (chosen and chosen.number) == (min(numbers) if numbers else None)


@pytest.mark.parametrize(
    ("on_loan", "hold_status", "expected"),
    [
        (True, None, "on_loan"),
        (False, "ready", "on_hold_shelf"),
        (False, "in_transit", "in_transit"),
        (False, "waiting", "damaged"),
        (False, None, "damaged"),
    ],
)
def test_people_see_where_a_copy_is_before_its_condition(on_loan: bool, hold_status: str | None, expected: str) -> None:
    assert rules.whereabouts("damaged", on_loan=on_loan, hold_status=hold_status) == expected
