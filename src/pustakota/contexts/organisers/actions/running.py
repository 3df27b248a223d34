"""An organiser at the door of their own event: who is here, how many came without a name, how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.organisers import permissions, queries, rules
from pustakota.contexts.organisers.errors import RunRefused
from pustakota.contexts.organisers.events import OwnEventChanged
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes import queries as planned
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pustakota.contexts.organisers.models import OwnEvent
    from pustakota.contexts.programmes.actions import Band
    from pustakota.contexts.programmes.models import Occurrence, Registration
    from pustakota.foundation.actors import Actor


@transaction.atomic
def check_in(*, event: OwnEvent, registration_id: int, by: Actor, at: datetime) -> Registration:
    """Somebody from the list of this event is here; a seat of another event is nobody here."""
    occurrence = _running(event, by, at)
    seat = planned.registration(registration_id)
    return _arrived(event, occurrence, seat, "unknown_guest", by=by, at=at)


@transaction.atomic
def check_in_admission(*, event: OwnEvent, admission: str, by: Actor, at: datetime) -> Registration:
    """Somebody shows a ticket; only one that we wrote out for this event says anything."""
    occurrence = _running(event, by, at)
    seat = planned.registration_of_admission(admission, occurrence)
    return _arrived(event, occurrence, seat, "unknown_admission", by=by, at=at)


def _arrived(
    event: OwnEvent, occurrence: Occurrence, seat: Registration | None, otherwise: str, *, by: Actor, at: datetime
) -> Registration:
    if seat is None or seat.occurrence_id != occurrence.pk:
        raise _refused(otherwise)
    if reasons := rules.reasons_not_to_check_in(starts_at=occurrence.starts_at, at=at):
        raise RunRefused(*reasons)
    seat.occurrence = occurrence
    return programmes.check_in(
        registration=seat, by=permissions.as_host(by, event), at=at, source=programmes.Source.WEB
    )


@transaction.atomic
def undo_check_in(*, event: OwnEvent, registration_id: int, by: Actor, at: datetime) -> Registration:
    """It was somebody else."""
    occurrence = _running(event, by, at)
    seat = planned.registration(registration_id)
    if seat is None or seat.occurrence_id != occurrence.pk:
        raise _refused("unknown_guest")
    seat.occurrence = occurrence
    host = permissions.as_host(by, event)
    return programmes.undo_check_in(registration=seat, because="organiser", by=host, at=at)


@transaction.atomic
def tally(*, event: OwnEvent, numbers: Mapping[Band, int], by: Actor, at: datetime) -> None:
    """So many came without a name, so far; said again, it takes the place of what was said before."""
    occurrence = _running(event, by, at)
    if reasons := rules.reasons_not_to_check_in(starts_at=occurrence.starts_at, at=at):
        raise RunRefused(*reasons)
    programmes.tally(
        occurrence=occurrence,
        counter=queries.counter_of(event),
        numbers=numbers,
        by=permissions.as_host(by, event),
        at=at,
        source=programmes.Source.WEB,
    )


@transaction.atomic
def report(*, event: OwnEvent, words: str, by: Actor, at: datetime) -> OwnEvent:
    """Say how it went and close it: with that the organiser's right has ended."""
    occurrence = _running(event, by, at)
    if reasons := rules.reasons_not_to_report(ends_at=occurrence.ends_at, words=words, at=at):
        raise RunRefused(*reasons)
    held = locks.hold(event)
    programmes.report(occurrence=occurrence, by=permissions.as_host(by, event), at=at)
    held.report, held.changed_at = words.strip(), at
    held.save(update_fields=["report", "changed_at"])
    outbox.announce(OwnEventChanged(own_event_id=held.pk, state=held.state), at=at)
    return held


def _running(event: OwnEvent, by: Actor, at: datetime) -> Occurrence:
    permissions.may_run(by, event, at=at)
    assert event.occurrence is not None, "nobody has a right to what was never announced"
    return event.occurrence


def _refused(code: str) -> RunRefused:
    return RunRefused(Reason(code, overridable=False))
