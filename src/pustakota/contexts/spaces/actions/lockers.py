"""Give a locker to a card or to a visitor without a name, take it back, and keep what is out of service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.spaces import permissions, queries, rules
from pustakota.contexts.spaces.errors import LockerRefused
from pustakota.contexts.spaces.models import Locker, LockerUse, OpensBy
from pustakota.foundation import locks, periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

KEY_LOST = "kunci hilang"
MOST_AT_ONCE = 200


@transaction.atomic
def add_lockers(
    *,
    at_point: ServicePoint,
    first: int,
    last: int,
    by: Actor,
    letter: str = "",
    place: str = "",
    opens_by: OpensBy = OpensBy.KEY,
) -> int:
    """Lockers from a number to a number; those that are there already stay as they are. How many were added."""
    permissions.may_keep(by, at_point.pk)
    if not 0 <= last - first < MOST_AT_ONCE:
        raise LockerRefused(Reason("numbers_wrong", {"most": MOST_AT_ONCE}, overridable=False))
    names = [f"{letter.strip()}{number}" for number in range(first, last + 1)]
    known = set(Locker.objects.filter(service_point=at_point, number__in=names).values_list("number", flat=True))
    new = [
        Locker(service_point=at_point, number=name, place=place.strip(), opens_by=opens_by)
        for name in names
        if name not in known
    ]
    return len(Locker.objects.bulk_create(new))


@transaction.atomic
def take_locker(*, locker: Locker, by: Actor, at: datetime, patron: Patron | None = None) -> LockerUse:
    """Somebody has it from now on: a member by card, or a visitor without a name."""
    permissions.may_book(by, locker.service_point_id)
    patron = locks.hold(patron) if patron else None
    held = _held(locker)
    other = queries.locker_of(patron.person_id) if patron else None
    reasons = rules.reasons_not_to_take(
        is_out=bool(held.out_because),
        is_taken=queries.use_of(held) is not None,
        has_one=other.locker.number if other else "",
    )
    if reasons:
        raise LockerRefused(*reasons)
    return LockerUse.objects.create(
        locker=held,
        person_id=patron.person_id if patron else None,
        on=periods.local_day(at, held.service_point.zone),
        taken_at=at,
    )


@transaction.atomic
def free_locker(*, locker: Locker, by: Actor, at: datetime, key_lost: bool = False) -> LockerUse:
    """It is given back; nothing leads to who had it. Without its key it is out of service until there is another."""
    permissions.may_book(by, locker.service_point_id)
    held = _held(locker)
    use = queries.use_of(held)
    if use is None:
        raise LockerRefused(Reason("locker_free", overridable=False))
    use.freed_at, use.person = at, None
    use.save(update_fields=["freed_at", "person"])
    if key_lost:
        _out(held, KEY_LOST)
    return use


@transaction.atomic
def change_locker(
    *, locker: Locker, by: Actor, place: str | None = None, code: str | None = None, out_because: str | None = None
) -> Locker:
    """Its place, the code that opens it, or why it is out of service (empty: it is in service)."""
    permissions.may_book(by, locker.service_point_id)
    held = _held(locker)
    if place is not None:
        held.place = place.strip()
    if code is not None:
        held.code = code.strip()
        held.opens_by = OpensBy.CODE if held.code else OpensBy.KEY
    if out_because is not None:
        held.out_because = out_because.strip()
    held.save(update_fields=["place", "code", "opens_by", "out_because"])
    return held


def _out(held: Locker, because: str) -> None:
    held.out_because = because
    held.save(update_fields=["out_because"])


def _held(locker: Locker) -> Locker:
    return Locker.objects.select_for_update(of=("self",)).select_related("service_point").get(pk=locker.pk)
