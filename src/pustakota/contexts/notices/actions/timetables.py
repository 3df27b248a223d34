"""Say when members are told, and how many letters a day at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.notices import permissions, rules
from pustakota.contexts.notices.errors import TimetableRefused
from pustakota.contexts.notices.models import DailyLimit, TimetableRow
from pustakota.contexts.notices.queries import as_timetable
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@transaction.atomic
def add_timetable(*, row: TimetableRow, by: Actor, at: datetime) -> TimetableRow:
    """Add a row for a case that no other names."""
    permissions.may_edit_rules(by, row.service_point_id)
    reasons = list(rules.reasons_against_timetable(as_timetable(row)))
    same = TimetableRow.objects.filter(
        kind=row.kind, service_point=row.service_point_id, patron_type=row.patron_type_id
    )
    if same.exists():
        reasons.append(Reason("same_case", overridable=False))
    return _saved(row, reasons, by, at)


@transaction.atomic
def change_timetable(*, row: TimetableRow, by: Actor, at: datetime) -> TimetableRow:
    """Keep what a row says from now on; what was told stays told, and is not told again on other days."""
    permissions.may_edit_rules(by, row.service_point_id)
    return _saved(row, list(rules.reasons_against_timetable(as_timetable(row))), by, at)


def _saved(row: TimetableRow, reasons: list[Reason], by: Actor, at: datetime) -> TimetableRow:
    if reasons:
        raise TimetableRefused(*reasons)
    row.days = sorted({*row.days}, reverse=row.kind != rules.Kind.OVERDUE)
    row.changed_at, row.changed_by = at, by.account_id
    row.save()
    return row


@transaction.atomic
def remove_timetable(*, row: TimetableRow, by: Actor) -> None:
    """The next more general row holds again. The general one stays: something must cover every case."""
    permissions.may_edit_rules(by, row.service_point_id)
    if row.is_general:
        raise TimetableRefused(Reason("general_stays", overridable=False))
    TimetableRow.objects.filter(pk=row.pk).delete()


@transaction.atomic
def limit_letters(*, letters: int | None, at_point: ServicePoint | None, by: Actor) -> None:
    """How many letters a day somebody gets at most by one way; ``None``: at this point as everywhere."""
    permissions.may_edit_rules(by, at_point.pk if at_point else None)
    if letters is None and at_point is not None:
        DailyLimit.objects.filter(service_point=at_point).delete()
        return
    if letters is None or not 1 <= letters <= rules.MOST_LETTERS:
        raise TimetableRefused(Reason("limit_wrong", {"most": rules.MOST_LETTERS}, overridable=False))
    DailyLimit.objects.update_or_create(service_point=at_point, defaults={"letters": letters})
