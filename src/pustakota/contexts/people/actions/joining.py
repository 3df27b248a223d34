"""Becoming a member from home: provisional at once, a member once somebody was seen or the library's rule is met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction

from pustakota.contexts.people import permissions, queries, rules
from pustakota.contexts.people.actions.consents import give_consent
from pustakota.contexts.people.actions.membership import new_person, reasons_not_to_register
from pustakota.contexts.people.actions.numbers import free_card_number, is_taken
from pustakota.contexts.people.errors import JoiningRefused, RegistrationRefused
from pustakota.contexts.people.events import MemberRegistered, RegistrationAsked, RegistrationLapsed
from pustakota.contexts.people.models import (
    Account,
    Guardianship,
    How,
    HowEnded,
    JoiningRule,
    Patron,
    PatronStatus,
    Person,
    Registration,
    RetiredCard,
    WhyRetired,
)
from pustakota.foundation import locks, outbox, periods
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import date, datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import PatronType
    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What is asked of somebody who becomes a member from home. ``guardian_name``: who answers, for a child."""

    name: str
    born_on: date
    home_point: ServicePoint
    phone: str = ""
    email: str = ""
    address: str = ""
    guardian_name: str = ""
    password: str = ""
    wishes_messages: bool = False


@transaction.atomic
def keep_joining_rule(*, rule: JoiningRule, by: Actor) -> JoiningRule:
    """How a library takes in members from home, from now on."""
    permissions.may_say_who_joins(by, rule.library_id)
    rule.save()
    return rule


@transaction.atomic
def end_joining_rule(*, rule: JoiningRule, by: Actor) -> None:
    """From now on the library asks by its own form, and the desk registers; who waits goes on waiting."""
    permissions.may_say_who_joins(by, rule.library_id)
    rule.delete()


@transaction.atomic
def join_from_home(*, asked: Applicant, is_proved: bool, language: str, at: datetime) -> Registration:
    """Make a provisional member of an adult, or refuse with every reason; nobody learns who is a member already."""
    rule = _rule_at(asked.home_point)
    today = periods.local_day(at, asked.home_point.zone)
    reasons = _reasons_not_to_join(asked, today)
    if rules.is_child(today, asked.born_on):
        reasons.append(Reason("guardian_needed", overridable=False))
    if reasons:
        raise RegistrationRefused(*reasons)
    person = new_person(asked.name, "", asked.born_on, asked.phone, asked.address, None)
    number = free_card_number()
    _give_account(person, number, asked.password, at)
    if asked.wishes_messages and asked.email:
        give_consent(person=person, purpose=rules.EMAIL, how=How.WEB, by=SYSTEM, at=at)
    patron = _provisional(person, number, rule, asked.home_point, today)
    return _waiting(patron, rule.adult_type, asked, is_proved=is_proved, language=language, at=at)


@transaction.atomic
def join_child_from_home(
    *, asked: Applicant, guardian: Person | None, is_proved: bool, language: str, by: Actor, at: datetime
) -> Registration:
    """Make a provisional member of a child for whom a parent or guardian agrees.

    ``guardian``: who asks, where they have an account here; anybody else gets one to act for the child.
    """
    if guardian is not None:
        permissions.may_note_wish_of(by, guardian.pk)
    rule = _rule_at(asked.home_point)
    today = periods.local_day(at, asked.home_point.zone)
    reasons = _reasons_not_to_join(asked, today)
    if not rules.is_child(today, asked.born_on):
        reasons.append(Reason("no_child", overridable=False))
    if guardian is None and not asked.guardian_name.strip():
        reasons.append(Reason("guardian_needed", overridable=False))
    if reasons:
        raise RegistrationRefused(*reasons)
    speaker = guardian or _new_guardian(asked, at)
    child = new_person(asked.name, "", asked.born_on, "", guardian.address if guardian else asked.address, None)
    consent = give_consent(person=child, purpose=rules.GUARDIAN, said_by=speaker, how=How.WEB, by=SYSTEM, at=at)
    Guardianship.objects.create(guardian=speaker, ward=child, consent=consent)
    patron = _provisional(child, free_card_number(), rule, asked.home_point, today)
    return _waiting(patron, rule.child_type, asked, is_proved=is_proved, language=language, at=at)


def _new_guardian(asked: Applicant, at: datetime) -> Person:
    person = new_person(asked.guardian_name, "", None, asked.phone, asked.address, None)
    _give_account(person, free_card_number(), asked.password, at)
    if asked.wishes_messages and asked.email:
        give_consent(person=person, purpose=rules.EMAIL, how=How.WEB, by=SYSTEM, at=at)
    return person


def _rule_at(point: ServicePoint) -> JoiningRule:
    rule = queries.joining_rule(point.library_id)
    if rule is None:
        raise JoiningRefused(Reason("not_offered", overridable=False))
    return rule


def _reasons_not_to_join(asked: Applicant, today: date) -> list[Reason]:
    """The e-mail address and the number are compared with nobody's: the answer would say who is a member."""
    return reasons_not_to_register(asked.name, asked.born_on, asked.phone, "", "", today)


def _give_account(person: Person, number: str, password: str, at: datetime) -> None:
    person.account = Account.objects.create(username=number, password=make_password(password), made_at=at)
    person.save(update_fields=["account"])


def _provisional(person: Person, number: str, rule: JoiningRule, point: ServicePoint, today: date) -> Patron:
    return Patron.objects.create(
        person=person,
        card_number=number,
        type=rule.provisional_type,
        home_point=point,
        joined_on=today,
        expires_on=today + timedelta(days=rule.days),
    )


