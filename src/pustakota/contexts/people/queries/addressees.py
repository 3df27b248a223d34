"""Whom messages reach: a person, or those who answer for a child, and the ways that are open to them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from pustakota.contexts.people.models import Consent, Guardianship, Patron, PatronStatus, Person, Registration
from pustakota.contexts.people.rules import is_child


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whoever a message goes to. ``agreed``: purposes of consent that stand; ``preferred``: the way they wish for."""

    person_id: int
    name: str
    email: str
    phone: str
    preferred: str
    agreed: frozenset[str]


def addressees_of(person_ids: Collection[int], *, today: date) -> dict[int, list[Addressee]]:
    """Who is told what concerns each person: the person; for a child those who answer for it; three queries."""
    guardians = defaultdict(list)
    links = Guardianship.objects.filter(ward__in=person_ids).order_by("pk")
    for ward_id, guardian_id in links.values_list("ward", "guardian"):
        guardians[ward_id].append(guardian_id)
    reached = addressees({*person_ids, *(key for keys in guardians.values() for key in keys)})
    children = {
        key
        for key, born_on in Person.objects.filter(pk__in=guardians).values_list("pk", "born_on")
        if born_on is None or is_child(today, born_on)
    }
    return {
        key: [reached[each] for each in (guardians[key] if key in children else [key]) if each in reached]
        for key in person_ids
    }


def addressees(person_ids: Collection[int]) -> dict[int, Addressee]:
    """How each of these persons can be reached now; two queries."""
    agreed = defaultdict(set)
    lines = Consent.objects.filter(person__in=person_ids, withdrawn_at__isnull=True)
    for person_id, purpose in lines.values_list("person", "purpose"):
        agreed[person_id].add(purpose)
    persons = Person.objects.filter(pk__in=person_ids).select_related("account")
    return {
        person.pk: Addressee(
            person_id=person.pk,
            name=person.greeting,
            email=(person.account.email or "") if person.account and person.account.is_active else "",
            phone=person.phone,
            preferred=person.preferred_contact,
            agreed=frozenset(agreed[person.pk]),
        )
        for person in persons
    }


def memberships_ending(first: date, last: date, *, after: int, size: int) -> list[Patron]:
    """Memberships that are not closed and end from first to last, both included, by key from behind ``after``.

    A provisional one does not end: it becomes whole, or lapses.
    """
    waiting = Registration.objects.filter(patron=OuterRef("pk"), ended_at=None)
    rows = Patron.objects.filter(expires_on__range=(first, last), pk__gt=after).exclude(status=PatronStatus.CLOSED)
    return list(rows.exclude(Exists(waiting)).select_related("person", "home_point").order_by("pk")[:size])
