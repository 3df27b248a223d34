"""Questions about loans, holds and whereabouts. None of them changes anything."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.charges import queries as charges
from pustakota.contexts.circulation import rules
from pustakota.contexts.circulation.models import Hold, Loan, PolicyRow
from pustakota.contexts.circulation.rules.holding import CAPTURED, LIVE, HoldStatus
from pustakota.foundation import periods
from pustakota.foundation.prepared import prepared
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron

LIST_LIMIT = 200


def policy_for(
    *, point: ServicePoint, patron_type_id: int, item_type_id: int | None, today: date
) -> rules.Policy | None:
    """The policy row that holds for a case, or nothing where none does; one query."""
    case = rules.Scope(point.pk, point.library_id, patron_type_id, item_type_id)
    rows = [row for row in _policies(point.pk, today) if _is_valid(row, today)]
    return rules.most_specific(policy for policy in map(policy_of, rows) if policy.scope.covers(case))


@prepared
def _policies(point_id: int, today: date) -> QuerySet[PolicyRow]:
    here = Q(service_point=point_id) | Q(service_point=None)
    return PolicyRow.objects.filter(here, valid_from__lte=today)


def _is_valid(row: PolicyRow, today: date) -> bool:
    return row.valid_until is None or row.valid_until >= today


def policy_of(row: PolicyRow) -> rules.Policy:
    """A row as the rules read it."""
    return rules.Policy(
        id=row.pk,
        name=row.name,
        scope=rules.Scope(row.service_point_id, row.library_id, row.patron_type_id, row.item_type_id),
        is_lendable=row.is_lendable,
        max_loans=row.max_loans,
        loan_days=row.loan_days,
        max_renewals=row.max_renewals,
        max_holds=row.max_holds,
        pickup_days=row.pickup_days,
        fine_per_day=row.fine_per_day,
        blocks_while_overdue=row.blocks_while_overdue,
        max_open_charges=row.max_open_charges,
        max_owed=row.max_owed,
    )


def row_of(policy: rules.Policy) -> PolicyRow:
    """The row behind a policy, to hang on what it allowed: its name is there, the rest is read when it is asked for."""
    return PolicyRow.from_db(None, ["id", "name"], [policy.id, policy.name])


def policy_rows() -> QuerySet[PolicyRow]:
    """All lending rules, with what they hold for."""
    return PolicyRow.objects.select_related("service_point", "library", "patron_type", "item_type").order_by("pk")


def standing_of(
    patron: Patron, *, today: date, due_dates: Collection[date], policy: rules.Policy | None = None
) -> rules.PatronStanding:
    """What stands about a member, given the due dates of the loans still out; two queries where the rule asks for
    what is owed, else none.
    """
    number, owed = charges.owed_by(patron.person_id) if policy and policy.asks_what_is_owed else (0, 0)
    return rules.PatronStanding(
        today=today,
        status=patron.status,
        expires_on=patron.expires_on,
        blocked_because=patron.blocked_because,
        open_loans=len(due_dates),
        overdue_loans=sum(due < today for due in due_dates),
        open_charges=number,
        owed=owed,
    )


@dataclass(frozen=True, slots=True)
class Queue:
    """The live holds of one title, earliest first, and those that lie on a shelf with one item."""

    holds: tuple[Hold, ...]

    def waiting(self) -> list[Hold]:
        return [hold for hold in self.holds if hold.status == HoldStatus.WAITING]

    def first(self) -> Hold | None:
        """The hold whose turn it is."""
        by_number = {hold.pk: hold for hold in self.waiting()}
        chosen = rules.next_in_queue([rules.Waiting(hold.pk, hold.whose_id) for hold in by_number.values()])
        return by_number[chosen.number] if chosen else None

    def captured(self, item: Item) -> Hold | None:
        """The live hold that this copy is kept for."""
        return next((h for h in self.holds if h.item_id == item.pk and h.status in CAPTURED), None)

    def left_on_shelf(self, item: Item) -> list[Hold]:
        """Ended holds whose copy still lies on the pick-up shelf."""
        return [h for h in self.holds if h.item_id == item.pk and h.on_shelf and h.status not in CAPTURED]

    def of_patron(self, patron_id: int) -> Hold | None:
        return next((hold for hold in self.holds if hold.patron_id == patron_id and hold.ended_at is None), None)

    def before(self, patron_id: int) -> int:
        """How many waiting members come before this one: all, for somebody outside the queue."""
        queue = [hold.patron_id for hold in self.waiting()]
        return queue.index(patron_id) if patron_id in queue else len(queue)


def queue_of(record_id: int, item: Item | None = None) -> Queue:
    """The live holds of a title in order, with what lies on the shelf for one of its copies; one query."""
    return Queue(tuple(_holds_of(record_id) if item is None else _holds_around(record_id, item.pk)))


@prepared
def _holds_of(record_id: int) -> QuerySet[Hold]:
    return Hold.objects.live().filter(record=record_id).order_by("pk")


@prepared
def _holds_around(record_id: int, item_id: int) -> QuerySet[Hold]:
    return Hold.objects.filter(Q(record=record_id, status__in=LIVE) | Q(item=item_id, on_shelf=True)).order_by("pk")


def free_copies(record_id: int, *, besides: int | None = None) -> int:
    """Copies of a title that stand on a shelf and that nobody holds; one query."""
    rows = _free_items().filter(record=record_id)
    return rows.exclude(pk=besides).count() if besides else rows.count()


def _free_items() -> QuerySet[Item]:
    out = Loan.objects.still_out().filter(item=OuterRef("pk"))
    captured = Hold.objects.filter(item=OuterRef("pk"), status__in=CAPTURED)
    return catalogue.usable_items().exclude(Exists(out)).exclude(Exists(captured))


def items_on_the_shelf() -> QuerySet[Item]:
    """Copies that stand on a shelf, free to be taken."""
    return _free_items().order_by("pk")


@prepared
def _loans_around(patron_id: int, item_id: int) -> QuerySet[Loan]:
    return Loan.objects.still_out().filter(Q(patron=patron_id) | Q(item=item_id))


@prepared
def _loans_of_item(item_id: int) -> QuerySet[Loan]:
    return Loan.objects.still_out().filter(item=item_id)


def loan_to_return(item: Item) -> Loan | None:
    """The loan that a copy is out on, alone, for the action that ends it."""
    return next(iter(_loans_of_item(item.pk)), None)


def lending_situation(
    item: Item, patron: Patron, *, policy: rules.Policy, today: date
) -> tuple[rules.LendingSituation, Queue, Loan | None]:
    """Everything that decides a loan, the title's queue, and the open loan of this copy; two queries, seldom more."""
    loans = _loans_around(patron.pk, item.pk)
    mine = [loan.due_on for loan in loans if loan.patron_id == patron.pk]
    of_item = next((loan for loan in loans if loan.item_id == item.pk), None)
    queue = queue_of(item.record_id, item)
    captured = queue.captured(item)
    before = 0 if captured else queue.before(patron.pk)
    situation = rules.LendingSituation(
        patron=standing_of(patron, today=today, due_dates=mine, policy=policy),
        item_status=item.status,
        on_loan_until=of_item.due_on if of_item else None,
        captured_for_other=captured is not None and captured.patron_id != patron.pk,
        waiting_before=before,
        free_copies=1 + free_copies(item.record_id, besides=item.pk) if before else 1,
    )
    return situation, queue, of_item


