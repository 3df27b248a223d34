"""What circulation does by the clock."""

import logging
from datetime import datetime

from pustakota.contexts.circulation import actions, queries
from pustakota.foundation.actors import SYSTEM

log = logging.getLogger(__name__)


def expire_holds(at: datetime) -> int:
    """End the holds whose last pick-up day has passed; the number ended."""
    ended = [actions.expire_hold(hold=hold, by=SYSTEM, at=at) for hold in queries.holds_to_expire(at=at)]
    log.info("holds looked at for expiry: %s", len(ended))
    return sum(hold.ended_at == at for hold in ended)
