"""Which loans are to be told about on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pustakota.contexts.circulation.models import Loan
from pustakota.contexts.circulation.rules import telling
from pustakota.contexts.notices import queries as notices
from pustakota.contexts.notices.actions import Kind
from pustakota.foundation import periods

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from pustakota.contexts.notices.rules import Timetables
    from pustakota.contexts.organisation.models import ServicePoint


@dataclass(frozen=True, slots=True)
class Reminder:
    """One loan and the day before (due soon) or after (overdue) on which its member is told; each has its own key."""

    loan: Loan
    kind: Kind
    days: int

    @property
    def key(self) -> str:
        return f"circulation/{self.kind}:{self.loan.pk}:{self.loan.due_on}:{self.days}"


def reminder_of(loan: Loan, tables: Timetables, today: date) -> Reminder | None:
    """What is to be told about an open loan on a day, by the timetable of its member."""
    assert loan.patron is not None, "open loans have a member"
    whose = loan.patron.home_point_id, loan.patron.type_id
    if (step := telling.overdue_step(today, loan.due_on, tables.of(Kind.OVERDUE, *whose).days)) is not None:
        return Reminder(loan, Kind.OVERDUE, step)
    lent_on = periods.local_day(loan.lent_at, loan.service_point.zone)
    soon = telling.due_soon_step(today, loan.due_on, lent_on, tables.of(Kind.DUE_SOON, *whose).days)
    return None if soon is None else Reminder(loan, Kind.DUE_SOON, soon)


def told_loans() -> QuerySet[Loan]:
    """Loans with all that their messages say."""
    rows = Loan.objects.select_related("patron__home_point", "service_point", "item__record")
    return rows.defer("item__record__marc", "item__record__original", "item__record__details")


def reminders_on(point: ServicePoint, day: date) -> list[Reminder]:
    """What members of a point will newly be told on a day, if nothing is returned until then; three queries."""
    tables = notices.timetables()
    soon = day + timedelta(days=tables.longest(Kind.DUE_SOON))
    rows = told_loans().filter(returned_at__isnull=True, due_on__lte=soon, patron__home_point=point).order_by("pk")
    found = [one for loan in rows if (one := reminder_of(loan, tables, day)) and _is_told(one, tables)]
    known = notices.known_keys([one.key for one in found])
    return [one for one in found if one.key not in known]


def _is_told(reminder: Reminder, tables: Timetables) -> bool:
    patron = reminder.loan.member
    return tables.of(reminder.kind, patron.home_point_id, patron.type_id).is_told
