"""What circulation does by the clock."""

import logging
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.db.models import QuerySet

from pustakota.contexts.circulation import actions, queries
from pustakota.foundation.actors import SYSTEM

PARTED_AT_ONCE = 200
log = logging.getLogger(__name__)


def tell_of_loans(at: datetime) -> None:
    """Tell members what is due soon or late, page by page."""
    after: int | None = 0
    while after is not None:
        after = actions.tell_of_loans(after=after, at=at)


def expire_holds(at: datetime) -> int:
    """End the holds whose last pick-up day has passed; the number ended."""
    ended = [actions.expire_hold(hold=hold, by=SYSTEM, at=at) for hold in queries.holds_to_expire(at=at)]
    log.info("holds looked at for expiry: %s", len(ended))
    return sum(hold.ended_at == at for hold in ended)


def part_from_members(at: datetime) -> int:
    """Part what ended some days ago from its members, and note on the rest what it is counted by; the number parted."""
    before = queries.parted_before(at)
    loans, holds = queries.loans_to_part(before=before), queries.holds_to_part(before=before)
    chunks = zip_longest(_chunks(loans), _chunks(holds), fillvalue=())
    parted = sum(actions.part_ended(loan_ids=a, hold_ids=b, by=SYSTEM, at=at) for a, b in chunks)
    loans, holds = queries.facts_to_mark()
    for some_loans, some_holds in zip_longest(_chunks(loans), _chunks(holds), fillvalue=()):
        actions.mark_for_counting(loan_ids=some_loans, hold_ids=some_holds, by=SYSTEM)
    log.info("loans and holds parted from their members: %s", parted)
    return parted


def count_popularity(at: datetime) -> int:
    """Count how often titles are lent, for the order of what a search finds; the number of titles that changed."""
    return actions.count_popularity(by=SYSTEM, at=at)


def reckon_also_borrowed(at: datetime) -> int:
    """Reckon anew which titles the same households borrowed, of those who agree now; the number that changed."""
    return actions.reckon_also_borrowed(by=SYSTEM, at=at)


def _chunks(rows: QuerySet[Any]) -> list[Sequence[int]]:
    keys = list(rows.values_list("pk", flat=True))
    return [keys[start : start + PARTED_AT_ONCE] for start in range(0, len(keys), PARTED_AT_ONCE)]
