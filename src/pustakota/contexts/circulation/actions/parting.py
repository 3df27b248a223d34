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
from pustakota.contexts.people.permissions import may_forget, may_operate
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from django.db.models import QuerySet

    from pustakota.contexts.people.models import Patron
    from pustakota.foundation.actors import Actor

LENT, PLACED = ("service_point", "lent_at"), ("pickup_point", "placed_at")
"""Where and when a loan and a hold began: the day that a fact is counted on."""


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
    may_forget(by)
    MergeMove.objects.filter(Q(from_patron=patron) | Q(to_patron=patron)).delete()
    loans = queries.ended_loans_with_member().filter(patron=patron)
    holds = queries.ended_holds_with_member().filter(patron=patron)
    return _part_loans(loans) + _part_holds(holds)


@transaction.atomic
def mark_for_counting(*, loan_ids: Collection[int], hold_ids: Collection[int], by: Actor) -> None:
    """Note for facts that still have their member what they will be counted by."""
    permissions.may_part(by)
    _count(Loan.objects.filter(pk__in=loan_ids, patron__isnull=False), LENT)
    _count(Hold.objects.filter(pk__in=hold_ids, patron__isnull=False), PLACED)


@transaction.atomic
def drop_keys_of_members(*, year: int, by: Actor) -> int:
    """Take the key of a closed year from facts that still lead to a member: it would lead to all the rest of theirs."""
    may_operate(by)
    return sum(
        rows.filter(patron__isnull=False).exclude(person_key="").update(person_key="")
        for rows in queries.facts_of_year(year)
    )


def _part_loans(rows: QuerySet[Loan]) -> int:
    return _count(rows, LENT, patron=None)


def _part_holds(rows: QuerySet[Hold]) -> int:
    return _count(rows, PLACED, patron=None)


def _count(rows: QuerySet[Any], where_and_when: tuple[str, str], **more: None) -> int:
    """Fill in what facts are counted by: the key of the person in the year of the fact, their kind, their age then.

    What was noted before stays: the key of its year may be destroyed by now. One statement for each member and year,
    since all facts of one of them get the same.
    """
    point, moment = where_and_when
    alike: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    by_year: dict[int, list[tuple[Any, date]]] = defaultdict(list)
    for fact in rows.select_related(point, "patron__person"):
        day = periods.local_day(getattr(fact, moment), getattr(fact, point).zone)
        by_year[day.year].append((fact, day))
    for facts in by_year.values():
        keys = people.person_keys({fact.member.person_id for fact, _ in facts}, on=facts[0][1])
        for fact, day in facts:
            person = fact.member.person
            person_key = fact.person_key or keys[person.pk]
            patron_type = fact.patron_type_id or fact.member.type_id
            band = fact.age_band or people.age_band(day, person.born_on)
            alike[person_key, patron_type, band].append(fact.pk)
    counted = 0
    for (person_key, patron_type, age_band), found in alike.items():
        facts_alike = rows.model._base_manager.filter(pk__in=found)  # noqa: SLF001 -- Django's documented API
        counted += facts_alike.update(person_key=person_key, patron_type=patron_type, age_band=age_band, **more)
    return counted
