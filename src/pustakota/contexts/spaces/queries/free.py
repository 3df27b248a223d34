"""What can be booked, and when it is free: one answer for pages, machines and the booking itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.search.actions import Document
from pustakota.contexts.spaces import rules
from pustakota.contexts.spaces.models import Blackout as BlackoutRow
from pustakota.contexts.spaces.models import Claim, Kind, Outage, Resource
from pustakota.contexts.spaces.rules import Blackout, Facts, Span
from pustakota.foundation import periods
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.models import Layout
    from pustakota.contexts.spaces.rules import Cell


def resources() -> QuerySet[Resource]:
    """All that can be booked now, by service point and name; of a pool not its units."""
    rows = Resource.objects.filter(is_active=True, service_point__is_active=True).exclude(part_of__is_pool=True)
    return rows.select_related("service_point__library", "policy", "licence").order_by("service_point", "name")


def search_documents(resource_ids: Collection[int] | None = None) -> Iterator[Document]:
    """What can be booked, for the search box; these or all."""
    rows = resources()
    for row in rows if resource_ids is None else rows.filter(pk__in=resource_ids):
        about = {
            "title": [row.name],
            "names": [row.service_point.name],
            "subjects": [str(row.get_kind_display())],
            "text": [row.about, *row.equipment_list],
        }
        yield Document("room", row.pk, about, language="ind")


def resource(resource_id: int) -> Resource | None:
    """One of them, also where it cannot be booked any more."""
    rows = Resource.objects.select_related("service_point__library", "policy", "licence")
    return rows.filter(pk=resource_id).first()


def leaves_of(of: Resource) -> list[int]:
    """What a claim on it takes."""
    return rules.leaves(of.pk, parents_at(of.service_point_id))


def parents_at(point_id: int) -> list[tuple[int, int | None]]:
    """Each thing of a point with what it is part of."""
    return list(Resource.objects.filter(service_point=point_id).values_list("pk", "part_of"))


def opened(point: ServicePoint, first: date, last: date) -> list[Span]:
    """When the point is open from first to last day, both included."""
    calendar, zone = organisation.calendar_of(point, first, last), ZoneInfo(point.zone)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [
        Span(datetime.combine(day, each.opens, zone), datetime.combine(day, each.closes, zone))
        for day in days
        for each in calendar.intervals_on(day)
    ]


def claimed(leaf_ids: Collection[int], within: Span, *, besides: int | None = None) -> list[Span]:
    """The times that nobody else can have, of any of these, and when they are out of order; without one booking's."""
    rows = Claim.objects.filter(
        resource__in=leaf_ids, blocking=True, starts_at__lt=within.end, ends_at__gt=within.start
    )
    if besides is not None:
        rows = rows.exclude(booking=besides)
    out = Outage.objects.filter(resource__in=leaf_ids, starts_at__lt=within.end, ends_at__gt=within.start)
    pairs = rows.values_list("starts_at", "ends_at").union(out.values_list("starts_at", "ends_at"), all=True)
    return sorted(Span(*pair) for pair in pairs)


class Busy(NamedTuple):
    """When somebody has something; of a pool, when somebody has each of its units."""

    claimed: list[Span]
    units: list[list[Span]]


def busy(
    of: Resource, within: Span, *, besides: int | None = None, parents: Sequence[tuple[int, int | None]] | None = None
) -> Busy:
    """When somebody has something, for the one check of free times. ``parents``: those of its point, where known."""
    if not of.is_pool:
        leaves = rules.leaves(of.pk, parents or parents_at(of.service_point_id))
        return Busy(claimed(leaves, within, besides=besides), [])
    return Busy([], [claimed(leaves, within, besides=besides) for leaves in units_of(of).values()] or [[within]])


def units_of(pool: Resource) -> dict[int, list[int]]:
    """The units of a pool that can be had, in the order of their keys, each with what a claim on it takes."""
    units = Resource.objects.filter(part_of=pool, is_active=True).order_by("pk").values_list("pk", flat=True)
    parents = parents_at(pool.service_point_id)
    return {unit: rules.leaves(unit, parents) for unit in units}


def units(of: Resource) -> list[Resource]:
    """What a pool is made of, in service or not."""
    return list(Resource.objects.filter(part_of=of).order_by("name")) if of.is_pool else []


def is_taken(of: Resource, span: Span, *, layout: Layout | None = None, besides: int | None = None) -> bool:
    """True where somebody has it then, or in what is kept free around."""
    kept = rules.with_layout(of.policy.terms, layout).around(span)
    return rules.is_taken(kept, *busy(of, kept, besides=besides))


def leaves_to_claim(of: Resource, kept: Span) -> list[int]:
    """What a claim takes now: of a pool the first unit that is free; nothing where none is."""
    if not of.is_pool:
        return leaves_of(of)
    return next((leaves for leaves in units_of(of).values() if not claimed(leaves, kept)), [])


