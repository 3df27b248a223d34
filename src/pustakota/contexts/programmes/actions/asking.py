"""Ask staff for reports that are missing, and be quiet once they are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from pustakota.contexts.notices import actions as notices
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import permissions, queries, rules
from pustakota.contexts.programmes.models import State

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence

AT_ONCE = 100
"""So many dates are asked about in one go; the rest follows the next time."""


def ask_for_reports(*, at: datetime) -> int:
    """Whoever planned a date is asked for its report, else those who plan at its point; the number of messages."""
    found = queries.long_without_report(at - rules.REPORT_ASKED_AFTER[0], at=at)[:AT_ONCE]
    return sum(_ask(occurrence, at) for occurrence in found)


def _ask(occurrence: Occurrence, at: datetime) -> int:
    time = rules.times_due(occurrence.ends_at, at)
    return notices.queue_all(wanted=[_wanted(occurrence, each, time) for each in _whom(occurrence)], at=at)


def _whom(occurrence: Occurrence) -> Collection[Person]:
    planners = people.staff_who_may(permissions.PLAN, occurrence.service_point_id)
    own = [account.person for account in planners if account.pk == occurrence.planned_by]
    return own or [account.person for account in planners]


def _wanted(occurrence: Occurrence, person: Person, time: int) -> notices.ToTell:
    return notices.ToTell(
        template="programmes/event",
        key=f"programmes/report:{occurrence.pk}:{time}:{person.pk}",
        because=_of(occurrence),
        to=person.pk,
        point=occurrence.service_point,
        facts={
            "news": "report",
            "event": occurrence.name,
            "place": occurrence.service_point.name,
            "starts_at": occurrence.starts_at.isoformat(),
            "page": settings.PUBLIC_URL + reverse("desk:occurrence", args=[occurrence.pk]),
        },
    )


@transaction.atomic
def settle_report(*, occurrence_id: int, at: datetime) -> int:
    """Nobody is asked any more for what is reported, called off or still ahead; the number of messages taken back."""
    occurrence = queries.occurrence(occurrence_id)
    if occurrence is None or (occurrence.state == State.PUBLISHED and occurrence.ends_at <= at):
        return 0
    return notices.withdraw(because=[_of(occurrence)], at=at)


def _of(occurrence: Occurrence) -> str:
    return f"report:{occurrence.pk}"
