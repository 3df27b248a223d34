"""The one way in which a visit changes its status, and lets its seats go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.school_visits import queries
from pustakota.contexts.school_visits.errors import VisitRefused
from pustakota.contexts.school_visits.events import VisitChanged
from pustakota.contexts.school_visits.models import Status
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.programmes.queries import Occurrence
    from pustakota.contexts.school_visits.models import ClassVisit
    from pustakota.foundation.actors import Actor


def refused(code: str, **facts: object) -> VisitRefused:
    return VisitRefused(Reason(code, facts, overridable=False))


def held_in(visit: ClassVisit, states: Collection[str], otherwise: str = "over") -> ClassVisit:
    """The visit, read again and held, in one of these states, with what is known of it."""
    held = locks.hold(visit)
    if held.status not in states:
        raise refused(otherwise)
    held.offer = visit.offer
    if held.occurrence_id is not None and held.occurrence_id == visit.occurrence_id:
        held.occurrence = visit.occurrence
    return held


def become(held: ClassVisit, status: Status, *, at: datetime, news: str = "", because: str = "") -> ClassVisit:
    """Write a status; ``news``: what the school is told."""
    held.status, held.because = status, because.strip()
    if status != Status.OFFERED:
        held.offered_until = None
    if not held.is_open:
        held.ended_at = at
    held.save()
    outbox.announce(VisitChanged(visit_id=held.pk, status=status, news=news), at=at)
    return held


def seat(held: ClassVisit, occurrence: Occurrence, *, by: Actor, at: datetime) -> None:
    """Take the seats of a date, and let go those of another; all or nothing."""
    for date in sorted({held.occurrence or occurrence, occurrence}, key=lambda each: each.pk):
        locks.hold(date)  # in one order, so that two classes that change places never wait for each other
    release(held, at=at)
    pupils = sum(group.pupils for group in queries.asked_of(held))
    party = held.offer.terms.party(pupils)
    held.occurrence = occurrence
    held.registration = programmes.seat_group(occurrence=occurrence, party=party, by=by, at=at)


def release(held: ClassVisit, *, at: datetime) -> None:
    """Give back what a visit has of a date; who comes to its place is settled by ``programmes``."""
    if held.registration is not None and held.has_seats:
        programmes.release_group(registration=held.registration, at=at)
    held.registration = None