def renewal_situation(loan: Loan, patron: Patron, *, today: date) -> rules.RenewalSituation:
    """Everything that decides a renewal; at most three queries."""
    record = catalogue.record_id_of_item(loan.item_id)
    waiting = Hold.objects.waiting().filter(record=record).count()
    due_dates = list(Loan.objects.still_out().filter(patron=patron).values_list("due_on", flat=True))
    return rules.RenewalSituation(
        patron=standing_of(patron, today=today, due_dates=due_dates),
        due_on=loan.due_on,
        renewals=loan.renewals,
        is_returned=loan.returned_at is not None,
        waiting=waiting,
        free_copies=free_copies(record) if waiting else 0,
    )


def hold_situation(record_id: int, patron: Patron, *, pickup_point: ServicePoint, today: date) -> rules.HoldSituation:
    """Everything that decides a hold; three queries."""
    loans = list(Loan.objects.still_out().filter(patron=patron).values_list("due_on", "item__record"))
    held = list(Hold.objects.live().filter(patron=patron).values_list("record", flat=True))
    return rules.HoldSituation(
        patron=standing_of(patron, today=today, due_dates=[due for due, _ in loans]),
        live_holds=len(held),
        already_held=record_id in held,
        already_borrowed=record_id in [record for _, record in loans],
        usable_copies=catalogue.usable_items().filter(record=record_id).count(),
        is_pickup_point=pickup_point.is_pickup and pickup_point.is_active,
    )


# What people look at


@dataclass(frozen=True, slots=True)
class RenewalOutlook:
    """Whether a loan could be renewed now: the renewals left (nothing where no rule covers it), and what is against."""

    renewals_left: int | None
    reasons: tuple[Reason, ...]


