"""How much the outbox still has to deliver, for the operator's eyes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from pustakota.foundation.models import Delivery, DeliveryState, Message


@dataclass(frozen=True, slots=True)
class Backlog:
    """Messages and deliveries that are not done, parked ones besides, and when the oldest was announced."""

    number: int
    since: datetime | None


def backlog() -> Backlog:
    """What waits now; two queries, each by an index of what is open."""
    new = Message.objects.filter(fanned_out=False).aggregate(number=Count("pk"), since=Min("at"))
    pending = Delivery.objects.exclude(state=DeliveryState.DELIVERED).filter(state=DeliveryState.PENDING)
    begun = pending.aggregate(number=Count("pk"), since=Min("message__at"))
    since = [moment for moment in (new["since"], begun["since"]) if moment]
    return Backlog(new["number"] + begun["number"], min(since, default=None))
