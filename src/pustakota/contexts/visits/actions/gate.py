"""Take over what a gate counted, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from pustakota.contexts.visits import permissions, queries, rules
from pustakota.contexts.visits.actions.days import announce_if_past
from pustakota.contexts.visits.errors import VisitRefused
from pustakota.contexts.visits.models import Method, NotedIn, Visit, VisitKind
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.visits.rules import GateLine
    from pustakota.foundation.actors import Actor


class Planned(NamedTuple):
    """What a line of the file comes to. ``before``: the number that stands now. ``refused``: why it is left out."""

    line: GateLine
    before: Visit | None
    refused: VisitRefused | None

    @property
    def is_new(self) -> bool:
        """True where something would be written."""
        return self.refused is None and (self.before is None or self.before.people != self.line.people)


class Taken(NamedTuple):
    """How many days were written, found unchanged, and refused."""

    written: int
    same: int
    refused: int


def plan_gate_counts(*, lines: Iterable[GateLine], at_point: ServicePoint, by: Actor, at: datetime) -> list[Planned]:
    """What each line would come to, without writing anything."""
    permissions.may_correct(by, at_point.pk)
    lines = list(lines)
    days = {line.on for line in lines if line.on}
    in_book, before = queries.people_in_book(at_point, days), queries.gate_counts(at_point, days)
    today = periods.local_day(at, at_point.zone)
    planned = []
    for line in lines:
        reasons = rules.reasons_against_gate(line, in_book=in_book.get(line.on, 0) if line.on else 0, today=today)
        known = before.get(line.on) if line.on else None
        planned.append(Planned(line, known, VisitRefused(*reasons) if reasons else None))
    return planned


@transaction.atomic
def note_gate_counts(*, lines: Iterable[GateLine], at_point: ServicePoint, by: Actor, at: datetime) -> Taken:
    """Write the days of a file; the same file again changes nothing, another number strikes the one before out."""
    planned = plan_gate_counts(lines=lines, at_point=at_point, by=by, at=at)
    new = [plan for plan in planned if plan.is_new]
    for plan in new:
        if plan.before:
            plan.before.corrected_at, plan.before.corrected_by = at, by.account_id
            plan.before.correction = _("the file of the gate counter was taken over again")
            plan.before.save(update_fields=["corrected_at", "corrected_by", "correction"])
    rows = [_row(plan, at_point, by=by, at=at) for plan in new]
    Visit.objects.bulk_create(rows)
    for plan in new:
        if plan.line.on:
            announce_if_past(at_point, plan.line.on, at=at)
    refused = sum(plan.refused is not None for plan in planned)
    return Taken(len(new), len(planned) - len(new) - refused, refused)


def _row(plan: Planned, point: ServicePoint, *, by: Actor, at: datetime) -> Visit:
    on, people = plan.line.on, plan.line.people
    assert on is not None, "a line that cannot be read is refused"
    assert people is not None, "a line that cannot be read is refused"
    return Visit(
        service_point=point,
        on=on,
        at=periods.start_of_day(on, point.zone),
        method=Method.COUNT,
        source=NotedIn.GATE,
        noted_at=at,
        noted_by=by.account_id,
        kind=VisitKind.GATE,
        unstated=people,
        people=people,
        replaces=plan.before,
    )
