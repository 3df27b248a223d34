"""Note who came."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from django.db import IntegrityError, transaction

from pustakota.contexts.people import queries as people
from pustakota.contexts.visits import permissions, queries, rules
from pustakota.contexts.visits.actions.days import announce_if_past
from pustakota.contexts.visits.errors import VisitRefused
from pustakota.contexts.visits.models import Method, NotedIn, Visit, VisitKind
from pustakota.foundation import locks, periods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.visits.rules import Heads
    from pustakota.foundation.actors import Actor


class MemberVisit(NamedTuple):
    """A member's visit; not new: the card was scanned again."""

    visit: Visit
    is_new: bool


@transaction.atomic
def note_member_visit(
    *,
    patron: Patron,
    at_point: ServicePoint,
    by: Actor,
    at: datetime,
    source: NotedIn,
    came_at: datetime | None = None,
) -> MemberVisit:
    """Count a member by the card, once within an hour. ``came_at``: when it was, if not now."""
    permissions.may_note(by, at_point)
    person = locks.hold(patron.person)
    came_at = came_at or at
    on = periods.local_day(came_at, at_point.zone)
    last = queries.last_visit_of(person, at_point, on)
    if last and rules.is_same_visit(last.at, came_at):
        return MemberVisit(last, is_new=False)
    if reasons := rules.reasons_against_moment(came_at, at=at):
        raise VisitRefused(*reasons)
    visit = Visit.objects.create(
        service_point=at_point,
        on=on,
        at=came_at,
        method=Method.SCAN,
        source=source,
        noted_at=at,
        noted_by=by.account_id,
        kind=VisitKind.MEMBER,
        level=rules.LEVEL_OF_BAND.get(people.age_band(on, person.born_on), ""),
        unstated=1,
        people=1,
        person=person,
        person_key=people.person_key(person, on=on),
    )
    announce_if_past(at_point, on, at=at)
    return MemberVisit(visit, is_new=True)


def note_guests(
    *,
    heads: Sequence[Heads],
    at_point: ServicePoint,
    by: Actor,
    at: datetime,
    source: NotedIn,
    method: Method = Method.COUNT,
    is_group: bool = False,
    group_name: str = "",
    came_at: datetime | None = None,
    entry: UUID | None = None,
) -> list[Visit]:
    """Count guests, or a group that came together, by level and sex; one row per level.

    The same ``entry`` sent again gives the rows that stand.
    """
    permissions.may_note(by, at_point)
    came_at, entry = came_at or at, entry or uuid4()
    if before := queries.visits_of_entry(entry):
        return before
    present = [part for part in heads if part.people]
    if reasons := rules.reasons_not_to_count(present or heads, happened_at=came_at, at=at):
        raise VisitRefused(*reasons)
    on = periods.local_day(came_at, at_point.zone)
    rows = [
        Visit(
            entry=entry,
            service_point=at_point,
            on=on,
            at=came_at,
            method=method,
            source=source,
            noted_at=at,
            noted_by=by.account_id,
            kind=VisitKind.GROUP if is_group else VisitKind.GUEST,
            level=part.level,
            female=part.female,
            male=part.male,
            unstated=part.unstated,
            people=part.people,
            group_name=group_name,
        )
        for part in present
    ]
    return _written(rows, entry, at_point=at_point, at=at)


def _written(rows: list[Visit], entry: UUID, *, at_point: ServicePoint, at: datetime) -> list[Visit]:
    """The rows; those of a rival where the same form came twice at the same moment."""
    try:
        with transaction.atomic():
            Visit.objects.bulk_create(rows)
            announce_if_past(at_point, rows[0].on, at=at)
    except IntegrityError:
        if before := queries.visits_of_entry(entry):
            return before
        raise
    return rows