def blackouts(of: Resource, first: date, last: date, *, among: Collection[int]) -> list[Blackout]:
    """When something is given to nobody on these days. ``among``: itself, its wholes and its parts."""
    rows = blackout_rows(of.service_point_id, first, last).filter(Q(resource=None) | Q(resource__in=among))
    zone = ZoneInfo(of.service_point.zone)
    return [_blackout(row, span) for row in rows for span in _spans(row, first, last, zone)]


def _blackout(row: BlackoutRow, span: Span) -> Blackout:
    return Blackout(span, row.words, is_of_point=row.resource_id is None)


def spans_of(row: BlackoutRow, local: Span) -> list[Span]:
    """When a blackout holds on the days of a time, which is given on the clock of the point."""
    return list(_spans(row, local.start.date(), local.end.date(), ZoneInfo(row.service_point.zone)))


def _spans(row: BlackoutRow, first: date, last: date, zone: ZoneInfo) -> Iterator[Span]:
    days = (day for day in periods.days(first, last) if _is_on(row, day))
    yield from (Span(*_hours_of(row, day, zone)) for day in days)


def blackout_rows(point_id: int, first: date, last: date) -> QuerySet[BlackoutRow]:
    """Blackouts of a point that may fall on these days."""
    ends = Q(last_on__gte=first) | Q(last_on=None) & (Q(weekday__isnull=False) | Q(first_on__gte=first))
    return BlackoutRow.objects.filter(ends, service_point=point_id, first_on__lte=last).order_by("first_on", "pk")


def _is_on(row: BlackoutRow, day: date) -> bool:
    if row.weekday is not None and row.weekday != day.weekday():
        return False
    last = row.last_on or (date.max if row.weekday is not None else row.first_on)
    return row.first_on <= day <= last


