"""How many seats are left, who waits for one, and everything that decides a registration."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q, Sum

from pustakota.contexts.people import queries as people
from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.models import (
    Occurrence,
    Registration,
    Residents,
    State,
    Status,
)
from pustakota.contexts.programmes.queries.calendar import occurrences
from pustakota.contexts.programmes.rules import Asked, Keeping, Waiting
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from pustakota.contexts.people.models import Person

LOOKED_BACK = timedelta(days=90)
"""How long it is remembered who stayed away."""


def places_left(of: Occurrence) -> int | None:
    """Seats that somebody could have now; empty where they have no end. An annotated row asks nothing."""
    if of.capacity is None:
        return None
    taken = of.taken if hasattr(of, "taken") else seats_taken(of)
    return max(0, of.capacity - int(taken))


def seats_taken(of: Occurrence, *, only_here: bool = False) -> int:
    """Seats that nobody else can have; with ``only_here`` those of people who came."""
    states = [Status.ATTENDED] if only_here else list(rules.TAKES_SEAT)
    found = of.registrations.filter(status__in=states).aggregate(seats=Sum("party", default=0))
    return int(found["seats"])


def free_seats(of: Occurrence) -> int | None:
    return None if of.capacity is None else of.capacity - seats_taken(of)


def waiting(of: Occurrence) -> list[Waiting]:
    """Those who wait for a seat, in no order."""
    rows = of.registrations.filter(status=Status.WAITLISTED)
    return [
        Waiting(key=key, party=party, since=since, priority=priority)
        for key, party, since, priority in rows.values_list("pk", "party", "waiting_since", "priority")
        if since is not None
    ]


def asked(of: Occurrence, person: Person, *, party: int, at: datetime, by_staff: bool, account_id: int | None) -> Asked:
    """Everything that decides a registration; one query, and more only where the programme looks at who stayed away,
    who lives here, or how many of a household take part.
    """
    own_hold = Q(person=person.pk, status=Status.HELD)
    facts = of.registrations.aggregate(
        seats=Sum("party", filter=Q(status__in=rules.TAKES_SEAT) & ~own_hold, default=0),
        held=Sum("party", filter=own_hold, default=0),
        holds_over=Count("pk", filter=Q(status=Status.HELD, held_until__lte=at)),
        waiting=Count("pk", filter=Q(status=Status.WAITLISTED)),
        smallest_waiting=Min("party", filter=Q(status=Status.WAITLISTED)),
        own=Count("pk", filter=Q(person=person.pk, status__in=rules.LIVE)),
    )
    programme, window = of.programme, of.window
    return Asked(
        mode=rules.Mode(of.registration),
        is_published=of.state == State.PUBLISHED,
        at=at,
        starts_at=of.starts_at,
        opens_at=window.opens_at,
        residents_at=window.residents_at,
        closes_at=window.closes_at,
        is_resident=_is_early_resident(of, person, at),
        household=0 if programme.most_in_household is None else _of_household(of, person, account_id),
        most_in_household=programme.most_in_household,
        party=party,
        most_in_party=programme.most_in_party,
        free=None if of.capacity is None else of.capacity - int(facts["seats"]),
        waiting=facts["waiting"],
        smallest_waiting=facts["smallest_waiting"],
        fills=programme.fills,
        most_waiting=programme.most_waiting,
        is_registered=facts["own"] > 0,
        age=_age(person, periods.local_day(of.starts_at, of.service_point.zone)),
        age_from=programme.age_from,
        age_to=programme.age_to,
        by_staff=by_staff,
        missed=0 if programme.most_missed is None else missed_lately(person.pk, account_id, at=at),
        most_missed=programme.most_missed,
        held=int(facts["held"]),
        holds_over=facts["holds_over"],
    )


def _is_early_resident(of: Occurrence, person: Person, at: datetime) -> bool:
    """Whether somebody is a resident, where it matters now."""
    if of.residents_at is None or of.opens_at is None or at >= of.opens_at:
        return False
    known = residents(of.service_point.library_id)
    patron = people.patron_of_person(person.pk)
    return known is not None and rules.is_resident(
        known.residency, type_code=patron.type.code if patron else "", addresses=_addresses(person)
    )


def _addresses(person: Person) -> list[str]:
    """Their own, or those of the household where none is kept, as with most children."""
    if person.address or person.household_id is None:
        return [person.address]
    return [each.address for each in people.persons_of_household(person.household_id)]


def _of_household(of: Occurrence, person: Person, account_id: int | None) -> int:
    """Seats that others of the household have or wait for, and others whom the same account registered."""
    theirs = Q(person__household=person.household_id) if person.household_id else Q()
    theirs |= Q(made_by=account_id) if account_id else Q()
    if not theirs:
        return 0
    rows = of.registrations.filter(theirs, status__in=rules.ONE_EACH).exclude(person=person.pk)
    return int(rows.aggregate(seats=Sum("party", default=0))["seats"])


def keeping(of: Occurrence, person: Person, *, account_id: int | None) -> Keeping:
    """How long seats of a date are held, and how often they were for this person or account in vain."""
    minutes = of.programme.hold_lasts
    whose = Q(person=person.pk) if account_id is None else Q(person=person.pk) | Q(made_by=account_id)
    unsent = of.registrations.filter(whose, status=Status.LEFT).aggregate(times=Sum("held_times", default=0))
    others = Registration.objects.filter(status=Status.HELD, made_by=account_id).exclude(occurrence=of)
    return Keeping(
        lasts=timedelta(minutes=minutes),
        unsent=unsent["times"],
        elsewhere=0 if account_id is None else others.values("occurrence").distinct().count(),
    )


def unsent(of: Occurrence, person: Person) -> Registration | None:
    """The form that a person fills in now, or left lately."""
    rows = of.registrations.filter(person=person.pk, status__in=[Status.HELD, Status.LEFT])
    return rows.order_by("status", "-pk").first()


def holds(of: Occurrence, person_ids: Collection[int], *, at: datetime) -> list[Registration]:
    """The seats of a date that are held for these persons now."""
    rows = of.registrations.filter(person__in=person_ids, status=Status.HELD, held_until__gt=at)
    return list(rows.select_related("occurrence__programme", "occurrence__service_point"))


def residents(library_id: int) -> Residents | None:
    """Whom a library counts as its residents, where it has said so."""
    return Residents.objects.filter(library=library_id).first()


def missed_lately(person_id: int, account_id: int | None, *, at: datetime) -> int:
    """Dates of the last 90 days that a person stayed away from, or somebody whom this account registered; unexcused.

    What a guardian's children missed so counts for the guardian, who registered them.
    """
    who = Q(person=person_id) if account_id is None else Q(person=person_id) | Q(made_by=account_id)
    rows = Registration.objects.filter(who, status=Status.NO_SHOW, is_excused=False)
    return rows.filter(occurrence__starts_at__gt=at - LOOKED_BACK).count()


def _age(person: Person, on: date) -> int | None:
    born = person.born_on
    return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def position(of: Registration) -> int | None:
    """The place on the waiting list, from 1; empty for whoever does not wait."""
    if of.status != Status.WAITLISTED or of.waiting_since is None:
        return None
    ahead = (
        Q(priority__gt=of.priority)
        | Q(priority=of.priority, waiting_since__lt=of.waiting_since)
        | Q(priority=of.priority, waiting_since=of.waiting_since, pk__lt=of.pk)
    )
    rows = Registration.objects.filter(occurrence=of.occurrence_id, status=Status.WAITLISTED)
    return rows.filter(ahead).count() + 1


def with_seats_to_give_on(at: datetime) -> list[Occurrence]:
    """Occurrences with an offer that nobody answered in time, or a form that nobody sent."""
    unanswered = Q(status=Status.OFFERED, offered_until__lte=at)
    not_sent = Q(status=Status.HELD, held_until__lte=at)
    over = Registration.objects.filter(unanswered | not_sent)
    return list(occurrences().filter(pk__in=over.values("occurrence")))
