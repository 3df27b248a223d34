"""What each kind of entry does: one action of another context, and what to call the result.

An arrival stands while at least one phone says so and has not taken it back, in whatever order the entries reach us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pustakota.contexts.fieldwork import queries, rules
from pustakota.contexts.fieldwork.errors import EntryRefused
from pustakota.contexts.fieldwork.models import Entry, Outcome
from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.programmes import queries as planned
from pustakota.contexts.programmes.actions import Band, Source
from pustakota.contexts.programmes.errors import RegistrationRefused
from pustakota.foundation import locks
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from pustakota.contexts.programmes.models import Occurrence, Registration
    from pustakota.foundation.actors import Actor


class Act(Protocol):
    """Does what an entry says and answers what became of it; refuses with every reason."""

    def __call__(self, row: Entry, noted: rules.Noted, *, by: Actor, at: datetime) -> str: ...


def _here(row: Entry, noted: rules.Noted, *, by: Actor, at: datetime) -> str:
    registration = _registration(noted)
    if registration.person is not None:
        locks.hold(registration.person)
    row.subject = f"registration:{registration.pk}"
    if _is_undone(noted):
        return Outcome.UNDONE
    return _arrived(
        row,
        lambda: programmes.check_in(registration=registration, by=by, at=at, source=Source.FIELD, came_at=noted.at),
        registration,
        noted,
        by=by,
    )


def _card(row: Entry, noted: rules.Noted, *, by: Actor, at: datetime) -> str:
    occurrence = _occurrence(noted)
    patron = people.patron_for_action(noted.card)
    if patron is None:
        raise EntryRefused(Reason("unknown_card", {"card_number": noted.card}, overridable=False))
    if _is_undone(noted):
        return Outcome.UNDONE
    person = locks.hold(patron.person)
    known = planned.registration_of_person(occurrence, person.pk)
    if known is not None:
        row.subject = f"registration:{known.pk}"

    def come() -> Registration:
        made = programmes.walk_in(
            occurrence=occurrence, person=person, by=by, at=at, source=Source.FIELD, came_at=noted.at
        )
        row.subject = f"registration:{made.pk}"
        return made

    return _arrived(row, come, known, noted, by=by)


def _arrived(
    row: Entry, come: Callable[[], Registration], known: Registration | None, noted: rules.Noted, *, by: Actor
) -> str:
    """Taken; or agreed, where somebody else noted the same arrival: then the earlier moment counts."""
    try:
        come()
    except RegistrationRefused as refusal:
        if known is None or [reason.code for reason in refusal.reasons] != ["already_here"]:
            raise
        programmes.came_earlier(registration=known, came_at=noted.at, by=by)
        return Outcome.AGREED
    row.made_fact = True
    return Outcome.TAKEN


def _is_undone(noted: rules.Noted) -> bool:
    """Whether its undoing reached us before."""
    return Entry.objects.filter(undoes=noted.uuid, kind=rules.Kind.UNDO).exists()


def _undo(row: Entry, noted: rules.Noted, *, by: Actor, at: datetime) -> str:
    """Take back what this phone said; the arrival goes only when nobody else says it."""
    wrong = queries.entry_by_uuid(noted.undoes) if noted.undoes else None
    if wrong is None or wrong.device_id != row.device_id:
        return Outcome.TAKEN
    _held_person(wrong)
    wrong.refresh_from_db()
    was_standing = wrong.outcome in rules.STANDING
    wrong.outcome, wrong.said = Outcome.UNDONE, {name: wrong.said[name] for name in wrong.said if name != "card"}
    wrong.save(update_fields=["outcome", "said"])
    row.subject = wrong.subject
    if was_standing and wrong.subject:
        _end_arrival(wrong.subject, by=by, at=at)
    return Outcome.TAKEN


def _held_person(wrong: Entry) -> None:
    registration = _of_subject(wrong.subject)
    if registration is not None and registration.person is not None:
        locks.hold(registration.person)


def _end_arrival(subject: str, *, by: Actor, at: datetime) -> None:
    arrivals = queries.entries_about(subject).filter(kind__in=[rules.Kind.HERE, rules.Kind.CARD])
    registration = _of_subject(subject)
    is_ours = arrivals.filter(made_fact=True).exists()
    if registration is None or not is_ours or arrivals.filter(outcome__in=rules.STANDING).exists():
        return
    programmes.undo_check_in(registration=registration, because="undone on the phone", by=by, at=at)
    arrivals.update(made_fact=False)


def _of_subject(subject: str) -> Registration | None:
    return planned.registration(int(subject.removeprefix("registration:"))) if subject else None


def _tally(row: Entry, noted: rules.Noted, *, by: Actor, at: datetime) -> str:
    """The newest count of a phone stands; an older one that comes late changes nothing."""
    later = Entry.objects.filter(device=row.device_id, about=row.about, kind=rules.Kind.TALLY, seq__gt=noted.seq)
    if later.exclude(outcome=Outcome.REFUSED).exists():
        return Outcome.SUPERSEDED
    programmes.tally(
        occurrence=_occurrence(noted),
        counter=queries.counter_of(row.device),
        numbers={Band(band): number for band, number in noted.numbers.items()},
        by=by,
        at=at,
        source=Source.FIELD,
        counted_at=noted.at,
    )
    return Outcome.TAKEN


def _left(row: Entry, noted: rules.Noted, *, by: Actor, at: datetime) -> str:
    del at
    registration = _registration(noted)
    row.subject = f"registration:{registration.pk}"
    programmes.leave(registration=registration, left_at=noted.at, by=by)
    return Outcome.TAKEN


def _occurrence(noted: rules.Noted) -> Occurrence:
    found = planned.occurrence(noted.occurrence_id)
    if found is None:
        raise EntryRefused(Reason("event_missing", overridable=False))
    return found


def _registration(noted: rules.Noted) -> Registration:
    found = planned.registration(noted.registration_id) if noted.registration_id else None
    if found is None or found.occurrence_id != noted.occurrence_id:
        raise EntryRefused(Reason("unknown_registration", overridable=False))
    return found


KINDS: Mapping[rules.Kind, Act] = {
    rules.Kind.HERE: _here,
    rules.Kind.CARD: _card,
    rules.Kind.UNDO: _undo,
    rules.Kind.TALLY: _tally,
    rules.Kind.LEFT: _left,
}
