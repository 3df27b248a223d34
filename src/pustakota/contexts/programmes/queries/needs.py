"""What a date needs of rooms, things and staff, and what of it is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pustakota.contexts.programmes import rules
from pustakota.contexts.programmes.models import (
    Duty,
    Need,
    Occurrence,
    State,
)
from pustakota.contexts.spaces import queries as spaces

if TYPE_CHECKING:
    from collections.abc import Collection


def needs_of(of: Occurrence) -> list[Need]:
    """The things that a date needs, with what is claimed of them."""
    things = ("resource__policy", "resource__service_point__library", "resource__licence", "booking")
    rows = of.needs.select_related(*things)
    return list(rows.order_by("resource__name", "pk"))


def duties_of(of: Occurrence) -> list[Duty]:
    """The staff who are there."""
    return list(of.duties.filter(person__isnull=False).select_related("person").order_by("person__name", "pk"))


def needed(of: Occurrence) -> rules.Needed:
    """What decides whether a date can be announced."""
    span = spaces.Span(of.starts_at, of.ends_at)
    unclaimed = [each.resource for each in needs_of(of) if each.booking is None]
    taken = [thing.name for thing in unclaimed if spaces.is_taken(thing, span)]
    duties = duties_of(of)
    return rules.Needed(
        taken=taken,
        busy=_busy(of, [each.person_id for each in duties if each.person_id]),
        named=len(duties),
        least_staff=of.least_staff,
        starts_at=of.local_start,
        is_for_minors=rules.is_for_minors(of.programme.age_from, of.programme.age_to),
    )


def _busy(of: Occurrence, person_ids: Collection[int]) -> list[str]:
    """Those of these staff who are on another announced date at that time."""
    rows = Duty.objects.filter(
        person__in=person_ids,
        occurrence__state=State.PUBLISHED,
        occurrence__starts_at__lt=of.ends_at,
        occurrence__ends_at__gt=of.starts_at,
    )
    names = rows.exclude(occurrence=of.pk).values_list("person__name", flat=True)
    return sorted({name for name in names if name})
