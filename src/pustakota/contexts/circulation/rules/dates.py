"""Due dates and pick-up dates, over the days a service point is open."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pustakota.contexts.circulation.rules.policy import Policy

CLOSED_AT_MOST = 30
"""Days of closure after a due date that are looked through for the next open day."""


def last_day_needed(today: date, policy: Policy) -> date:
    """The last day whose opening must be known to compute a due date or a pick-up date."""
    return today + timedelta(days=max(policy.loan_days, policy.pickup_days) + CLOSED_AT_MOST)


def due_date(today: date, policy: Policy, open_days: Iterable[date]) -> date:
    """The loan's last day: the policy's days from today, moved to the next open day where the point is closed."""
    wished = today + timedelta(days=policy.loan_days)
    return next((day for day in open_days if day >= wished), wished)


def renewed_due_date(today: date, due_on: date, policy: Policy, open_days: Iterable[date]) -> date:
    """The new last day of a renewed loan: counted from today, and never earlier than before."""
    return max(due_on, due_date(today, policy, open_days))


def pick_up_by(today: date, policy: Policy, open_days: Sequence[date]) -> date:
    """The last day on the pick-up shelf: the policy's number of open days after today."""
    later = [day for day in open_days if day > today]
    if len(later) >= policy.pickup_days:
        return later[policy.pickup_days - 1]
    return today + timedelta(days=policy.pickup_days + CLOSED_AT_MOST)
