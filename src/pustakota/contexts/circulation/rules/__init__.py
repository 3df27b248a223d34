"""What circulation decides, in plain Python: no database, no clock, no words."""

from pustakota.contexts.circulation.rules.clearing import CLEARANCE_DAYS, ClearingSituation, reasons_not_to_clear
from pustakota.contexts.circulation.rules.dates import due_date, last_day_needed, pick_up_by, renewed_due_date
from pustakota.contexts.circulation.rules.holding import (
    HOLD_TRANSITIONS,
    HoldEvent,
    HoldSituation,
    HoldStatus,
    Waiting,
    next_in_queue,
    next_status,
    reasons_not_to_hold,
)
from pustakota.contexts.circulation.rules.lending import (
    LendingSituation,
    PatronStanding,
    RenewalSituation,
    UndoingSituation,
    reasons_not_to_borrow,
    reasons_not_to_lend,
    reasons_not_to_renew,
    reasons_not_to_undo,
    whereabouts,
)
from pustakota.contexts.circulation.rules.policy import Policy, Scope, most_specific

__all__ = [
    "CLEARANCE_DAYS",
    "HOLD_TRANSITIONS",
    "ClearingSituation",
    "HoldEvent",
    "HoldSituation",
    "HoldStatus",
    "LendingSituation",
    "PatronStanding",
    "Policy",
    "RenewalSituation",
    "Scope",
    "UndoingSituation",
    "Waiting",
    "due_date",
    "last_day_needed",
    "most_specific",
    "next_in_queue",
    "next_status",
    "pick_up_by",
    "reasons_not_to_borrow",
    "reasons_not_to_clear",
    "reasons_not_to_hold",
    "reasons_not_to_lend",
    "reasons_not_to_renew",
    "reasons_not_to_undo",
    "renewed_due_date",
    "whereabouts",
]
