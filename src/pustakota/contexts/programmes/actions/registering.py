"""Register, answer, accept an offer, give a seat back."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.forms import queries as forms
from pustakota.contexts.programmes import permissions, queries, rules
from pustakota.contexts.programmes.actions.holding import asked_of
from pustakota.contexts.programmes.actions.waiting import become, fill, hold
from pustakota.contexts.programmes.errors import RegistrationRefused
from pustakota.contexts.programmes.events import RegistrationChanged
from pustakota.contexts.programmes.models import Registration, State, Status
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from pustakota.contexts.forms.models import Version
    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.foundation.actors import Actor


@transaction.atomic
def register(
    *,
    occurrence: Occurrence,
    person: Person,
    by: Actor,
    at: datetime,
    party: int = 1,
    form_version: Version | None = None,
    answers: Sequence[tuple[str, str, str]] = (),
    said: Mapping[str, str | list[str]] | None = None,
    language: str = "id",
    may_wait: bool = True,
) -> Registration:
    """Register a person (with those who come along): a seat, a place on the waiting list, or a request.

    Seats are counted under the lock of the occurrence; nobody passes those who wait. Where the programme asks
    questions, ``answers`` say them with their words, as that version asked them; staff may leave them out. Seats that
    were held for the form are taken. ``said``: the answers of a machine by the names of the fields, judged here and
    worded in ``language``. ``may_wait``: a place on the waiting list will do as well.
    """
    point_id = occurrence.service_point_id
    permissions.may_act_for(by, person.pk, point_id)
    held = hold(occurrence)
    asked = asked_of(held, person, party=party, by=by, at=at)
    reasons = rules.reasons_not_to_register(asked)
    wanted = held.programme.form_id
    if said is not None and wanted is not None:
        form_version, answers, against = _judged(held, said, language)
        reasons = (*reasons, *against)
    if wanted is not None and not asked.by_staff and (form_version is None or form_version.form_id != wanted):
        reasons = (*reasons, Reason("answers_needed", overridable=False))
    if reasons:
        raise RegistrationRefused(*reasons)
    status = Status(rules.outcome(asked))
    if status == Status.WAITLISTED and not may_wait:
        raise RegistrationRefused(Reason("seat_gone", overridable=False))
    form = queries.unsent(held, person) if asked.held else None
    registration = form or Registration(occurrence=held, person=person)
    registration.party, registration.status, registration.held_until = party, status, None
    registration.made_at, registration.made_by = at, by.account_id
    registration.waiting_since = at if status == Status.WAITLISTED else None
    registration.form_version, registration.answers = form_version, [list(answer) for answer in answers]
    registration.save()
    if asked.held and (status != Status.CONFIRMED or asked.held > party):
        fill(held, at)
    made = RegistrationChanged(registration_id=registration.pk, occurrence_id=held.pk, status=status)
    outbox.announce(made, at=at)
    return registration


def _judged(
    held: Occurrence, said: Mapping[str, str | list[str]], language: str
) -> tuple[Version | None, Sequence[tuple[str, str, str]], list[Reason]]:
    version = queries.questions(held)
    if version is None:
        return None, (), []
    found = forms.judged(version, said, language=language)
    facts = ({"question": question, "words": words} for question, words in found.problems)
    return version, found.read_out, [Reason("answer_wrong", fact, overridable=False) for fact in facts]


@transaction.atomic
def cancel(*, registration: Registration, by: Actor | None, at: datetime, because: str = "") -> Registration:
    """Give a seat or a place back; the next in the queue gets it. ``by`` is empty for whoever holds the secret link."""
    point_id = registration.occurrence.service_point_id
    if by is not None:
        permissions.may_act_for(by, registration.person_id, point_id)
    occurrence, held = _held(registration)
    if held.status not in rules.LIVE or held.status == Status.ATTENDED:
        raise RegistrationRefused(Reason("over", overridable=False))
    until = timedelta(minutes=occurrence.programme.cancel_until)
    held.was_late = held.status == Status.CONFIRMED and rules.is_late(
        at, starts_at=occurrence.starts_at, cancel_until=until
    )
    is_own = by is None or (held.person_id is not None and by.acts_for(held.person_id))
    become(held, Status.CANCELLED if is_own else Status.WITHDRAWN, at=at, because=because)
    fill(occurrence, at)
    return held


@transaction.atomic
def accept(*, registration: Registration, by: Actor | None, at: datetime) -> Registration:
    """Take the seat that is offered."""
    if by is not None:
        permissions.may_act_for(by, registration.person_id, registration.occurrence.service_point_id)
    _occurrence, held = _held(registration)
    if held.status != Status.OFFERED or held.offered_until is None or held.offered_until <= at:
        raise RegistrationRefused(Reason("not_offered_now", overridable=False))
    return become(held, Status.CONFIRMED, at=at)


@transaction.atomic
def approve(*, registration: Registration, by: Actor, at: datetime) -> Registration:
    """Say yes to a request: a seat, or a place on the waiting list where none is free."""
    permissions.may_host(by, registration.occurrence.service_point_id)
    occurrence, held = _pending(registration)
    return _seat_or_wait(held, occurrence, at)


def _seat_or_wait(held: Registration, occurrence: Occurrence, at: datetime) -> Registration:
    free = queries.free_seats(occurrence)
    if free is None or (held.party <= free and not queries.waiting(occurrence)):
        return become(held, Status.CONFIRMED, at=at)
    held.waiting_since = at
    return become(held, Status.WAITLISTED, at=at)


@transaction.atomic
def reject(*, registration: Registration, because: str, by: Actor, at: datetime) -> Registration:
    """Say no to a request, with a reason that whoever asked reads."""
    permissions.may_host(by, registration.occurrence.service_point_id)
    _occurrence, held = _pending(registration)
    return become(held, Status.REJECTED, at=at, because=because)


@transaction.atomic
def draw(*, occurrence: Occurrence, by: Actor, at: datetime, chance: random.Random) -> Sequence[Registration]:
    """Draw lots among all who asked: seats in the order drawn, the others wait in that order."""
    permissions.may_host(by, occurrence.service_point_id)
    held = hold(occurrence)
    drawn = list(held.registrations.filter(status=Status.PENDING).order_by("pk"))
    chance.shuffle(drawn)
    return [_seat_or_wait_at(each, held, place, at) for place, each in enumerate(drawn)]


def _seat_or_wait_at(each: Registration, held: Occurrence, place: int, at: datetime) -> Registration:
    """The place drawn is kept in the moment of waiting, a thousandth of a second after the one before."""
    return _seat_or_wait(each, held, at + timedelta(milliseconds=place))


@transaction.atomic
def excuse(*, registration: Registration, by: Actor) -> Registration:
    """Somebody who stayed away had a reason: it does not count against them."""
    permissions.may_host(by, registration.occurrence.service_point_id)
    held = locks.hold(registration)
    if held.status != Status.NO_SHOW:
        raise RegistrationRefused(Reason("not_missed", overridable=False))
    held.is_excused = True
    held.save(update_fields=["is_excused"])
    return held


@transaction.atomic
def raise_priority(*, registration: Registration, by: Actor, at: datetime, to: int = 1) -> Registration:
    """Put somebody who waits before the others (``to`` above 0) or back among them (0)."""
    permissions.may_host(by, registration.occurrence.service_point_id)
    occurrence, held = _held(registration)
    if held.status != Status.WAITLISTED:
        raise RegistrationRefused(Reason("not_waiting", overridable=False))
    held.priority = to
    held.save(update_fields=["priority"])
    fill(occurrence, at)
    held.refresh_from_db()
    return held


def _held(registration: Registration) -> tuple[Occurrence, Registration]:
    occurrence = hold(registration.occurrence)
    if occurrence.state not in (State.PUBLISHED, State.POSTPONED):
        raise RegistrationRefused(Reason("over", overridable=False))
    held = locks.hold(registration)
    held.occurrence = occurrence
    return occurrence, held


def _pending(registration: Registration) -> tuple[Occurrence, Registration]:
    occurrence, held = _held(registration)
    if held.status != Status.PENDING:
        raise RegistrationRefused(Reason("not_waiting", overridable=False))
    return occurrence, held
