"""Part visits from members: the key of the year and the level are left for counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from pustakota.contexts.people.permissions import may_forget, may_operate
from pustakota.contexts.visits import permissions, queries

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor


@transaction.atomic
def part_from_members(*, visit_ids: Collection[int], by: Actor, at: datetime) -> int:
    """Part those of the visits whose time has come from their members; the number parted."""
    permissions.may_part(by)
    return queries.visits_to_part(at=at).filter(pk__in=visit_ids).update(person=None)


@transaction.atomic
def forget_member(*, person: Person, by: Actor) -> int:
    """Part all visits from a person who is to be forgotten; the number parted."""
    may_forget(by)
    return queries.visits_of(person).order_by().update(person=None)


@transaction.atomic
def drop_keys_of_members(*, year: int, by: Actor) -> int:
    """Take the key of a closed year from visits that still lead to a member: it would lead to all of theirs."""
    may_operate(by)
    return queries.visits_of_members_in(year).update(person_key="")
