"""What time does to cases."""

from datetime import datetime, timedelta

from pustakota.contexts.cases import actions
from pustakota.foundation.actors import SYSTEM

STRANGERS_KEPT = timedelta(days=30)
"""For so long after the end somebody without an account may still be reached about it."""


def forget_strangers(at: datetime) -> int:
    """Remove the contact of those without an account from what ended a month ago; the number of cases."""
    return actions.forget_strangers(closed_before=at - STRANGERS_KEPT, by=SYSTEM)
