"""Keep seats while somebody fills in the form, for longer once, and give them on when nobody sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.programmes import permissions, queries, rules
from pustakota.contexts.programmes.actions.waiting import fill, hold, let_go
from pustakota.contexts.programmes.errors import RegistrationRefused
from pustakota.contexts.programmes.models import Registration, Status
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.people.models import Person
    from pustakota.contexts.programmes.models import Occurrence
    from pustakota.contexts.programmes.rules import Asked
    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class Begun:
    """A form that was opened: the seats held for it, if any, and what would become of it if it were sent now."""

    held: Registration | None
    becomes: Status


@transaction.atomic
def hold_seats(*, occurrence: Occurrence, person: Person, by: Actor, at: datetime, party: int = 1) -> Begun:
    """Keep the seats of a party while its form is filled in, or refuse whom the form would not help.

    One account holds seats of one date for one person at a time. Opening the form again keeps them, but not for longer.
    """
    permissions.may_act_for(by, person.pk, occurrence.service_point_id)
    date = hold(occurrence)
    _let_go_others(date, person, by, at)
    asked = asked_of(date, person, party=party, by=by, at=at)
    if reasons := rules.reasons_not_to_register(asked):
        raise RegistrationRefused(*reasons)
    return Begun(_kept(date, person, asked, by), Status(rules.outcome(asked)))


def asked_of(date: Occurrence, person: Person, *, party: int, by: Actor, at: datetime) -> Asked:
    """Everything that decides a registration, once the seats of forms whose time is over were given on."""

    def read() -> Asked:
        by_staff = by.may(permissions.HOST, date.service_point_id)
        return queries.asked(date, person, party=party, at=at, by_staff=by_staff, account_id=by.account_id)

    asked = read()
    if not asked.holds_over:
        return asked
    fill(date, at)
    return read()


def _let_go_others(date: Occurrence, person: Person, by: Actor, at: datetime) -> None:
    others = date.registrations.filter(made_by=by.account_id).exclude(person=person.pk)
    if by.account_id is not None and let_go(others, at):
        fill(date, at)


def _kept(date: Occurrence, person: Person, asked: Asked, by: Actor) -> Registration | None:
    if not asked.held:
        keeping = queries.keeping(date, person, account_id=by.account_id)
        until = rules.held_until(asked, keeping)
        return None if until is None else _new(date, person, asked, until, by)
    row = queries.unsent(date, person)
    if row is None or rules.outcome(asked) is not rules.Status.CONFIRMED:
        let_go(date.registrations.filter(person=person.pk), asked.at)
        row = None
    else:
        row.party = asked.party
        row.save(update_fields=["party"])
    if row is None or asked.party < asked.held:
        fill(date, asked.at)
    return row


def _new(date: Occurrence, person: Person, asked: Asked, until: datetime, by: Actor) -> Registration:
    """A form that was left lately is taken up again, so that it is known how often seats were held."""
    row = queries.unsent(date, person) or Registration(occurrence=date, person=person)
    row.status, row.held_until, row.held_longer, row.ended_at = Status.HELD, until, False, None
    row.held_times += 1
    row.party, row.made_at, row.made_by = asked.party, asked.at, by.account_id
    row.save()
    return row


@transaction.atomic
def hold_longer(*, occurrence: Occurrence, person: Person, by: Actor, at: datetime) -> Registration:
    """Keep the held seats for as long again, once."""
    permissions.may_act_for(by, person.pk, occurrence.service_point_id)
    date = hold(occurrence)
    row = next(iter(queries.holds(date, [person.pk], at=at)), None)
    if row is None:
        raise RegistrationRefused(Reason("not_held", overridable=False))
    if row.held_longer:
        raise RegistrationRefused(Reason("held_longer", overridable=False))
    lasts = timedelta(minutes=date.programme.hold_lasts)
    row.held_until = rules.end_of_hold(at, lasts, starts_at=date.starts_at, closes_at=date.closes_at)
    row.held_longer = True
    row.save(update_fields=["held_until", "held_longer"])
    return row


@transaction.atomic
def leave_form(*, occurrence: Occurrence, person: Person, by: Actor, at: datetime) -> None:
    """The form will not be sent: whoever waits gets the seats that were held."""
    permissions.may_act_for(by, person.pk, occurrence.service_point_id)
    date = hold(occurrence)
    if let_go(date.registrations.filter(person=person.pk), at):
        fill(date, at)
