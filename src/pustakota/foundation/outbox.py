"""Facts that contexts tell each other: written with the change, delivered by the worker, at least once, in order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection

from pustakota.foundation.models import Message
from pustakota.foundation.writing import inserted

BATCH_LIMIT = 1000
"""The most deliveries that a batched reaction receives at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact in the past tense: ids and plain values only; fields are only ever added, with defaults."""

    @property
    def subject(self) -> str:
        """What the fact is about, as ``kind:id``; facts about one subject are delivered in order."""
        raise NotImplementedError

    @classmethod
    def event_name(cls) -> str:
        """``<context>.<Class>``, stored with the message."""
        return f"{cls.__module__.split('.')[-2]}.{cls.__name__}"


Reaction = Callable[[Any], None]
Subscriptions = Mapping[type[Event], Sequence[Reaction]]
R = TypeVar("R", bound=Callable[..., None])


def batched(reaction: R) -> R:
    """Mark a reaction that receives a list of up to ``BATCH_LIMIT`` events; it may be given the same ones again."""
    return batched_by(BATCH_LIMIT)(reaction)


def batched_by(limit: int | Callable[[], int]) -> Callable[[R], R]:
    """Mark a reaction that receives up to ``limit`` events at once: few, where each stands for much work.

    A function is asked each time, where that depends on what there is to do.
    """

    def mark(reaction: R) -> R:
        reaction.batch_limit = limit  # type: ignore[attr-defined]
        return reaction

    return mark


def batch_limit(reaction: Reaction) -> int:
    """The most events that a reaction takes at once; 0 where it takes them singly."""
    limit: int | Callable[[], int] = getattr(reaction, "batch_limit", 0)
    return limit() if callable(limit) else limit


def subscriber_name(reaction: Reaction) -> str:
    """The name under which deliveries to a reaction are kept: ``circulation.reactions.hold_ready``."""
    return f"{'.'.join(reaction.__module__.split('.')[-2:])}.{reaction.__qualname__}"


def announce(*events: Event, at: datetime) -> None:
    """Write facts into the outbox, in the transaction of the change that makes them true."""
    if not connection.in_atomic_block:
        raise RuntimeError("announce() stands inside the transaction of the change")
    messages = [Message(name=e.event_name(), subject=e.subject, fields=_said(e), at=at) for e in events]
    if len(messages) == 1:
        inserted(messages[0])  # what nearly every change announces, without making its SQL
    else:
        Message.objects.bulk_create(messages)


def _said(event: Event) -> dict[str, Any]:
    return {field.name: getattr(event, field.name) for field in fields(event)}