def _waiting(
    patron: Patron,
    wanted: PatronType,
    asked: Applicant,
    *,
    is_proved: bool,
    language: str,
    at: datetime,
) -> Registration:
    made = Registration.objects.create(
        patron=patron,
        wanted_type=wanted,
        text_version=rules.TEXT_VERSION,
        email=asked.email.strip().lower(),
        language=language,
        is_proved=is_proved,
        asked_at=at,
        until=patron.expires_on,
    )
    if made.email:
        outbox.announce(RegistrationAsked(registration_id=made.pk, patron_id=patron.pk), at=at)
    return made


@transaction.atomic
def confirm_email(*, registration: Registration, at: datetime) -> Registration:
    """Whoever opened the link reads the mail of this address: the account has it now, unless another account does.

    Where the library's rule is met, the membership is whole at once.
    """
    patron = locks.hold(registration.patron)
    registration = Registration.objects.get(pk=registration.pk)
    if registration.email_confirmed_at is None:
        registration.email_confirmed_at = at
        registration.save(update_fields=["email_confirmed_at"])
        _take_email(queries.who_answers(patron), registration.email)
    person = Person.objects.get(pk=patron.person_id)
    rule = queries.joining_rule(patron.home_point.library_id)
    is_met = rule is not None and rules.needs_no_desk(_situation(registration, person, rule))
    if is_met and registration.ended_at is None:
        _take_in(registration, patron, registration.wanted_type, HowEnded.RULE, by=SYSTEM, at=at)
    return registration


def _take_email(person: Person, email: str) -> None:
    if person.account_id is not None and not Account.objects.filter(email__iexact=email).exists():
        Account.objects.filter(pk=person.account_id, email=None).update(email=email)


def _situation(registration: Registration, person: Person, rule: JoiningRule) -> rules.JoiningSituation:
    return rules.JoiningSituation(
        approves_confirmed=rule.approves_confirmed,
        is_proved=registration.is_proved,
        is_confirmed=registration.email_confirmed_at is not None,
        is_child=Guardianship.objects.filter(ward=person).exists(),
        address=person.address,
        address_words=rule.address_words,
    )


@transaction.atomic
def take_in(
    *,
    registration: Registration,
    type: PatronType,  # noqa: A002 -- the field's own word
    by: Actor,
    at: datetime,
    card_number: str = "",
) -> Patron:
    """The desk has compared somebody with a document: the membership is whole from today on, and nothing of it is kept.

    ``card_number``: of the card that is handed over, where it bears a number already.
    """
    permissions.may_register(by, registration.patron.home_point_id)
    patron = locks.hold(registration.patron)
    registration = _still_waiting(registration)
    number = rules.plain_card(card_number)
    if number and number != patron.card_number:
        if is_taken(number):
            raise RegistrationRefused(Reason("card_taken", {"card_number": number}))
        _new_number(patron, number, by=by, at=at)
    return _take_in(registration, patron, type, HowEnded.DESK, by=by, at=at)


def _new_number(patron: Patron, number: str, *, by: Actor, at: datetime) -> None:
    old, patron.card_number = patron.card_number, number
    patron.save(update_fields=["card_number"])
    why = WhyRetired.PROVISIONAL
    RetiredCard.objects.create(number=old, patron=patron, why=why, retired_at=at, retired_by=by.account_id)
    Account.objects.filter(person=patron.person_id, username=old).update(username=number)


def _take_in(
    registration: Registration,
    patron: Patron,
    type_: PatronType,
    how: HowEnded,
    *,
    by: Actor,
    at: datetime,
) -> Patron:
    today = periods.local_day(at, patron.home_point.zone)
    patron.type, patron.joined_on, patron.expires_on = type_, today, rules.expiry(today, type_.years)
    patron.save(update_fields=["type", "joined_on", "expires_on"])
    _end(registration, how, by=by, at=at)
    outbox.announce(MemberRegistered(patron_id=patron.pk, service_point_id=patron.home_point_id), at=at)
    return patron


@transaction.atomic
def decline(*, registration: Registration, by: Actor, at: datetime) -> None:
    """End a registration that nobody stands behind; what it holds is deleted in the night."""
    permissions.may_register(by, registration.patron.home_point_id)
    patron = locks.hold(registration.patron)
    _close(_still_waiting(registration), patron, HowEnded.DECLINED, by=by, at=at)


@transaction.atomic
def lapse(*, registration: Registration, by: Actor, at: datetime) -> None:
    """End a registration for which nobody came in time; its reservations go, and the rest is deleted after them."""
    permissions.may_operate(by)
    patron = locks.hold(registration.patron)
    _close(_still_waiting(registration), patron, HowEnded.LAPSED, by=by, at=at)


def _still_waiting(registration: Registration) -> Registration:
    found = Registration.objects.select_related("wanted_type").get(pk=registration.pk)
    if found.ended_at is not None or found.patron.status == PatronStatus.CLOSED:
        raise JoiningRefused(Reason("already_decided", overridable=False))
    return found


def _close(registration: Registration, patron: Patron, how: HowEnded, *, by: Actor, at: datetime) -> None:
    Patron.objects.filter(pk=patron.pk).update(status=PatronStatus.CLOSED)
    _end(registration, how, by=by, at=at)
    outbox.announce(RegistrationLapsed(patron_id=patron.pk, person_id=patron.person_id), at=at)


def _end(registration: Registration, how: HowEnded, *, by: Actor, at: datetime) -> None:
    registration.ended_at, registration.ended_how, registration.ended_by = at, how, by.account_id
    registration.save(update_fields=["ended_at", "ended_how", "ended_by"])
