"""Children become adults: guardians no longer act for them, and they agree for themselves."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction

from pustakota.contexts.people import permissions, queries, rules
from pustakota.contexts.people.actions.membership import Registered
from pustakota.contexts.people.actions.photos import drop_photo_of
from pustakota.contexts.people.errors import AccountRefused
from pustakota.contexts.people.events import ConsentWithdrawn
from pustakota.contexts.people.models import Account, Consent, Guardianship, How, Patron, Person
from pustakota.foundation import locks, outbox, periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@transaction.atomic
def come_of_age(*, person: Person, by: Actor, at: datetime) -> None:
    """End what guardians may do and have agreed to for somebody who is an adult now; the membership stays."""
    permissions.may_operate(by)
    person = locks.hold(person)
    Guardianship.objects.filter(ward=person).delete()
    others = Consent.objects.filter(person=person, withdrawn_at=None).exclude(said_by=person)
    purposes = sorted(set(others.values_list("purpose", flat=True)))
    others.update(withdrawn_at=at, withdrawn_how=How.GROWN_UP, withdrawn_by=by.account_id)
    if rules.PHOTO in purposes:
        drop_photo_of(person)
    for purpose in purposes:
        outbox.announce(ConsentWithdrawn(person_id=person.pk, purpose=purpose), at=at)


@transaction.atomic
def give_account(*, patron: Patron, by: Actor, at: datetime, at_point: ServicePoint) -> Registered:
    """An account for a member who has none, from the age of 17 on; the password is shown once."""
    permissions.may_register(by, at_point.pk)
    person = locks.hold(patron.person)
    if person.account_id is not None:
        raise AccountRefused(Reason("has_account", overridable=False))
    if not queries.may_have_account(person, today=periods.local_day(at, at_point.zone)):
        raise AccountRefused(Reason("too_young", overridable=False))
    password = secrets.token_urlsafe(6)
    account = Account.objects.create(username=patron.card_number, password=make_password(password), made_at=at)
    person.account = account
    person.save(update_fields=["account"])
    return Registered(patron, password)
