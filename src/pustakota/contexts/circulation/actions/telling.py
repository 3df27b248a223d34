"""Telling members about their loans and holds, and taking it back when it is no longer true.

What is told is read anew here: an event or the clock only says where to look. No title is named unless its reader
asked for that.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.circulation.models import Hold, Loan
from pustakota.contexts.circulation.queries.telling import reminder_of, told_loans
from pustakota.contexts.circulation.rules import HoldStatus
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices import queries as readers
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from pustakota.contexts.notices.rules import Timetables
    from pustakota.contexts.people.models import Patron

PAGE = 100
"""Loans looked at in one transaction."""


@transaction.atomic
def tell_hold_ready(*, hold_id: int, at: datetime) -> int:
    """Call a member whose reserved title waits on the pick-up shelf; nothing where it does not any more."""
    rows = Hold.objects.select_related("patron__person", "patron__home_point", "pickup_point", "record")
    hold = rows.defer("record__marc", "record__original").filter(pk=hold_id, status=HoldStatus.READY).first()
    if hold is None or hold.patron is None or hold.ready_at is None or hold.pick_up_by is None:
        return 0
    facts = {"hold_id": hold.pk, "place": hold.pickup_point.name, "pick_up_by": hold.pick_up_by.isoformat()}
    if _want_titles([hold.patron], at):
        facts["title"] = hold.record.title
    return notices.queue(
        template="circulation/hold_ready",
        key=f"circulation/hold_ready:{hold.pk}:{hold.ready_at:%Y%m%d%H%M%S}",
        because=_of_hold(hold.pk),
        to=hold.patron.person_id,
        point=hold.patron.home_point,
        facts=facts,
        at=at,
        useful_until=hold.pick_up_by,
        patron_type_id=hold.patron.type_id,
    )


@transaction.atomic
def tell_renewed(*, loan_id: int, at: datetime) -> int:
    """Tell a member the new due day, and take back what was said about the old one."""
    notices.withdraw(because=[_of_loan(loan_id)], at=at)
    loan = told_loans().filter(pk=loan_id, returned_at__isnull=True, renewals__gt=0).first()
    if loan is None or loan.patron is None:
        return 0
    key = f"circulation/renewed:{loan.pk}:{loan.renewals}"
    one = _about(loan, "renewed", key, wanting=_want_titles([loan.patron], at), until=loan.due_on)
    return notices.queue_all(wanted=[one], at=at)


@transaction.atomic
def tell_of_loans(*, after: int, at: datetime) -> int | None:
    """Tell a page of members what is due soon or late, each step once; where the next page begins."""
    tables = readers.timetables()
    soon = periods.local_day(at, "Asia/Jayapura") + timedelta(days=tables.longest(notices.Kind.DUE_SOON))
    rows = told_loans().filter(returned_at__isnull=True, due_on__lte=soon, pk__gt=after)
    loans = list(rows.order_by("pk")[:PAGE])
    if not loans:
        return None
    wanting = _want_titles([loan.patron for loan in loans if loan.patron], at)
    days = {loan.pk: periods.local_day(at, loan.service_point.zone) for loan in loans}
    wanted = [one for loan in loans if (one := _due(loan, tables, wanting, days[loan.pk]))]
    notices.queue_all(wanted=wanted, at=at)
    return loans[-1].pk


def _due(loan: Loan, tables: Timetables, wanting: set[int], today: date) -> notices.ToTell | None:
    """What is to be told about one loan today; each step of each due day has its own key."""
    reminder = reminder_of(loan, tables, today)
    if reminder is None:
        return None
    until = loan.due_on if reminder.kind == notices.Kind.DUE_SOON else None
    return _about(loan, reminder.kind, reminder.key, wanting=wanting, until=until)


def _about(loan: Loan, name: str, key: str, *, wanting: set[int], until: date | None = None) -> notices.ToTell:
    assert loan.patron is not None, "open loans have a member"
    facts: dict[str, Any] = {"loan_id": loan.pk, "due_on": loan.due_on.isoformat()}
    if loan.patron.person_id in wanting:
        facts["title"] = loan.item.record.title
    return notices.ToTell(
        template=f"circulation/{name}",
        key=key,
        because=_of_loan(loan.pk),
        to=loan.patron.person_id,
        point=loan.patron.home_point,
        facts=facts,
        useful_until=until,
        patron_type_id=loan.patron.type_id,
    )


def _want_titles(patrons: Iterable[Patron], at: datetime) -> set[int]:
    """Of these members' persons those who want titles named."""
    found = list(patrons)
    today = periods.local_day(at, found[0].home_point.zone) if found else at.date()
    return readers.titles_wanted({patron.person_id for patron in found}, today=today)


def stop_telling_of_loans(*, loan_ids: Collection[int], at: datetime) -> int:
    """These loans ended: what is still to be told about them is not."""
    return notices.withdraw(because=[_of_loan(key) for key in loan_ids], at=at)


def stop_telling_of_holds(*, hold_ids: Collection[int], at: datetime) -> int:
    """Take back the call to collect for those of these holds that are not ready any more."""
    ready = set(Hold.objects.filter(pk__in=hold_ids, status=HoldStatus.READY).values_list("pk", flat=True))
    return notices.withdraw(because=[_of_hold(key) for key in set(hold_ids) - ready], at=at)


def settle_calls(*, record_ids: Collection[int], at: datetime) -> int:
    """Copies of these titles were lent: a member whose copy went to somebody else waits again, and is not called."""
    waiting = Hold.objects.waiting().filter(record__in=record_ids).values_list("pk", flat=True)
    return stop_telling_of_holds(hold_ids=list(waiting), at=at)


def _of_loan(loan_id: int) -> str:
    return f"loan:{loan_id}"


def _of_hold(hold_id: int) -> str:
    return f"hold:{hold_id}"
