"""Who waits for what, and what may be taken of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Resource, Waiting, WaitState
from pustakota.contexts.spaces.queries.free import reasons_not_free

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.rules import Span
    from pustakota.foundation.reasons import Reason


def open_waiting() -> QuerySet[Waiting]:
    """All who wait or were offered, the first first."""
    rows = Waiting.objects.filter(state__in=[WaitState.WAITING, WaitState.OFFERED])
    return rows.select_related("resource__service_point__library", "resource__policy").order_by("made_at", "pk")


def waiting_of(person_ids: Collection[int]) -> list[Waiting]:
    """What these persons wait for, the next time first."""
    return list(open_waiting().filter(person__in=person_ids).select_related("person").order_by("starts_at", "pk"))


def waiting_at(point: ServicePoint, *, at: datetime) -> list[Waiting]:
    """Who waits at a point, for the desk."""
    rows = open_waiting().filter(resource__service_point=point, ends_at__gt=at)
    return list(rows.select_related("person__patron").order_by("starts_at", "made_at"))


def waiting_by_code(code: str) -> Waiting | None:
    return Waiting.objects.select_related("resource__service_point").filter(code=code).first()


def reasons_against_rest(of: Resource, rest: Span, *, at: datetime) -> list[Reason]:
    """Why the rest of a time cannot be had now: the check of a booking, but it may have begun and be short."""
    reasons = reasons_not_free(of, rest, at=at)
    return [reason for reason in reasons if reason.code not in rules.FOR_A_REST]
