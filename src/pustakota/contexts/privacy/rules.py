"""When somebody must be told of a failure of protection, and what must be said. Plain Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from pustakota.foundation.reasons import Reason

WITHIN = timedelta(hours=72)
"""UU 27/2022, article 46 (1): the persons and the authority are told in writing within three times 24 hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an incident; article 46 (2) has ``data``, ``how`` with its time, and ``handling`` told."""

    what: str
    data: str
    found_at: datetime | None
    how: str = ""
    handling: str = ""
    began_at: datetime | None = None
    ended_at: datetime | None = None


def due_at(found_at: datetime) -> datetime:
    """Until when everybody must have been told."""
    return found_at + WITHIN


def reasons_not_to_keep(facts: Facts, *, at: datetime) -> tuple[Reason, ...]:
    """Every reason against these facts at once."""
    return tuple(Reason(code, overridable=False) for code in _against(facts, at))


def _against(facts: Facts, at: datetime) -> Iterator[str]:
    if not facts.what.strip():
        yield "what_missing"
    if not facts.data.strip():
        yield "data_missing"
    if facts.found_at is None:
        yield "found_missing"
        return
    if facts.found_at > at:
        yield "found_in_future"
    if facts.began_at is not None and facts.began_at > facts.found_at:
        yield "began_after_found"
    if facts.began_at is not None and facts.ended_at is not None and facts.ended_at < facts.began_at:
        yield "ended_before_began"


def reasons_not_to_tell(*, how: str, handling: str, affected: int) -> tuple[Reason, ...]:
    """What a letter would lack that the law wants in it."""
    wrong = (("how_missing", not how), ("handling_missing", not handling), ("nobody_affected", not affected))
    return tuple(Reason(code, overridable=False) for code, is_wrong in wrong if is_wrong)


def reasons_not_to_close(*, untold: int, agency_told: bool) -> tuple[Reason, ...]:
    """What must still be done before an incident is over."""
    reasons = [Reason("people_untold", {"count": untold}, overridable=False)] if untold else []
    return (*reasons, *([] if agency_told else [Reason("agency_untold", overridable=False)]))
