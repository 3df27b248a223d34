"""Who gets a seat, who waits, and on which days something happens. Plain Python."""

from pustakota.contexts.programmes.rules.recurrence import MOST_DATES, Recurrence, dates, reasons_against_rule
from pustakota.contexts.programmes.rules.seats import (
    LIVE,
    TAKES_SEAT,
    Asked,
    Mode,
    Promotion,
    Status,
    Waiting,
    WaitingTerms,
    is_late,
    outcome,
    promotions,
    reasons_not_to_register,
)

__all__ = [
    "LIVE",
    "MOST_DATES",
    "TAKES_SEAT",
    "Asked",
    "Mode",
    "Promotion",
    "Recurrence",
    "Status",
    "Waiting",
    "WaitingTerms",
    "dates",
    "is_late",
    "outcome",
    "promotions",
    "reasons_against_rule",
    "reasons_not_to_register",
]
