"""Changes to figures: counting days, adding them up, counting again, closing months and years."""

from pustakota.contexts.insights.actions.closing import close_period
from pustakota.contexts.insights.actions.counting import (
    count_again,
    count_again_since,
    count_days,
    drop_periods,
    keep_period,
)
from pustakota.contexts.insights.actions.destroying import close_year

__all__ = [
    "close_period",
    "close_year",
    "count_again",
    "count_again_since",
    "count_days",
    "drop_periods",
    "keep_period",
]
