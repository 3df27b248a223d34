"""Who becomes an organiser, what may be planned, and what somebody may see of an event. Plain Python."""

from pustakota.contexts.organisers.rules.ladder import (
    ADULT,
    FIRST_LEVEL,
    LIVE,
    SECOND_LEVEL,
    Application,
    Path,
    State,
    expires_on,
    reasons_not_to_accept,
    reasons_not_to_apply,
    reasons_not_to_credit,
    reasons_not_to_raise,
    reasons_not_to_watch,
)
from pustakota.contexts.organisers.rules.planning import (
    EDITABLE,
    Limits,
    Planned,
    PlanState,
    reasons_not_to_announce_oneself,
    reasons_not_to_send,
)
from pustakota.contexts.organisers.rules.rights import (
    CHECK_IN_BEFORE,
    Right,
    reasons_against_right,
    reasons_not_to_check_in,
    reasons_not_to_report,
)

__all__ = [
    "ADULT",
    "CHECK_IN_BEFORE",
    "EDITABLE",
    "FIRST_LEVEL",
    "LIVE",
    "SECOND_LEVEL",
    "Application",
    "Limits",
    "Path",
    "PlanState",
    "Planned",
    "Right",
    "State",
    "expires_on",
    "reasons_against_right",
    "reasons_not_to_accept",
    "reasons_not_to_announce_oneself",
    "reasons_not_to_apply",
    "reasons_not_to_check_in",
    "reasons_not_to_credit",
    "reasons_not_to_raise",
    "reasons_not_to_report",
    "reasons_not_to_send",
    "reasons_not_to_watch",
]
