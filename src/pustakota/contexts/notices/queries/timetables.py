"""When which notices are told, and how many letters somebody gets a day: the rows that librarians edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from pustakota.contexts.notices.models import DailyLimit, TimetableRow
from pustakota.contexts.notices.rules import Kind, Timetable, Timetables

if TYPE_CHECKING:
    from pustakota.contexts.notices.models import Notice


def timetables() -> Timetables:
    """All rows, to be asked about many cases; one small query."""
    return Timetables(as_timetable(row) for row in TimetableRow.objects.order_by("pk"))


def as_timetable(row: TimetableRow) -> Timetable:
    """What a row says."""
    return Timetable(
        kind=Kind(row.kind),
        service_point_id=row.service_point_id,
        patron_type_id=row.patron_type_id,
        is_told=row.is_told,
        days=tuple(row.days),
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
    )


def timetable_of(notice: Notice, tables: Timetables) -> Timetable:
    """What holds for a notice whose person and membership are at hand."""
    patron = getattr(notice.about, "patron", None)
    return tables.of(Kind(notice.kind), notice.point_id, patron.type_id if patron else None)


def timetable_rows() -> QuerySet[TimetableRow]:
    """The rows with their points and kinds of membership, the general one of each kind of message first."""
    rows = TimetableRow.objects.select_related("service_point", "patron_type")
    return rows.order_by("kind", F("service_point").asc(nulls_first=True), F("patron_type").asc(nulls_first=True))


def daily_limits() -> dict[int | None, int]:
    """How many letters a day by one way, by point; ``None``: wherever no other row holds. One small query."""
    return {None: 1} | dict(DailyLimit.objects.values_list("service_point", "letters"))


def daily_limit_rows() -> QuerySet[DailyLimit]:
    """The same as rows, the general one first."""
    return DailyLimit.objects.select_related("service_point").order_by(F("service_point").asc(nulls_first=True))
