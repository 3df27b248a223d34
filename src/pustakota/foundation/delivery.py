"""The worker's half of the outbox: fan out, deliver, retry, park, prune."""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache

from django.db import transaction
from django.db.models import Q, QuerySet

from pustakota.foundation.errors import Unreachable
from pustakota.foundation.models import Delivery, DeliveryState, Message
from pustakota.foundation.outbox import BATCH_LIMIT, Event, Reaction, Subscriptions, batch_limit, subscriber_name
from pustakota.foundation.prepared import prepared

log = logging.getLogger(__name__)

SINGLES_LIMIT = 200
LONGEST_TRANSACTION = 0.08
"""Seconds after which a transaction of single deliveries is closed, so that desks are never kept waiting."""
WAITS = (1, 5, 30, 120, 600, 1800)
"""Seconds before each new try; after the last a delivery is parked."""
LONGEST_AWAY = 120
"""Seconds before what a reaction needs is asked again for, however long it was away; no delivery is parked for that."""
KEPT = timedelta(days=30)
STUCK = 3
"""Tries in vain after which whoever waits for a delivery should not wait on."""
_UNDONE = (DeliveryState.PENDING, DeliveryState.PARKED)


class Outbox:
    """Delivers messages to the reactions of one page of subscriptions."""

    def __init__(self, subscriptions: Subscriptions) -> None:
        self.types = {event.event_name(): event for event in subscriptions}
        self.names = {
            event.event_name(): [subscriber_name(r) for r in reactions] for event, reactions in subscriptions.items()
        }
        self.reactions: dict[str, Reaction] = {
            subscriber_name(r): r for reactions in subscriptions.values() for r in reactions
        }

    def waiting(self, reaction: Reaction) -> list[int]:
        """What waits for a reaction or was parked, for `settle` when the reaction's work was done in another way."""
        while fan_out(self.names) == BATCH_LIMIT:
            continue
        rows = Delivery.objects.filter(subscriber=subscriber_name(reaction), state__in=_UNDONE)
        return list(rows.values_list("pk", flat=True))

    def run_once(self, *, at: datetime) -> int:
        """One round: fan out what is new, deliver what is due. The number of deliveries made."""
        while fan_out(self.names) == BATCH_LIMIT:
            continue
        waiting = {name for (name,) in _with_open_deliveries()}
        return sum(self._deliver(name, reaction, at=at) for name, reaction in self.reactions.items() if name in waiting)

    def drain(self, *, at: datetime) -> int:
        """Rounds until nothing more can be delivered now."""
        total = 0
        while done := self.run_once(at=at):
            total += done
        return total

    def _deliver(self, name: str, reaction: Reaction, *, at: datetime) -> int:
        at_once = batch_limit(reaction)
        due = due_deliveries(name, at=at, limit=at_once or SINGLES_LIMIT)
        if not due:
            return 0
        if at_once:
            return self._deliver_batch(reaction, due, at=at)
        return self._deliver_singles(reaction, due, at=at)

    def _event(self, delivery: Delivery) -> Event:
        return self.types[delivery.message.name](**delivery.message.fields)

    def _deliver_batch(self, reaction: Reaction, due: Sequence[Delivery], *, at: datetime) -> int:
        try:
            reaction([self._event(delivery) for delivery in due])
        except Unreachable as error:
            log.error("%s: %s deliveries wait: %s", due[0].subscriber, len(due), error)  # noqa: TRY400 -- no fault of ours
            for delivery in due:
                note_failure(delivery, error, at=at)
            return 0
        except Exception as error:
            if len(due) > 1:
                return self._deliver_one_by_one(reaction, due, at=at)
            log.exception("delivery %s to %s failed", due[0].pk, due[0].subscriber)
            note_failure(due[0], error, at=at)
            return 0
        return Delivery.objects.filter(pk__in=[d.pk for d in due]).update(state=DeliveryState.DELIVERED, error="")

    def _deliver_one_by_one(self, reaction: Reaction, due: Sequence[Delivery], *, at: datetime) -> int:
        """One bad message holds back what follows about its own subject, and none of its neighbours."""
        delivered, failed = 0, set()
        for delivery in due:
            if delivery.subject in failed:
                continue
            done = self._deliver_batch(reaction, [delivery], at=at)
            delivered += done
            if not done:
                failed.add(delivery.subject)
        return delivered

    def _deliver_singles(self, reaction: Reaction, due: Sequence[Delivery], *, at: datetime) -> int:
        failed: set[str] = set()
        delivered: list[int] = []
        stop_at = time.monotonic() + LONGEST_TRANSACTION
        with transaction.atomic():
            for delivery in due:
                if delivery.subject not in failed:
                    self._deliver_one(reaction, delivery, failed, delivered, at=at)
                if time.monotonic() > stop_at:
                    break
            Delivery.objects.filter(pk__in=delivered).update(state=DeliveryState.DELIVERED, error="")
        return len(delivered)

    def _deliver_one(
        self, reaction: Reaction, delivery: Delivery, failed: set[str], delivered: list[int], *, at: datetime
    ) -> None:
        try:
            with transaction.atomic():
                reaction(self._event(delivery))
        except Exception as error:
            trace = None if isinstance(error, Unreachable) else error
            log.error("delivery %s to %s failed: %s", delivery.pk, delivery.subscriber, error, exc_info=trace)  # noqa: TRY400 -- a trace where it helps
            failed.add(delivery.subject)
            note_failure(delivery, error, at=at)
        else:
            delivered.append(delivery.pk)