def renewal_outlooks(loans: Collection[Loan], patron: Patron, *, at: datetime) -> dict[int, RenewalOutlook]:
    """For all open loans of a member, by the loan's id; one query for each rule that applies, and one or two more."""
    records = {loan.item.record_id for loan in loans}
    waiting = dict(
        Hold.objects.waiting().order_by().filter(record__in=records).values_list("record").annotate(n=Count("pk"))
    )
    free = {key: sum(points.values()) for key, points in availability(waiting).items()} if waiting else {}
    policies: dict[tuple[int, int], rules.Policy | None] = {}
    outlooks = {}
    for loan in loans:
        point, item = loan.service_point, loan.item
        today = periods.local_day(at, point.zone)
        case = (point.pk, item.type_id)
        if case not in policies:
            policies[case] = policy_for(
                point=point, patron_type_id=patron.type_id, item_type_id=item.type_id, today=today
            )
        situation = rules.RenewalSituation(
            patron=standing_of(patron, today=today, due_dates=[each.due_on for each in loans]),
            due_on=loan.due_on,
            renewals=loan.renewals,
            waiting=waiting.get(item.record_id, 0),
            free_copies=free.get(item.record_id, 0),
        )
        outlooks[loan.pk] = _outlook(situation, policies[case])
    return outlooks


def _outlook(situation: rules.RenewalSituation, policy: rules.Policy | None) -> RenewalOutlook:
    if policy is None:
        return RenewalOutlook(None, (Reason("no_policy", overridable=False),))
    left = max(policy.max_renewals - situation.renewals, 0)
    return RenewalOutlook(left, rules.reasons_not_to_renew(situation, policy))


@dataclass(frozen=True, slots=True)
class BorrowingOutlook:
    """What a member may still borrow at a point under its general rule, before any copy is named."""

    policy_name: str
    max_loans: int
    loans_left: int
    reasons: tuple[Reason, ...]


def borrowing_outlook(
    patron: Patron, *, point: ServicePoint, today: date, due_dates: Collection[date]
) -> BorrowingOutlook:
    """How many more loans, and what is against any; given the due dates of the loans still out; one query."""
    policy = policy_for(point=point, patron_type_id=patron.type_id, item_type_id=None, today=today)
    if policy is None:
        return BorrowingOutlook("", 0, 0, (Reason("no_policy", overridable=False),))
    standing = standing_of(patron, today=today, due_dates=due_dates, policy=policy)
    left = max(policy.max_loans - standing.open_loans, 0)
    return BorrowingOutlook(policy.name, policy.max_loans, left, rules.reasons_not_to_borrow(standing, policy))


def open_loans(patron: Patron) -> list[Loan]:
    """A member's loans with their items and titles, the one due first at the top."""
    return _loans_with_titles(patron.pk)


@prepared
def _loans_with_titles(patron_id: int) -> QuerySet[Loan]:
    return _with_titles(Loan.objects.still_out().filter(patron=patron_id)).order_by("due_on", "pk")


def loans_in_short(patron_id: int) -> list[Loan]:
    """The same with what a list shows alone: last day, barcode and title; one narrow query."""
    return _loans_in_short(patron_id)


@prepared
def _loans_in_short(patron_id: int) -> QuerySet[Loan]:
    rows = Loan.objects.still_out().filter(patron=patron_id).select_related("item__record").order_by("due_on", "pk")
    return rows.only("due_on", "item", "item__barcode", "item__record", "item__record__title")


def number_of_loans(patron_id: int) -> int:
    """How many loans of a member are still out; one small query."""
    return Loan.objects.still_out().filter(patron=patron_id).count()


def loan(loan_id: int) -> Loan | None:
    """One loan with its item, title, member and point."""
    return next(iter(_loan_with_titles(loan_id)), None)


@prepared
def _loan_with_titles(loan_id: int) -> QuerySet[Loan]:
    return _with_titles(Loan.objects.filter(pk=loan_id))


def open_loan_of_item(item: Item) -> Loan | None:
    """The loan that a copy is out on."""
    return _with_titles(Loan.objects.still_out().filter(item=item)).first()


def is_kept_for_a_member(item: Item) -> bool:
    """Whether a copy is captured for a reservation: on the pick-up shelf, or on its way there."""
    return Hold.objects.filter(item=item, status__in=CAPTURED).exists()


def loan_of_moment(item: Item, lent_at: datetime) -> Loan | None:
    """The loan of a copy that began at a moment, whether or not it has ended."""
    return _with_titles(Loan.objects.filter(item=item, lent_at=lent_at)).first()


def loans_still_out() -> QuerySet[Loan]:
    """Every loan that has not come back, with its item, title, member and point."""
    return _with_titles(Loan.objects.still_out()).order_by("pk")


def _with_titles(loans: QuerySet[Loan]) -> QuerySet[Loan]:
    rows = loans.select_related("item__record", "item__type", "patron__person", "service_point", "policy")
    return rows.defer("item__record__marc", "item__record__original")


def overdue_loans(point: ServicePoint, *, today: date) -> QuerySet[Loan]:
    """Loans of a point whose last day has passed, the latest first."""
    rows = Loan.objects.still_out().filter(service_point=point, due_on__lt=today)
    return _with_titles(rows).order_by("due_on", "pk")


