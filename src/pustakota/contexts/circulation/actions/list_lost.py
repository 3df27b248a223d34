"""After a restore: list what was acknowledged since the backup and does not stand in the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pustakota.contexts.circulation.actions.acknowledging import LENT, LOST, RENEWED, RETURN_UNDONE, RETURNED
from pustakota.contexts.circulation.models import Loan
from pustakota.foundation import journal, lost
from pustakota.foundation.errors import NotAllowed

if TYPE_CHECKING:
    from pustakota.foundation.actors import Actor

Fact = Mapping[str, Any]
Key = tuple[str, datetime]
OPERATE = "operate"
AT_ONCE = 500
TOLD = frozenset({LENT, RETURNED, RENEWED, LOST, RETURN_UNDONE})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the tables know of a loan."""

    is_returned: bool
    renewals: int


def list_lost(*, since: datetime, by: Actor) -> int:
    """Compare the journal since a moment with the tables; the number of facts that came onto the list.

    A fact about a loan that was lost itself is listed too: both are entered in turn.
    """
    if not by.may(OPERATE):
        raise NotAllowed(OPERATE)
    facts = _without_undone(fact for fact in journal.facts_since(since) if fact["what"] in TOLD)
    known: dict[Key, Standing] = {}
    for start in range(0, len(facts), AT_ONCE):
        known |= _standing(facts[start : start + AT_ONCE])
    return lost.keep(fact for fact in facts if not _stands(fact, known.get(_key(fact))))


def _without_undone(facts: Iterable[Fact]) -> list[Fact]:
    """Of returns and their undoing only the last word on each loan."""
    kept: list[Fact] = []
    last: dict[Key, Fact] = {}
    for fact in facts:
        kept.append(fact)
        if fact["what"] in {RETURNED, RETURN_UNDONE}:
            last[_key(fact)] = fact
    return [fact for fact in kept if fact["what"] not in {RETURNED, RETURN_UNDONE} or last[_key(fact)] is fact]


def _standing(facts: Sequence[Fact]) -> dict[Key, Standing]:
    """What is known of the loans that these facts speak of; one query."""
    moments = {datetime.fromisoformat(fact["lent_at"]) for fact in facts}
    rows = Loan.objects.filter(lent_at__in=moments)
    told = rows.values_list("item__barcode", "lent_at", "returned_at", "renewals")
    return {
        (barcode, lent_at): Standing(returned is not None, renewals) for barcode, lent_at, returned, renewals in told
    }


def _key(fact: Fact) -> Key:
    return fact["barcode"], datetime.fromisoformat(fact["lent_at"])


def _stands(fact: Fact, found: Standing | None) -> bool:
    """Whether the tables hold the fact. What came after it in a loan's life speaks for it."""
    if fact["what"] == RETURN_UNDONE:
        return found is None or not found.is_returned
    if found is None:
        return False
    if fact["what"] in {RETURNED, LOST}:
        return found.is_returned
    return fact["what"] == LENT or found.renewals >= int(fact["renewals"])
