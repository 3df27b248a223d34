"""Note that a day had nothing to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.visits import permissions, queries
from pustakota.contexts.visits.actions.days import announce_if_past
from pustakota.contexts.visits.errors import VisitRefused
from pustakota.contexts.visits.models import NothingNoted, Subject
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import date, datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@transaction.atomic
def note_nothing(*, what: Subject, on: date, at_point: ServicePoint, by: Actor, at: datetime) -> NothingNoted:
    """Say that nobody came, or nothing was read, on a day: its number is then 0 and no longer missing."""
    permissions.may_note(by, at_point)
    day = queries.day_in_book(at_point, on)
    if on > periods.local_day(at, at_point.zone):
        raise VisitRefused(Reason("in_future", overridable=False))
    if day.people if what == Subject.VISITS else day.copies:
        raise VisitRefused(Reason("something_noted", overridable=False))
    noted, is_new = NothingNoted.objects.get_or_create(
        service_point=at_point, on=on, what=what, defaults={"noted_at": at, "noted_by": by.account_id}
    )
    if is_new:
        announce_if_past(at_point, on, at=at)
    return noted
