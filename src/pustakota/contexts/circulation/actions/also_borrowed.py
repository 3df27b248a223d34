"""Reckon anew what households borrowed together, and set how many it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import permissions
from pustakota.contexts.circulation.errors import PolicyRefused
from pustakota.contexts.circulation.models import AlsoBorrowed, AlsoBorrowedRule
from pustakota.contexts.circulation.queries.also_borrowed import (
    ZONE,
    fewest_together,
    others_by_title,
    shelves_that_count,
)
from pustakota.contexts.circulation.rules import also_borrowed as rules
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor

AT_ONCE = 500


def reckon_also_borrowed(*, by: Actor, at: datetime) -> int:
    """Make the table say what the histories say of those who agree now; how many titles changed.

    Nothing is remembered from the last time: whoever no longer agrees is not counted any more.
    """
    permissions.may_part(by)
    shelves = shelves_that_count(today=periods.local_day(at, ZONE))
    now, before = rules.borrowed_together(shelves, fewest=fewest_together()), others_by_title()
    changed = sorted(title for title in {*now, *before} if now.get(title) != before.get(title))
    for start in range(0, len(changed), AT_ONCE):
        _set(changed[start : start + AT_ONCE], now)
    return len(changed)


@transaction.atomic
def _set(titles: Sequence[int], now: Mapping[int, tuple[int, ...]]) -> None:
    AlsoBorrowed.objects.filter(record__in=titles).delete()
    AlsoBorrowed.objects.bulk_create(
        AlsoBorrowed(record_id=title, other_id=other, place=place)
        for title in titles
        for place, other in enumerate(now.get(title, ()))
    )


@transaction.atomic
def set_also_borrowed_rule(*, fewest: int, by: Actor, at: datetime) -> None:
    """Set how many households must have borrowed both titles of a pair; it holds from the next reckoning on."""
    permissions.may_edit_policy_everywhere(by)
    if not rules.FEWEST <= fewest <= rules.MOST_SET:
        raise PolicyRefused(
            Reason("also_borrowed_by_too_few", {"fewest": rules.FEWEST, "most": rules.MOST_SET}, overridable=False)
        )
    AlsoBorrowedRule.objects.create(fewest=fewest, set_at=at, set_by=by.account_id)
