"""What runs when: cron words in the zone of the line (WIB unless told otherwise)."""

from datetime import datetime

from pustakota.contexts.circulation import tasks as circulation
from pustakota.foundation import delivery
from pustakota.foundation.schedule import Line


def prune_outbox(at: datetime) -> int:
    """Delete delivered messages of more than 30 days."""
    return delivery.prune(at=at)


SCHEDULE = [
    Line("5 0 * * *", circulation.expire_holds),
    Line("35 3 * * *", prune_outbox),
]