def _holds() -> QuerySet[Hold]:
    """Holds with what lists show; ``position`` counts from 1 among those that wait for the title."""
    ahead = Hold.objects.filter(record=OuterRef("record"), status=HoldStatus.WAITING, pk__lte=OuterRef("pk"))
    counted = ahead.order_by().values("record").annotate(n=Count("pk")).values("n")
    rows = Hold.objects.select_related("record", "patron__person", "pickup_point", "item")
    return rows.defer("record__marc", "record__original").annotate(position=Subquery(counted))


def live_holds(patron: Patron) -> list[Hold]:
    """A member's holds, those that can be collected first."""
    return _holds_with_titles(patron.pk)


@prepared
def _holds_with_titles(patron_id: int) -> QuerySet[Hold]:
    return _holds().filter(patron=patron_id, status__in=LIVE).order_by("-on_shelf", "pk")


def hold_by_code(code: str) -> Hold | None:
    """One hold by its address."""
    return _holds().filter(code=code).first()


def position_of(hold: Hold) -> int | None:
    """The place in the queue, counted from 1; nothing where the hold does not wait."""
    if hold.status != HoldStatus.WAITING:
        return None
    return Hold.objects.waiting().filter(record=hold.record_id, pk__lte=hold.pk).count()


def holds_waiting(record_id: int) -> int:
    """How many members wait for a title."""
    return Hold.objects.waiting().filter(record=record_id).count()


def hold_shelf(point: ServicePoint) -> QuerySet[Hold]:
    """What waits at a point to be collected, the first to run out at the top."""
    return _holds().filter(pickup_point=point, status=HoldStatus.READY).order_by("pick_up_by", "pk")


def holds_on_the_way(point: ServicePoint) -> QuerySet[Hold]:
    """What travels to a point to be collected there."""
    return _holds().filter(pickup_point=point, status=HoldStatus.IN_TRANSIT).order_by("pk")


def holds_to_expire(*, at: datetime) -> list[Hold]:
    """Holds on a shelf whose last pick-up day may have passed somewhere; the action decides by the point's own day."""
    latest = periods.local_day(at, "Asia/Jayapura")
    return list(_holds().filter(status=HoldStatus.READY, pick_up_by__lt=latest).order_by("pk"))


def shelf_to_clear(point: ServicePoint) -> QuerySet[Hold]:
    """Copies on a pick-up shelf whose hold has ended."""
    return _holds().filter(pickup_point=point, on_shelf=True, ended_at__isnull=False).order_by("ended_at")


@dataclass(frozen=True, slots=True)
class ToPull:
    """A copy to fetch from the shelf, and the hold it is likely to serve."""

    item: Item
    hold: Hold


def pull_list(point: ServicePoint) -> list[ToPull]:
    """Copies at a point that somebody waits for, in shelf order; two queries."""
    waiting: dict[int, list[Hold]] = defaultdict(list)
    for hold in Hold.objects.waiting().select_related("patron", "pickup_point"):
        waiting[hold.record_id].append(hold)
    if not waiting:
        return []
    rows = _free_items().filter(service_point=point, record__in=waiting).select_related("record", "type")
    rows = rows.defer("record__marc", "record__original").order_by("call_number_sort", "pk")[:LIST_LIMIT]
    return [ToPull(item, waiting[item.record_id].pop(0)) for item in rows if waiting[item.record_id]]


def statuses_of(items: Iterable[Item]) -> dict[int, tuple[str, date | None]]:
    """What people see of each copy: its status, and until when it is on loan; two queries."""
    rows = {item.pk: item for item in items}
    due = dict(Loan.objects.still_out().filter(item__in=rows).values_list("item", "due_on"))
    held = dict(Hold.objects.filter(item__in=rows, status__in=CAPTURED).values_list("item", "status"))
    return {
        key: (rules.whereabouts(item.status, on_loan=key in due, hold_status=held.get(key)), due.get(key))
        for key, item in rows.items()
    }


def availability(record_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """Free copies by record and service point; one query. A record without a free copy has an empty entry."""
    found: dict[int, dict[int, int]] = {key: {} for key in record_ids}
    for record_id, point_id, number in _free_by_point(list(record_ids)):
        found[record_id][point_id] = number
    return found


@prepared
def _free_by_point(record_ids: list[int]) -> QuerySet[Item, tuple[int, int, int]]:
    rows = _free_items().filter(record__in=record_ids).order_by()
    return rows.values_list("record", "service_point").annotate(n=Count("pk"))


def records_in_demand() -> set[int]:
    """Titles that somebody waits for."""
    return set(Hold.objects.waiting().values_list("record", flat=True).distinct())