def fan_out(names: dict[str, list[str]]) -> int:
    """Give each new message one delivery per subscriber; the number of messages seen."""
    if not _to_fan_out():
        return 0
    with transaction.atomic():
        messages = list(Message.objects.filter(fanned_out=False).order_by("pk")[:BATCH_LIMIT])
        Delivery.objects.bulk_create(
            [
                Delivery(message=message, subscriber=name, subject=message.subject)
                for message in messages
                for name in names.get(message.name, ())
            ],
            ignore_conflicts=True,
        )
        Message.objects.filter(pk__in=[message.pk for message in messages]).update(fanned_out=True)
    return len(messages)


def due_deliveries(subscriber: str, *, at: datetime, limit: int) -> list[Delivery]:
    """The oldest open deliveries whose subject is not held up by an earlier one that failed."""
    return _due(limit)(subscriber, at)


@cache
def _due(limit: int) -> Callable[[str, datetime], list[Delivery]]:
    def rows(subscriber: str, at: datetime) -> QuerySet[Delivery]:
        open_rows = Delivery.objects.filter(subscriber=subscriber).exclude(state=DeliveryState.DELIVERED)
        held_up = open_rows.filter(Q(state=DeliveryState.PARKED) | Q(not_before__gt=at)).values("subject")
        due = open_rows.filter(state=DeliveryState.PENDING).exclude(subject__in=held_up)
        return due.select_related("message").order_by("message_id")[:limit]

    return prepared(rows)


@prepared
def _with_open_deliveries() -> QuerySet[Delivery, tuple[str]]:
    """Who has anything to receive: the others need not be asked for."""
    rows = Delivery.objects.exclude(state=DeliveryState.DELIVERED).order_by()
    return rows.values_list("subscriber").distinct()


@prepared
def _to_fan_out() -> QuerySet[Message, tuple[int]]:
    return Message.objects.filter(fanned_out=False).order_by().values_list("pk")[:1]


def note_failure(delivery: Delivery, error: Exception, *, at: datetime) -> None:
    """Count the try and wait longer each time. Park after the last, unless what it needs is merely away."""
    delivery.attempts += 1
    delivery.error = f"{type(error).__name__}: {error}"[:2000]
    is_last, is_away = delivery.attempts > len(WAITS), isinstance(error, Unreachable)
    if is_last and not is_away:
        delivery.state = DeliveryState.PARKED
    else:
        wait = LONGEST_AWAY if is_last else WAITS[delivery.attempts - 1]
        delivery.not_before = at + timedelta(seconds=min(wait, LONGEST_AWAY) if is_away else wait)
    delivery.save(update_fields=["attempts", "error", "state", "not_before"])


def settle(deliveries: Sequence[int]) -> None:
    """Count these as delivered."""
    for start in range(0, len(deliveries), BATCH_LIMIT):
        some = deliveries[start : start + BATCH_LIMIT]
        Delivery.objects.filter(pk__in=some).update(state=DeliveryState.DELIVERED, error="")


def parked() -> list[Delivery]:
    """What keeps failing, for the operator's eyes."""
    return list(Delivery.objects.filter(state=DeliveryState.PARKED).select_related("message").order_by("pk"))


def retry(delivery: Delivery) -> None:
    """Give a parked delivery another round of tries."""
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.PENDING, attempts=0, not_before=None)


def prune(*, at: datetime, limit: int = 5000) -> int:
    """Delete messages of more than 30 days whose deliveries are all done; the number deleted."""
    old = Message.objects.filter(fanned_out=True, at__lt=at - KEPT)
    done = old.exclude(delivery__state__in=[DeliveryState.PENDING, DeliveryState.PARKED])
    keys = list(done.order_by("pk").values_list("pk", flat=True)[:limit])
    Message.objects.filter(pk__in=keys).delete()
    return len(keys)


def has_open() -> bool:
    """Whether anything announced still waits for its delivery; parked deliveries do not count."""
    if Message.objects.filter(fanned_out=False).exists():
        return True
    return Delivery.objects.filter(state=DeliveryState.PENDING).exists()


def is_stuck(reactions: Iterable[Reaction], *, since: datetime) -> bool:
    """Whether something announced since then was given to one of these several times in vain, and still waits."""
    rows = Delivery.objects.filter(subscriber__in=map(subscriber_name, reactions), message__at__gte=since)
    return rows.filter(state=DeliveryState.PENDING, attempts__gte=STUCK).exists()
