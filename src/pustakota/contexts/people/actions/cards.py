"""New cards for old, telephone numbers asked after, households."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people import permissions, queries, rules
from pustakota.contexts.people.actions.numbers import free_card_number, is_taken
from pustakota.contexts.people.errors import RegistrationRefused
from pustakota.contexts.people.models import Account, Household, Patron, Person, RetiredCard
from pustakota.foundation import locks
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import WhyRetired
    from pustakota.foundation.actors import Actor


@transaction.atomic
def replace_card(
    *, patron: Patron, why: WhyRetired, by: Actor, at: datetime, at_point: ServicePoint, card_number: str = ""
) -> Patron:
    """Give a member a new card number; the old one is refused from now on, saying why, and the PIN is gone."""
    permissions.may_register(by, at_point.pk)
    patron = locks.hold(patron)
    if card_number and is_taken(rules.plain_card(card_number)):
        raise RegistrationRefused(Reason("card_taken", {"card_number": card_number}))
    old, new = patron.card_number, rules.plain_card(card_number) or free_card_number()
    patron.card_number, patron.pin = new, ""
    patron.save(update_fields=["card_number", "pin"])
    RetiredCard.objects.create(number=old, patron=patron, why=why, retired_at=at, retired_by=by.account_id)
    Account.objects.filter(person=patron.person_id, username=old).update(username=new)
    return patron


@transaction.atomic
def confirm_phone(*, person: Person, by: Actor, at: datetime, phone: str | None = None) -> None:
    """Note that the desk asked after a telephone number; ``phone``: the new one, where it has changed (empty: none)."""
    permissions.may_note_wish_of(by, person.pk)
    if phone and rules.plain_phone(phone) is None:
        raise RegistrationRefused(Reason("phone_wrong", {"phone": phone}))
    person = locks.hold(person)
    person.phone_asked_at = at
    if phone is not None:
        person.phone = rules.plain_phone(phone) or ""
    person.save(update_fields=["phone", "phone_asked_at"])


@transaction.atomic
def join_household(*, person: Person, other: Person, by: Actor, at: datetime) -> Household:
    """Note that two people live together; whoever lives with either lives with both."""
    permissions.may_note_wish_of(by, person.pk)
    person, other = sorted((person, other), key=lambda each: each.pk)
    person, other = locks.hold(person, other)
    household = other.household or person.household or Household.objects.create(made_at=at)
    joined = {each.household_id for each in (person, other) if each.household_id}
    Person.objects.filter(pk__in=[person.pk, other.pk]).update(household=household)
    Person.objects.filter(household__in=joined).update(household=household)
    Household.objects.filter(pk__in=joined - {household.pk}).delete()
    return household


@transaction.atomic
def leave_household(*, person: Person, by: Actor) -> None:
    """Note that somebody lives elsewhere now; a household of one is none."""
    permissions.may_note_wish_of(by, person.pk)
    person = locks.hold(person)
    household_id, person.household = person.household_id, None
    person.save(update_fields=["household"])
    if household_id and len(queries.persons_of_household(household_id)) < 2:
        Person.objects.filter(household=household_id).update(household=None)
        Household.objects.filter(pk=household_id).delete()
