"""The ledger of consents, looks at a person's data, and the keys of the statistics years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people import permissions, queries, rules
from pustakota.contexts.people.actions.photos import drop_photo_of
from pustakota.contexts.people.errors import ConsentRefused
from pustakota.contexts.people.events import ConsentGiven, ConsentWithdrawn
from pustakota.contexts.people.models import Consent, How, Person, PersonSeen, YearKey
from pustakota.foundation import locks, outbox
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@transaction.atomic
def give_consent(
    *,
    person: Person,
    purpose: str,
    by: Actor,
    at: datetime,
    how: How,
    said_by: Person | None = None,
    text_version: str = rules.TEXT_VERSION,
) -> Consent:
    """Note that somebody agrees to a purpose in the words of a version; for a child a guardian speaks.

    The same agreement given again is the line that stands; one to newer words ends the line of the older.
    """
    permissions.may_note_wish_of(by, person.pk)
    person = locks.hold(person)
    speaker = said_by or person
    today = at.date()
    reasons = list(
        _reasons_not_to_agree(purpose, text_version, is_for_self=speaker == person, person=person, today=today)
    )
    if reasons:
        raise ConsentRefused(*reasons)
    standing = Consent.objects.filter(person=person, purpose=purpose, said_by=speaker, withdrawn_at=None).first()
    if standing and standing.text_version == text_version:
        return standing
    if standing:
        standing.withdrawn_at, standing.withdrawn_how, standing.withdrawn_by = at, How.NEWER_TEXT, by.account_id
        standing.save(update_fields=["withdrawn_at", "withdrawn_how", "withdrawn_by"])
    given = Consent.objects.create(
        person=person,
        purpose=purpose,
        text_version=text_version,
        said_by=speaker,
        given_at=at,
        given_how=how,
        given_by=by.account_id,
    )
    outbox.announce(ConsentGiven(person_id=person.pk, purpose=purpose), at=at)
    return given


def _reasons_not_to_agree(
    purpose: str, text_version: str, *, is_for_self: bool, person: Person, today: date
) -> Iterator[Reason]:
    if purpose not in rules.PURPOSES:
        yield Reason("purpose_unknown", {"purpose": purpose}, overridable=False)
    if not text_version:
        yield Reason("text_missing", overridable=False)
    if purpose in rules.FOR_ADULTS and not rules.is_adult(today, person.born_on):
        yield Reason("adults_only", overridable=False)
    elif is_for_self and rules.is_child(today, person.born_on):
        yield Reason("guardian_must_agree", overridable=False)
    needed = rules.NEEDS.get(purpose)
    if needed and not queries.has_consent(person.pk, needed):
        yield Reason("needs_other", {"title": queries.CONSENT_WORDS[needed].title}, overridable=False)


@transaction.atomic
def withdraw_consent(*, person: Person, purpose: str, by: Actor, at: datetime, how: How) -> int:
    """End every standing agreement of a person to a purpose, whoever gave it, and to those that need it.

    The number ended of the purpose itself.
    """
    permissions.may_note_wish_of(by, person.pk)
    person = locks.hold(person)
    for other in (each for each, needed in rules.NEEDS.items() if needed == purpose):
        _withdraw(person, other, by=by, at=at, how=how)
    return _withdraw(person, purpose, by=by, at=at, how=how)


def _withdraw(person: Person, purpose: str, *, by: Actor, at: datetime, how: How) -> int:
    standing = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    ended = standing.update(withdrawn_at=at, withdrawn_how=how, withdrawn_by=by.account_id)
    if ended and purpose == rules.PHOTO:
        drop_photo_of(person)
    if ended:
        outbox.announce(ConsentWithdrawn(person_id=person.pk, purpose=purpose), at=at)
    return ended


@transaction.atomic
def wish_contact(*, person: Person, way: str, by: Actor) -> None:
    """Note how somebody wishes to be told things; empty: the library chooses among what is agreed to."""
    permissions.may_note_wish_of(by, person.pk)
    Person.objects.filter(pk=person.pk).update(preferred_contact=way)


@transaction.atomic
def note_look(*, person: Person, what: str, by: Actor, at: datetime, at_point: ServicePoint | None) -> None:
    """Keep that a member of staff looked at a person's data; nobody's own look is kept."""
    if not by.acts_for(person.pk):
        PersonSeen.objects.create(person=person, what=what, account_id=by.account_id, service_point=at_point, at=at)


@transaction.atomic
def destroy_year_key(*, year: int, by: Actor, at: datetime) -> None:
    """Destroy the key of a closed statistics year: its facts stay countable and lead to nobody any more."""
    permissions.may_operate(by)
    YearKey.objects.filter(year=year, destroyed_at=None).update(secret="", destroyed_at=at)
