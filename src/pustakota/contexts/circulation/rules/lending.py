"""May this copy be lent to this member, may this loan be renewed, where is a copy?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pustakota.contexts.circulation.rules.policy import Policy
from pustakota.foundation.money import in_words_of_the_till
from pustakota.foundation.reasons import Reason

LENDABLE = frozenset({"available"})
FOUND_AGAIN = frozenset({"missing", "lost"})
"""Conditions that a scan at the desk disproves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatronStanding:
    """What stands about a member: membership, block, open loans, charges. Days are the point's own.

    ``open_charges`` and ``owed`` (rupiah) are known only where a rule asks for them.
    """

    today: date
    status: str
    expires_on: date
    blocked_because: str = ""
    open_loans: int = 0
    overdue_loans: int = 0
    open_charges: int = 0
    owed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LendingSituation:
    """Everything that decides a loan. ``waiting_before``: others in the queue whose turn comes before this member's."""

    patron: PatronStanding
    item_status: str
    on_loan_until: date | None = None
    captured_for_other: bool = False
    waiting_before: int = 0
    free_copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalSituation:
    """Everything that decides a renewal. ``waiting``: members in the queue; ``free_copies``: copies they could have."""

    patron: PatronStanding
    due_on: date
    renewals: int
    is_returned: bool = False
    waiting: int = 0
    free_copies: int = 0


def standing_reasons(standing: PatronStanding) -> Iterator[Reason]:
    """Why a membership does not allow anything now."""
    if standing.status == "blocked":
        yield Reason("patron_blocked", {"because": standing.blocked_because})
    if standing.status == "closed":
        yield Reason("membership_closed", overridable=False)
    if standing.expires_on < standing.today:
        yield Reason("membership_expired", {"expires_on": standing.expires_on})


def overdue_reasons(standing: PatronStanding, policy: Policy) -> Iterator[Reason]:
    """Why loans that are late stand in the way."""
    if policy.blocks_while_overdue and standing.overdue_loans:
        yield Reason("has_overdue", {"count": standing.overdue_loans, "policy": policy.name})


def charge_reasons(standing: PatronStanding, policy: Policy) -> Iterator[Reason]:
    """Why what is owed stands in the way."""
    if policy.max_open_charges is not None and standing.open_charges > policy.max_open_charges:
        counted = {"count": standing.open_charges, "limit": policy.max_open_charges, "policy": policy.name}
        yield Reason("too_many_charges", counted)
    if policy.max_owed is not None and standing.owed > policy.max_owed:
        facts = {"owed": in_words_of_the_till(standing.owed), "limit": in_words_of_the_till(policy.max_owed)}
        yield Reason("owes_too_much", facts | {"policy": policy.name})


def reasons_not_to_lend(situation: LendingSituation, policy: Policy) -> tuple[Reason, ...]:
    """Every reason against the loan; none: it may be made."""
    return (*reasons_not_to_borrow(situation.patron, policy), *_item_reasons(situation, policy))


def reasons_not_to_borrow(standing: PatronStanding, policy: Policy) -> tuple[Reason, ...]:
    """Every reason against any loan to this member, whatever the copy."""
    return tuple(_patron_reasons(standing, policy))


def _patron_reasons(standing: PatronStanding, policy: Policy) -> Iterator[Reason]:
    yield from standing_reasons(standing)
    yield from overdue_reasons(standing, policy)
    yield from charge_reasons(standing, policy)
    if standing.open_loans >= policy.max_loans:
        yield Reason("too_many_loans", {"limit": policy.max_loans, "policy": policy.name})


def _item_reasons(situation: LendingSituation, policy: Policy) -> Iterator[Reason]:
    if situation.on_loan_until is not None:
        yield Reason("item_on_loan", {"due_on": situation.on_loan_until}, overridable=False)
        return
    if situation.item_status not in LENDABLE | FOUND_AGAIN:
        yield Reason(f"item_{situation.item_status}", overridable=situation.item_status != "withdrawn")
    elif not policy.is_lendable:
        yield Reason("not_lendable", {"policy": policy.name})
    if situation.captured_for_other:
        yield Reason("held_for_other")
    elif situation.waiting_before >= situation.free_copies:
        yield Reason("others_waiting", {"count": situation.waiting_before})


UNDONE_WITHIN = timedelta(minutes=15)
"""How long a return can be undone: a wrong scan is seen at once, later a member may rely on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoingSituation:
    """Everything that decides whether a return is undone."""

    since_return: timedelta | None
    was_lost: bool
    is_parted: bool
    lent_again: bool
    returned_elsewhere: bool


def reasons_not_to_undo(situation: UndoingSituation) -> tuple[Reason, ...]:
    """Every reason against undoing a return; none: the loan is open again."""
    if situation.since_return is None or situation.was_lost:
        return (Reason("not_returned", overridable=False),)
    return tuple(_undoing_reasons(situation, situation.since_return))


def _undoing_reasons(situation: UndoingSituation, since: timedelta) -> Iterator[Reason]:
    if since > UNDONE_WITHIN:
        yield Reason("too_late_to_undo", {"minutes": int(UNDONE_WITHIN.total_seconds() // 60)}, overridable=False)
    if situation.returned_elsewhere:
        yield Reason("returned_elsewhere", overridable=False)
    if situation.lent_again:
        yield Reason("lent_again", overridable=False)
    if situation.is_parted:
        yield Reason("member_unknown", overridable=False)


def reasons_not_to_renew(situation: RenewalSituation, policy: Policy) -> tuple[Reason, ...]:
    """Every reason against the renewal; none: it may be made."""
    if situation.is_returned:
        return (Reason("already_returned", overridable=False),)
    return tuple(_renewal_reasons(situation, policy))


def _renewal_reasons(situation: RenewalSituation, policy: Policy) -> Iterator[Reason]:
    yield from standing_reasons(situation.patron)
    if situation.waiting > situation.free_copies:
        yield Reason("others_waiting", {"count": situation.waiting})
    if situation.renewals >= policy.max_renewals:
        yield Reason("no_renewals_left", {"limit": policy.max_renewals, "policy": policy.name})
    if situation.due_on < situation.patron.today:
        yield Reason("loan_overdue", {"due_on": situation.due_on})


def whereabouts(item_status: str, *, on_loan: bool, hold_status: str | None) -> str:
    """The one status of a copy that people see: where it is, else its condition."""
    if on_loan:
        return "on_loan"
    if hold_status == "ready":
        return "on_hold_shelf"
    if hold_status == "in_transit":
        return "in_transit"
    return item_status
