"""How much the things of a point were booked and used; each figure opens to its rows, which name nobody."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Booking, Resource
from pustakota.contexts.spaces.queries.board import bookings_between
from pustakota.contexts.spaces.queries.free import opened, parents_at, resources
from pustakota.contexts.spaces.rules import Had, Heat, Usage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pustakota.contexts.organisation.models import ServicePoint


@dataclass(frozen=True, slots=True)
class ThingUsage:
    """A thing, its figures, and the bookings behind them: its own, and those of a whole that it is part of."""

    resource: Resource
    usage: Usage
    rows: Sequence[Booking]


@dataclass(frozen=True, slots=True)
class PointUsage:
    """The things of a point over some days, and when in the week they are booked, all together or one of them."""

    things: Sequence[ThingUsage]
    heat: Heat


def usage_of(point: ServicePoint, first: date, last: date, *, only: int | None = None) -> PointUsage:
    """From first to last day. ``only``: the thing whose week is shown; five queries."""
    things, parents = list(resources().filter(service_point=point)), parents_at(point.pk)
    leaves = {key: set(rules.leaves(key, parents)) for key, _part_of in parents}
    spans, rows = opened(point, first, last), defaultdict(list)
    for row in bookings_between(point, first, last):
        booked = {row.resource_id, *(each.pk for each in row.along.all())}
        for each in things:
            if each.pk in booked or leaves[each.pk] <= leaves[row.resource_id]:
                rows[each.pk].append(row)
    had = {each.pk: [Had(row.local, rules.State(row.state)) for row in rows[each.pk]] for each in things}
    shown = [each.pk for each in things if only in {None, each.pk}]
    return PointUsage(
        [ThingUsage(each, rules.usage(spans, had[each.pk]), rows[each.pk]) for each in things],
        rules.heat(spans * len(shown), [one for key in shown for one in had[key]]),
    )
