"""Part what has ended from its member, and keep only what is needed for counting.

A returned loan may be asked about for some days (a page is missing, somebody has paid); then nothing links it to a
person any more, unless the member agreed to keep a history. Ended holds go the same way.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from pustakota.contexts.circulation import permissions, queries
from pustakota.contexts.circulation.models import Hold, Loan, MergeMove
from pustakota.contexts.people import queries as people
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

COUNTED = ["person_key", "patron_type", "age_band"]


@transaction.atomic
def part_ended(*, loan_ids: Collection[int], hold_ids: Collection[int], by: Actor, at: datetime) -> int:
    """Part those of the loans and holds whose time has come from their members; the number parted."""
    permissions.may_part(by)
    loans = queries.loans_to_part(before=queries.parted_before(at)).filter(pk__in=loan_ids)
    holds = queries.holds_to_part(before=queries.parted_before(at)).filter(pk__in=hold_ids)
    return _part_loans(loans) + _part_holds(holds)


@transaction.atomic
def forget_history(*, patron: Patron, by: Actor, at: datetime) -> int:
    """Part a member's returned loans at once, all but those the library may still have to ask about."""
    permissions.may_act_for(by, patron)
    before = queries.parted_before(at)
    return _part_loans(queries.ended_loans_with_member(before=before).filter(patron=patron))


@transaction.atomic
def forget_member(*, patron: Patron, by: Actor) -> int:
    """Part everything that has ended from a member who is to be forgotten; nothing may be open any more."""
    permissions.may_forget(by)
    MergeMove.objects.filter(Q(from_patron=patron) | Q(to_patron=patron)).delete()
    loans = queries.ended_loans_with_member().filter(patron=patron)
    holds = queries.ended_holds_with_member().filter(patron=patron)
    return _part_loans(loans) + _part_holds(holds)


@transaction.atomic
def mark_for_counting(*, loan_ids: Collection[int], hold_ids: Collection[int], by: Actor) -> None:
    """Note for facts that still have their member what they will be counted by."""
    permissions.may_part(by)
    loans = list(Loan.objects.filter(pk__in=loan_ids, patron__isnull=False).select_related(*_with("service_point")))
    _count(loans, {loan.pk: periods.local_day(loan.lent_at, loan.service_point.zone) for loan in loans})
    Loan.objects.bulk_update(loans, COUNTED)
    holds = list(Hold.objects.filter(pk__in=hold_ids, patron__isnull=False).select_related(*_with("pickup_point")))
    _count(holds, {hold.pk: periods.local_day(hold.placed_at, hold.pickup_point.zone) for hold in holds})
    Hold.objects.bulk_update(holds, COUNTED)


def _part_loans(rows: Any) -> int:
    loans = list(rows.select_related(*_with("service_point")))
    _count(loans, {loan.pk: periods.local_day(loan.lent_at, loan.service_point.zone) for loan in loans})
    return Loan.objects.bulk_update(_parted(loans), [*COUNTED, "patron"])


def _part_holds(rows: Any) -> int:
    holds = list(rows.select_related(*_with("pickup_point")))
    _count(holds, {hold.pk: periods.local_day(hold.placed_at, hold.pickup_point.zone) for hold in holds})
    return Hold.objects.bulk_update(_parted(holds), [*COUNTED, "patron"])


def _with(point: str) -> tuple[str, str]:
    return point, "patron__person"


def _count(facts: Iterable[Loan | Hold], days: dict[int, date]) -> None:
    """Fill in what facts are counted by: the key of the person in the year of the fact, their kind, their age then."""
    by_year: dict[int, list[Loan | Hold]] = defaultdict(list)
    for fact in facts:
        by_year[days[fact.pk].year].append(fact)
    for of_year in by_year.values():
        persons = {fact.member.person_id for fact in of_year}
        keys = people.person_keys(persons, on=days[of_year[0].pk])
        for fact in of_year:
            person = fact.member.person
            fact.person_key = fact.person_key or keys[person.pk]
            fact.patron_type_id = fact.patron_type_id or fact.member.type_id
            fact.age_band = fact.age_band or people.age_band(days[fact.pk], person.born_on)


def _parted(facts: list[Any]) -> list[Any]:
    for fact in facts:
        fact.patron = None
    return facts
