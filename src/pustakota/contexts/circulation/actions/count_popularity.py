"""Count anew how often titles are lent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.circulation import permissions
from pustakota.contexts.circulation.events import PopularityChanged
from pustakota.contexts.circulation.models import Popularity
from pustakota.contexts.circulation.queries.popularity import loans_by_title, steps_by_title
from pustakota.contexts.circulation.rules.popularity import step_of
from pustakota.contexts.search import queries as search
from pustakota.foundation import outbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pustakota.foundation.actors import Actor

DAYS_OF_A_MONTH = 365.25 / 12
AT_ONCE = 1_000


def count_popularity(*, by: Actor, at: datetime) -> int:
    """Set the step of each title whose loans of the last months say another one; how many changed.

    The months are those of the weights in force. Not one transaction but many small ones; only what changed is told.
    """
    permissions.may_part(by)
    since = at - timedelta(days=search.weights_in_force().popular_months * DAYS_OF_A_MONTH)
    loans, before = loans_by_title(since=since), steps_by_title()
    now = {record: step_of(number, most=search.MOST_POPULAR) for record, number in loans.items()}
    changed = sorted(record for record in {*now, *before} if now.get(record, 0) != before.get(record, 0))
    for start in range(0, len(changed), AT_ONCE):
        _set(changed[start : start + AT_ONCE], now, at=at)
    return len(changed)


@transaction.atomic
def _set(records: Sequence[int], now: Mapping[int, int], *, at: datetime) -> None:
    rows = [Popularity(record_id=record, step=now[record]) for record in records if record in now]
    Popularity.objects.bulk_create(rows, update_conflicts=True, unique_fields=["record"], update_fields=["step"])
    Popularity.objects.filter(record__in=[record for record in records if record not in now]).delete()
    outbox.announce(PopularityChanged(record_ids=list(records)), at=at)
