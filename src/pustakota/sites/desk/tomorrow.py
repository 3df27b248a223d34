"""What members of this point will be told tomorrow, and by which ways, if nothing is returned until then."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render

from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.notices import permissions, queries
from pustakota.contexts.notices.actions import Kind
from pustakota.foundation import clock, periods

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of message on one of its days: how many loans or memberships, of whom, by which ways, in which words."""

    kind: Kind
    days: int
    matters: int
    persons: frozenset[int]
    example: str
    ways: list[tuple[str, int]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(queries.KIND_NAMES[self.kind])


def tomorrow(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Each kind and day with how many it concerns, and how these are reached."""
    permissions.may_send(by, at_point)
    day = periods.local_day(clock.now(), at_point.zone) + timedelta(days=1)
    steps = _steps(at_point, day)
    members = len(frozenset().union(*(step.persons for step in steps)))
    return render(request, "desk/tomorrow.html", {"day": day, "steps": steps, "members": members})


def _steps(point: ServicePoint, day: date) -> list[Step]:
    """What is to be told, by kind and day: by the order of kinds, then by days."""
    found: dict[tuple[Kind, int], list[int]] = defaultdict(list)
    for reminder in circulation.reminders_on(point, day):
        found[reminder.kind, reminder.days].append(reminder.loan.member.person_id)
    for patron, days in queries.endings_on(point, day):
        found[Kind.CARD_EXPIRING, days].append(patron.person_id)
    order = list(Kind)
    return [
        _step(kind, days, found[kind, days], point, day)
        for kind, days in sorted(found, key=lambda key: (order.index(key[0]), key[1]))
    ]


def _step(kind: Kind, days: int, whose: list[int], point: ServicePoint, day: date) -> Step:
    reached = queries.reached_by(frozenset(whose), kind, today=day)
    return Step(
        kind=kind,
        days=days,
        matters=len(whose),
        persons=frozenset(whose),
        example=queries.example(kind, days=days, point=point, on=day),
        ways=[(str(queries.CHANNEL_NAMES[way]), number) for way, number in reached.most_common()],
    )
