"""Which lockers are free, who has one, and which were not given back when the day was over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.contexts.spaces.models import Locker, LockerUse
from pustakota.contexts.spaces.queries.computers import closing_of
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint


@dataclass(frozen=True, slots=True)
class LockerStands:
    """A locker and who has it. ``is_overdue``: the day is over, and it was not given back."""

    locker: Locker
    use: LockerUse | None
    is_overdue: bool

    @property
    def is_free(self) -> bool:
        return self.use is None and not self.locker.out_because


def locker(locker_id: int) -> Locker | None:
    return Locker.objects.select_related("service_point").filter(pk=locker_id).first()


def use_of(of: Locker) -> LockerUse | None:
    """Who has it now."""
    return open_uses().filter(locker=of).first()


def locker_of(person_id: int) -> LockerUse | None:
    """The locker that somebody has, at whatever point."""
    return open_uses().filter(person=person_id).first()


def open_uses() -> QuerySet[LockerUse]:
    return LockerUse.objects.filter(freed_at=None).select_related("locker__service_point", "person__patron")


def lockers(point: ServicePoint, *, at: datetime) -> list[LockerStands]:
    """Every locker of a point in the order of their numbers; three queries."""
    rows = sorted(Locker.objects.filter(service_point=point), key=_in_order)
    uses = {use.locker_id: use for use in open_uses().filter(locker__service_point=point)}
    late = {use.pk for use in _overdue(point, list(uses.values()), at=at)}
    return [LockerStands(each, uses.get(each.pk), each.pk in uses and uses[each.pk].pk in late) for each in rows]


def _in_order(of: Locker) -> tuple[str, int, str]:
    """A2 before A10."""
    letters = of.number.rstrip("0123456789")
    digits = of.number[len(letters) :]
    return letters, int(digits) if digits else 0, of.number


def lockers_overdue(point: ServicePoint, *, at: datetime) -> list[LockerUse]:
    """What was taken and not given back though the point has closed since."""
    uses = list(open_uses().filter(locker__service_point=point))
    return _overdue(point, uses, at=at) if uses else []


def _overdue(point: ServicePoint, uses: Sequence[LockerUse], *, at: datetime) -> list[LockerUse]:
    if not uses:
        return []
    today, is_closed = periods.local_day(at, point.zone), closing_of(point, at) is None
    return [use for use in uses if use.on < today or (is_closed and use.taken_at < at)]


def free_lockers(point: ServicePoint) -> tuple[int, int]:
    """How many are free, of how many in service; two queries, one where there are none."""
    number = Locker.objects.filter(service_point=point, out_because="").count()
    if not number:
        return 0, 0
    taken = LockerUse.objects.filter(freed_at=None, locker__service_point=point, locker__out_because="").count()
    return number - taken, number
