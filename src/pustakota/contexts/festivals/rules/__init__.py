"""What decides about proposals and schedules. Plain Python."""

from pustakota.contexts.festivals.rules.proposals import (
    CONTACT_KEPT,
    MOST_POINTS,
    Said,
    State,
    Step,
    may_step,
    reasons_not_to_submit,
    state_after,
)
from pustakota.contexts.festivals.rules.rollup import BANDS, Counted, RollUp, band_of, roll_up
from pustakota.contexts.festivals.rules.schedule import (
    Collision,
    Difference,
    Moved,
    Slot,
    collisions,
    difference,
    reasons_not_to_publish,
    reworded,
)

__all__ = [
    "BANDS",
    "CONTACT_KEPT",
    "MOST_POINTS",
    "Collision",
    "Counted",
    "Difference",
    "Moved",
    "RollUp",
    "Said",
    "Slot",
    "State",
    "Step",
    "band_of",
    "collisions",
    "difference",
    "may_step",
    "reasons_not_to_publish",
    "reasons_not_to_submit",
    "reworded",
    "roll_up",
    "state_after",
]
