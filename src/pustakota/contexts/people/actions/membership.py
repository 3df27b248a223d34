"""Becoming a member, staying one, being blocked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction

from pustakota.contexts.people import permissions, queries, rules
from pustakota.contexts.people.actions.consents import give_consent
from pustakota.contexts.people.actions.identity import keep_identity_number, reasons_not_to_keep
from pustakota.contexts.people.actions.numbers import free_card_number, is_taken
from pustakota.contexts.people.errors import RegistrationRefused, RenewalRefused
from pustakota.contexts.people.events import MemberRegistered
from pustakota.contexts.people.models import Account, Guardianship, How, Patron, PatronStatus, PatronType, Person
from pustakota.foundation import locks, outbox, periods
from pustakota.foundation.actors import Actor
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint


@dataclass(frozen=True, slots=True)
class Registered:
    """A new member, and the password to hand over once (empty where one was given, or no account was made)."""

    patron: Patron
    password: str


@transaction.atomic
def add_patron_type(*, code: str, name: str, by: Actor, years: int = 1) -> PatronType:
    """A kind of membership."""
    permissions.may_edit(by)
    return PatronType.objects.create(code=code, name=name, years=years)


@transaction.atomic
def register_member(
    *,
    name: str,
    type: PatronType,  # noqa: A002 -- the field's own word
    home_point: ServicePoint,
    by: Actor,
    at: datetime,
    call_name: str = "",
    born_on: date | None = None,
    phone: str = "",
    email: str = "",
    address: str = "",
    nik: str = "",
    password: str = "",
    password_hash: str = "",
    card_number: str = "",
) -> Registered:
    """Register an adult with an account of their own; a card number and a password are made where none is given.

    ``password_hash``: a password that was hashed before (Django's own form), for members who come from elsewhere.
    """
    permissions.may_register(by, home_point.pk)
    today = periods.local_day(at, home_point.zone)
    reasons = reasons_not_to_register(name, born_on, phone, email, card_number, today)
    if nik:
        reasons += reasons_not_to_keep(nik)
    if rules.is_child(today, born_on):
        reasons.append(Reason("guardian_needed"))
    if reasons:
        raise RegistrationRefused(*reasons)
    number = rules.plain_card(card_number) or free_card_number()
    made = "" if password or password_hash else secrets.token_urlsafe(6)
    account = Account(username=number, email=email.lower() or None, made_at=at)
    account.password = password_hash or make_password(password or made)
    account.save()
    person = new_person(name, call_name, born_on, phone, address, account)
    if nik:
        keep_identity_number(person=person, number=nik, by=by, at=at)
    return Registered(_join(person, number, type, home_point, today, at), made)


@transaction.atomic
def register_child(
    *,
    name: str,
    guardian: Person,
    consent_text: str,
    type: PatronType,  # noqa: A002 -- the field's own word
    home_point: ServicePoint,
    by: Actor,
    at: datetime,
    call_name: str = "",
    born_on: date | None = None,
    card_number: str = "",
    consent_how: How = How.DESK,
) -> Registered:
    """Register a child with a card of its own; the guardian, who agrees to a version of the text, may act for it."""
    permissions.may_register(by, home_point.pk)
    today = periods.local_day(at, home_point.zone)
    reasons = reasons_not_to_register(name, born_on, "", "", card_number, today)
    if not consent_text:
        reasons.append(Reason("consent_needed"))
    if reasons:
        raise RegistrationRefused(*reasons)
    person = new_person(name, call_name, born_on, "", guardian.address, None)
    consent = give_consent(
        person=person,
        purpose=rules.GUARDIAN,
        said_by=guardian,
        text_version=consent_text,
        how=consent_how,
        by=by,
        at=at,
    )
    Guardianship.objects.create(guardian=guardian, ward=person, consent=consent)
    return Registered(
        _join(person, rules.plain_card(card_number) or free_card_number(), type, home_point, today, at), ""
    )


@transaction.atomic
def note_guardian(*, name: str, phone: str, by: Actor, at_point: ServicePoint) -> Person:
    """Who answers for a child: the person of that name and number, where known, else a new one without a card."""
    permissions.may_register(by, at_point.pk)
    if not name.strip():
        raise RegistrationRefused(Reason("guardian_needed"))
    plain, folded = rules.plain_phone(phone) or "", rules.folded_name(name)
    alike = queries.likely_same(name=name, born_on=None, phone=plain)
    known = (each.person for each in alike if rules.folded_name(each.person.name) == folded)
    return next(known, None) or Person.objects.create(name=" ".join(name.split()), phone=plain)


def new_person(  # noqa: PLR0917 -- the fields of one row, asked for by two verbs
    name: str, call_name: str, born_on: date | None, phone: str, address: str, account: Account | None
) -> Person:
    """A person as they were given."""
    return Person.objects.create(
        name=" ".join(name.split()),
        call_name=call_name.strip(),
        born_on=born_on,
        phone=rules.plain_phone(phone) or "",
        address=address,
        account=account,
    )


def _join(  # noqa: PLR0917 -- see above
    person: Person, number: str, type_: PatronType, home_point: ServicePoint, today: date, at: datetime
) -> Patron:
    patron = Patron.objects.create(
        person=person,
        card_number=number,
        type=type_,
        home_point=home_point,
        joined_on=today,
        expires_on=rules.expiry(today, type_.years),
    )
    outbox.announce(MemberRegistered(patron_id=patron.pk, service_point_id=home_point.pk), at=at)
    return patron


def reasons_not_to_register(  # noqa: PLR0917 -- see above
    name: str, born_on: date | None, phone: str, email: str, card_number: str, today: date
) -> list[Reason]:
    """Every reason against registering somebody; an empty e-mail address and card number are compared with nobody's."""
    reasons = []
    if not name.strip():
        reasons.append(Reason("name_missing"))
    if born_on and born_on > today:
        reasons.append(Reason("born_in_future"))
    if phone and rules.plain_phone(phone) is None:
        reasons.append(Reason("phone_wrong", {"phone": phone}))
    if email and Account.objects.filter(email__iexact=email).exists():
        reasons.append(Reason("email_taken", {"email": email}))
    if card_number and is_taken(rules.plain_card(card_number)):
        reasons.append(Reason("card_taken", {"card_number": card_number}))
    return reasons


@transaction.atomic
def block_patron(*, patron: Patron, because: str, by: Actor) -> None:
    """Stop a member from borrowing and reserving, with the reason staff and member will read."""
    permissions.may_edit(by)
    Patron.objects.filter(pk=patron.pk).update(status=PatronStatus.BLOCKED, blocked_because=because)


@transaction.atomic
def unblock_patron(*, patron: Patron, by: Actor) -> None:
    """Let a blocked member borrow again."""
    permissions.may_edit(by)
    Patron.objects.filter(pk=patron.pk).update(status=PatronStatus.ACTIVE, blocked_because="")


@transaction.atomic
def extend_membership(*, patron: Patron, by: Actor, at: datetime) -> date:
    """Renew a membership for its type's years, from today or from its end, whichever is later; the new last day.

    A membership by the agreement of an organisation lasts no longer than that agreement.
    """
    permissions.may_extend(by)
    if queries.is_provisional(patron.pk):
        raise RenewalRefused(Reason("not_seen_yet", overridable=False))
    return _extended(patron, at)


def _extended(patron: Patron, at: datetime) -> date:
    today = periods.local_day(at, patron.home_point.zone)
    last = rules.expiry(max(today, patron.expires_on), patron.type.years)
    ends = queries.agreement_end(patron.person_id)
    last = max(min(last, ends), patron.expires_on) if ends else last
    Patron.objects.filter(pk=patron.pk).update(expires_on=last)
    return last


@transaction.atomic
def renew_membership(*, patron: Patron, phone: str, by: Actor, at: datetime) -> date:
    """Renew a membership without the desk, from a month before its end to a year after; the new last day.

    The telephone number is asked after at the same time: it is what decays first.
    """
    permissions.may_note_wish_of(by, patron.person_id)
    person = locks.hold(patron.person)
    patron = Patron.objects.select_related("type", "home_point").get(pk=patron.pk)
    reasons = list(queries.reasons_not_to_renew(patron, at=at))
    if phone and rules.plain_phone(phone) is None:
        reasons.append(Reason("phone_wrong", {"phone": phone}, overridable=False))
    if reasons:
        raise RenewalRefused(*reasons)
    if not rules.is_child(periods.local_day(at, patron.home_point.zone), person.born_on):
        person.phone, person.phone_asked_at = rules.plain_phone(phone) or "", at
        person.save(update_fields=["phone", "phone_asked_at"])
    return _extended(patron, at)