def _hours_of(row: BlackoutRow, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    if row.begins is None or row.ends is None:
        return datetime.combine(day, time.min, zone), datetime.combine(day + timedelta(days=1), time.min, zone)
    return datetime.combine(day, row.begins, zone), datetime.combine(day, row.ends, zone)


def facts_of(
    of: Resource, first: date, last: date, *, at: datetime, layout: Layout | None = None, besides: int | None = None
) -> Facts:
    """What the days from first to last look like to whoever wants it, set up like this, but for one booking."""
    point, parents = of.service_point, parents_at(of.service_point_id)
    terms = rules.with_layout(of.policy.terms, layout)
    whole = Span(periods.start_of_day(first, point.zone), periods.start_of_day(last + timedelta(days=1), point.zone))
    taken = busy(of, terms.around(whole), besides=besides, parents=parents)
    among = [of.pk] if of.is_pool else rules.touching(of.pk, parents)
    return Facts(
        terms=terms,
        opened=opened(point, first, last),
        claimed=taken.claimed,
        units=taken.units,
        blackouts=blackouts(of, first, last, among=among),
        at=at,
    )


def reasons_not_free(
    of: Resource, wanted: Span, *, at: datetime, layout: Layout | None = None, besides: int | None = None
) -> tuple[Reason, ...]:
    """Why something cannot be had then, whoever asks: the check of every booking."""
    first, last = (periods.local_day(moment, of.service_point.zone) for moment in (wanted.start, wanted.end))
    facts = facts_of(of, first, max(first, last), at=at, layout=layout, besides=besides)
    return _said(of, wanted, rules.reasons_not_free(wanted, **facts))


def _said(of: Resource, wanted: Span, reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """What is out of order is not somebody else's."""
    if rules.TAKEN not in reasons or of.is_pool:
        return reasons
    rows = Outage.objects.filter(resource__in=leaves_of(of), starts_at__lt=wanted.end, ends_at__gt=wanted.start)
    row = rows.select_related("fault").first()
    out = Reason("out_of_order", {"what": row.fault.what}, overridable=False) if row else rules.TAKEN
    return tuple(out if reason == rules.TAKEN else reason for reason in reasons)


def slots(of: Resource, on: date, *, at: datetime, layout: Layout | None = None) -> list[Span]:
    """The times that can be booked on a day, by the same check."""
    return slots_of_days(of, on, on, at=at, layout=layout).get(on, [])


def taken_slots(of: Resource, on: date, *, at: datetime) -> list[Span]:
    """The times of a day that only somebody else's booking keeps from being booked."""
    facts = facts_of(of, on, on, at=at)
    free = rules.slots(**facts)
    facts["claimed"], facts["units"] = [], []
    return [slot for slot in rules.slots(**facts) if slot not in free]


def slots_of_days(
    of: Resource, first: date, last: date, *, at: datetime, layout: Layout | None = None
) -> dict[date, list[Span]]:
    """The same for each day on which the point is open, in as many queries as for one day."""
    facts = facts_of(of, first, last, at=at, layout=layout)
    return by_day(rules.slots(**facts), facts["opened"])


def slots_of_point(
    point: ServicePoint, first: date, last: date, *, at: datetime
) -> dict[Resource, dict[date, list[Span]]]:
    """Everything of a point at once, in as many queries as for one thing: the same times as ``slots_of_days``."""
    own, parents, zone = list(resources().filter(service_point=point)), parents_at(point.pk), ZoneInfo(point.zone)
    spans, rows = opened(point, first, last), list(blackout_rows(point.pk, first, last))
    whole = Span(periods.start_of_day(first, point.zone), periods.start_of_day(last + timedelta(days=1), point.zone))
    had = _claims_by_leaf(point, whole.widened(timedelta(days=1), timedelta(days=1)))
    idle = set(Resource.objects.filter(service_point=point, is_active=False).values_list("pk", flat=True))

    def facts(of: Resource) -> Facts:
        units = sorted(key for key, part_of in parents if part_of == of.pk and key not in idle)
        taken = [_of_leaves(key, parents, had) for key in (units if of.is_pool else [of.pk])]
        among = {None, *([of.pk] if of.is_pool else rules.touching(of.pk, parents))}
        closed = (row for row in rows if row.resource_id in among)
        return Facts(
            terms=of.policy.terms,
            opened=spans,
            claimed=[] if of.is_pool else taken[0],
            units=(taken or [[whole]]) if of.is_pool else [],
            blackouts=[_blackout(row, span) for row in closed for span in _spans(row, first, last, zone)],
            at=at,
        )

    return {each: by_day(rules.slots(**facts(each)), spans) for each in own}


class PoolStands(NamedTuple):
    """Seats or other units that are alike, how many are free at a moment, and how many there are in service."""

    pool: Resource
    free: int
    number: int


def free_seats(point: ServicePoint, *, at: datetime) -> list[PoolStands]:
    """The zones of a point, whose seats are booked each, as they stand at a moment; one query where there is none."""
    pools = list(resources().filter(service_point=point, kind=Kind.SEAT, is_pool=True))
    if not pools:
        return []
    parents, had = parents_at(point.pk), _claims_by_leaf(point, Span(at, at + timedelta(minutes=1)))
    idle = set(Resource.objects.filter(service_point=point, is_active=False).values_list("pk", flat=True))

    def stands(pool: Resource) -> PoolStands:
        units = [key for key, part_of in parents if part_of == pool.pk and key not in idle]
        return PoolStands(pool, sum(not _of_leaves(key, parents, had) for key in units), len(units))

    return [stands(pool) for pool in pools]


def by_day(slots: Iterable[Span], spans: Iterable[Span]) -> dict[date, list[Span]]:
    """Times by the day on which they begin, with an empty list for a day that is open and full."""
    found: dict[date, list[Span]] = {span.start.date(): [] for span in spans}
    for slot in slots:
        found[slot.start.date()].append(slot)
    return found


def _claims_by_leaf(point: ServicePoint, within: Span) -> Mapping[int, list[Span]]:
    rows = Claim.objects.filter(
        resource__service_point=point, blocking=True, starts_at__lt=within.end, ends_at__gt=within.start
    )
    out = Outage.objects.filter(resource__service_point=point, starts_at__lt=within.end, ends_at__gt=within.start)
    found: dict[int, list[Span]] = defaultdict(list)
    names = ("resource", "starts_at", "ends_at")
    for leaf, start, end in rows.values_list(*names).union(out.values_list(*names), all=True):
        found[leaf].append(Span(start, end))
    return found


def _of_leaves(key: int, parents: Sequence[tuple[int, int | None]], had: Mapping[int, list[Span]]) -> list[Span]:
    return sorted(span for leaf in rules.leaves(key, parents) for span in had.get(leaf, ()))


def strip(
    of: Resource, on: date, *, at: datetime, layout: Layout | None = None, besides: int | None = None
) -> list[Cell]:
    """A day step by step, with how late one may stay from each, by the same check."""
    last = on + timedelta(days=of.policy.most_days or 0)
    facts = facts_of(of, on, last, at=at, layout=layout, besides=besides)
    return rules.strip([span for span in facts["opened"] if span.start.date() == on], **facts)


def things_beside(of: Resource) -> QuerySet[Resource]:
    """What may be needed with something at its point: equipment, machines and staff time."""
    kinds = (Kind.EQUIPMENT, Kind.MACHINE, Kind.STAFF)
    return resources().filter(service_point=of.service_point_id, kind__in=kinds).exclude(pk=of.pk)
