"""Persons, memberships, families."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import Q, QuerySet

from pustakota.contexts.people import rules
from pustakota.contexts.people.models import (
    Account,
    Affiliation,
    Patron,
    PatronStatus,
    PatronType,
    Person,
    Registration,
)
from pustakota.contexts.people.rules import VIEW, plain_card
from pustakota.foundation import periods
from pustakota.foundation.actors import Actor
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.prepared import prepared
from pustakota.foundation.reasons import Reason

FOUND_AT_MOST = 20


def patron_of_card(card_number: str) -> Patron | None:
    """The patron of a card, with person and home point; one query."""
    return next(iter(_carrying(plain_card(card_number))), None)


@prepared
def _carrying(card_number: str) -> QuerySet[Patron]:
    return _patrons().filter(card_number=card_number)


def patron_for_action(card_number: str) -> Patron | None:
    """The patron of a card with its keys alone, for an action, which reads the row again; one narrow query."""
    return next(iter(_keys_of(plain_card(card_number))), None)


@prepared
def _keys_of(card_number: str) -> QuerySet[Patron]:
    return Patron.objects.only("pk", "person_id").filter(card_number=card_number)


def patron(patron_id: int) -> Patron | None:
    """One patron with person and home point."""
    return next(iter(_numbered(patron_id)), None)


@prepared
def _numbered(patron_id: int) -> QuerySet[Patron]:
    return _patrons().filter(pk=patron_id)


def patron_of_account(account: Account) -> Patron | None:
    """The membership of whoever signs in with an account."""
    return _patrons().filter(person__account=account).first()


def patron_of_person(person_id: int) -> Patron | None:
    """The membership of a person."""
    return _patrons().filter(person=person_id).first()


def age_on(person: Person, day: date) -> int | None:
    """Whole years of age on a day; nothing where the date of birth is not known."""
    return None if person.born_on is None else rules.age_on(day, person.born_on)


def patrons_of_persons(person_ids: Collection[int]) -> dict[int, Patron]:
    """The membership of each of these persons who has one; one query."""
    return {patron.person_id: patron for patron in _patrons().filter(person__in=person_ids)}


def family_of(person_id: int) -> QuerySet[Patron]:
    """The person's own membership and those of their wards, the person's first."""
    mine = Q(person=person_id) | Q(person__guardians__guardian=person_id)
    return _patrons().filter(mine).distinct().order_by("person__born_on", "pk")


def guardians_of(patron: Patron) -> QuerySet[Person]:
    """Who may act for a child."""
    return Person.objects.select_related("account").filter(wards__ward=patron.person_id).order_by("pk")


def _patrons() -> QuerySet[Patron]:
    return Patron.objects.select_related("person", "home_point", "type")


def patrons_named(words: str, *, by: Actor) -> list[Patron]:
    """Members whose name holds each word, or whose card begins with them; at most 20."""
    if not by.may(VIEW):
        raise NotAllowed(VIEW)
    rows = _patrons()
    for word in words.split():
        rows = rows.filter(
            Q(person__name__icontains=word) | Q(person__call_name__icontains=word) | Q(card_number__istartswith=word)
        )
    return list(rows.order_by("person__name", "pk")[:FOUND_AT_MOST])


def patron_types() -> QuerySet[PatronType]:
    """The kinds of membership."""
    return PatronType.objects.order_by("pk")


def reasons_not_to_renew(patron: Patron, *, at: datetime) -> Iterator[Reason]:
    """Why a member cannot renew a membership without the desk; nothing: they can."""
    standing = Affiliation.objects.filter(person=patron.person_id, ended_on__isnull=True, by_agreement=True)
    organisation = standing.filter(organisation__agreement_ends_on__isnull=False).select_related("organisation").first()
    return rules.reasons_not_to_renew(
        rules.RenewalSituation(
            today=periods.local_day(at, patron.home_point.zone),
            expires_on=patron.expires_on,
            is_blocked=patron.status == PatronStatus.BLOCKED,
            is_closed=patron.status == PatronStatus.CLOSED,
            agreement_of=organisation.organisation.name if organisation else "",
            is_provisional=is_provisional(patron.pk),
        )
    )


def is_provisional(patron_id: int) -> bool:
    """True for a membership from home whose member was not seen yet."""
    return Registration.objects.filter(patron=patron_id, ended_at=None).exists()


def grown_up(*, today: date) -> QuerySet[Person]:
    """Those for whom somebody still acts as guardian although they are eighteen."""
    rows = Person.objects.filter(guardians__isnull=False, born_on__lte=rules.came_of_age_by(today))
    return rows.distinct().order_by("pk")


def may_have_account(person: Person, *, today: date) -> bool:
    """True where somebody has no account and is old enough for one."""
    is_old_enough = person.born_on is None or rules.age_on(today, person.born_on) >= rules.OWN_ACCOUNT_AGE
    return person.account_id is None and is_old_enough


def type_of_patron(patron_id: int) -> int:
    """The kind of a membership, by its key."""
    return Patron.objects.values_list("type_id", flat=True).get(pk=patron_id)
