"""What has ended and is parted from its member; what a member sees of it, and what keeps one from being forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pustakota.contexts.circulation.errors import ForgettingRefused
from pustakota.contexts.circulation.models import Hold, Loan
from pustakota.contexts.circulation.queries.counting import holds_placed, loans_made
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.people.models import Patron


def parted_before(at: datetime) -> datetime:
    """What ended before this has had its time: nobody will ask any more in what state it came back."""
    return at - timedelta(days=settings.LOAN_GRACE_DAYS)


def ended_loans_with_member(*, before: datetime | None = None) -> QuerySet[Loan]:
    """Returned loans that still lead to a member."""
    rows = Loan.objects.filter(returned_at__isnull=False, patron__isnull=False)
    return rows.filter(returned_at__lt=before) if before else rows


def ended_holds_with_member(*, before: datetime | None = None) -> QuerySet[Hold]:
    """Ended holds that still lead to a member and no longer have a copy on the shelf."""
    rows = Hold.objects.filter(ended_at__isnull=False, patron__isnull=False, on_shelf=False)
    return rows.filter(ended_at__lt=before) if before else rows


def loans_to_part(*, before: datetime) -> QuerySet[Loan]:
    """Returned loans of members who did not agree to keep a history."""
    rows = ended_loans_with_member(before=before)
    return rows.exclude(patron__person__in=people.who_agreed(people.LOAN_HISTORY))


def holds_to_part(*, before: datetime) -> QuerySet[Hold]:
    """Ended holds, whatever the member agreed to: a history is one of loans."""
    return ended_holds_with_member(before=before)


def facts_to_mark() -> tuple[QuerySet[Loan], QuerySet[Hold]]:
    """Loans and holds that still lead to a member and do not know yet what they are counted by."""
    unmarked = Q(person_key="", patron__isnull=False, patron_type__isnull=True)
    return Loan.objects.filter(unmarked), Hold.objects.filter(unmarked)


def facts_of_year(year: int) -> tuple[QuerySet[Loan], QuerySet[Hold]]:
    """Loans and holds that began in a year, by the clocks of whatever point."""
    points = list(organisation.every_service_point())
    return loans_made(points, date(year, 1, 1), date(year, 12, 31)), holds_placed(
        points, date(year, 1, 1), date(year, 12, 31)
    )


def loan_history(patron: Patron) -> QuerySet[Loan]:
    """A member's returned loans with their titles, the last at the top; what was parted is not among them."""
    rows = ended_loans_with_member().filter(patron=patron).select_related("item__record", "service_point")
    return rows.defer("item__record__marc", "item__record__original").order_by("-returned_at", "-pk")


def reasons_not_to_forget(person_id: int) -> ForgettingRefused | None:
    """What stands in the way of forgetting a person: loans that are out, holds that are open."""
    patrons = people.patrons_of_entries(person_id)
    counts = {
        "open_loans": Loan.objects.still_out().filter(patron__in=patrons).count(),
        "open_holds": Hold.objects.live().filter(patron__in=patrons).count(),
    }
    reasons = [Reason(code, {"count": count}, overridable=False) for code, count in counts.items() if count]
    return ForgettingRefused(*reasons) if reasons else None


def kept_about(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """The loans and holds that still lead to a person, under headings, in words they can read."""
    patrons = people.patrons_of_entries(person_id)
    loans = Loan.objects.filter(patron__in=patrons).select_related("item__record", "service_point", "returned_to")
    holds = Hold.objects.filter(patron__in=patrons).select_related("record", "pickup_point")
    return {
        _("Loans"): [_loan(loan) for loan in loans.defer("item__record__marc").order_by("-lent_at", "-pk")],
        _("Reservations"): [_hold(hold) for hold in holds.defer("record__marc").order_by("-placed_at", "-pk")],
    }


def _loan(loan: Loan) -> dict[str, Any]:
    return {
        _("title"): loan.item.record.title,
        _("barcode"): loan.item.barcode,
        _("service point"): loan.service_point.name,
        _("lent on"): loan.lent_at,
        _("due on"): loan.due_on,
        _("renewals"): loan.renewals,
        _("returned on"): loan.returned_at,
    }


def _hold(hold: Hold) -> dict[str, Any]:
    return {
        _("title"): hold.record.title,
        _("collected at"): hold.pickup_point.name,
        _("reserved on"): hold.placed_at,
        _("status"): hold.status,
        _("ended on"): hold.ended_at,
    }
