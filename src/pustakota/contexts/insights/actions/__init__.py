"""Changes to figures: counting days, counting them again, closing periods."""

from pustakota.contexts.insights.actions.closing import close_period
from pustakota.contexts.insights.actions.counting import count_again, count_days

__all__ = ["close_period", "count_again", "count_days"]
