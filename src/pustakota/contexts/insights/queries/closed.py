"""Periods that were closed, and what their rows say now."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from pustakota.contexts.insights import rules
from pustakota.contexts.insights.models import ClosedPeriod
from pustakota.contexts.insights.queries.counting import Distinct, Scope, figure
from pustakota.contexts.insights.queries.days import first_fact_on
from pustakota.contexts.insights.queries.definitions import definitions_on
from pustakota.contexts.insights.queries.overview import sums_of
from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.visits import queries as visits
from pustakota.foundation import periods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from pustakota.contexts.insights.queries.days import Days
    from pustakota.contexts.insights.queries.overview import FigureSums
    from pustakota.contexts.insights.rules import Period
    from pustakota.contexts.organisation.models import ServicePoint

FORMAT = "pustakota/closed-period/1"


def closed_periods() -> QuerySet[ClosedPeriod]:
    """Everything that was closed, the latest at the top."""
    return ClosedPeriod.objects.order_by("-first", "kind")


def closed_period(period: Period) -> ClosedPeriod | None:
    """The closing of a period, if it was closed."""
    return ClosedPeriod.objects.filter(kind=period.kind, first=period.first).first()


def period_of(closed: ClosedPeriod) -> Period:
    return rules.period_around(rules.PeriodKind(closed.kind), closed.first)


def month_of(day: date) -> Period:
    """The month that a day stands in."""
    return rules.period_around(rules.PeriodKind.MONTH, day)


def document_of(closed: ClosedPeriod) -> dict[str, Any]:
    """What was closed, as it was written."""
    document: dict[str, Any] = json.loads(closed.document)
    return document


def all_points() -> tuple[ServicePoint, ...]:
    """The points that figures are counted for."""
    return tuple(organisation.service_points())


def scope_of(period: Period, *, at: datetime) -> Scope:
    """All points and days of a period, as they were known at a moment."""
    return Scope(points=all_points(), first=period.first, last=period.last, as_of=at)


def open_months(year: int, *, today: date) -> list[Period]:
    """The months of a year that hold facts and are not closed."""
    first = first_fact_on(all_points(), today=today) or today
    whole = rules.period_around(rules.PeriodKind.YEAR, date(year, 1, 1))
    closed = set(
        ClosedPeriod.objects.filter(kind=rules.PeriodKind.MONTH, first__year=year).values_list("first", flat=True)
    )
    return [month for month in whole.steps() if month.first not in closed and month.last >= first]


def closed_without_persons(year: int) -> list[ClosedPeriod]:
    """Closings of a year that hold no facts behind their different persons."""
    return list(ClosedPeriod.objects.filter(first__year=year, persons={}))


def document_for(period: Period, *, at: datetime) -> dict[str, Any]:
    """The figures of a period as they were known at a moment: values, gaps, definitions, fingerprints."""
    scope = scope_of(period, at=at)
    points = scope.points
    days, figures = sums_of(scope, today=periods.local_day(at, "Asia/Jayapura"))
    meanings = definitions_on(period.last)
    return {
        "format": FORMAT,
        "period": {"kind": period.kind, "first": period.first.isoformat(), "last": period.last.isoformat()},
        "closed_at": at.isoformat(),
        "points": {point.code: {"name": point.name, "kind": point.kind, "zone": point.zone} for point in points},
        "figures": {one.code: _figure(one, scope, days, meanings[one.code]) for one in figures},
    }


def _figure(one: FigureSums, scope: Scope, days: Days, meaning: Any) -> dict[str, Any]:
    return {
        "definition": {
            "version": meaning.version,
            "name_id": meaning.name_id,
            "name_en": meaning.name_en,
            "counts_id": meaning.counts_id,
            "counts_en": meaning.counts_en,
            "unit_id": meaning.unit_id,
            "source": meaning.source,
        },
        "value": one.total.value,
        "missing_days": one.total.missing,
        "points": {point.code: _at_point(one, point, days) for point in scope.points},
        "rows_sha256": rules.fingerprint(_lines(one.code, scope)),
    }


def _at_point(one: FigureSums, point: ServicePoint, days: Days) -> dict[str, Any]:
    part = one.points[point.pk]
    by_day = {
        on.isoformat(): day.values[one.code]
        for (point_id, on), day in days.items()
        if point_id == point.pk and one.code in day.values
    }
    said: dict[str, Any] = {"value": part.value, "missing_days": part.missing}
    return said | {"days": by_day} if one.adds_up else said


def _lines(code: str, scope: Scope) -> Iterator[str]:
    counted = figure(code)
    assert counted is not None
    facts = counted.facts(scope) if isinstance(counted, Distinct) else counted.rows.facts(scope)
    for fact in facts:
        yield f"{fact.key}|{fact.point_id}|{fact.on.isoformat()}|{fact.value}"


def fingerprint_of(document: dict[str, Any]) -> str:
    """One fingerprint over those of all figures."""
    return rules.fingerprint(f"{code}|{one['rows_sha256']}" for code, one in document["figures"].items())


def corrections_after(closed: ClosedPeriod) -> tuple[list[Any], list[Any]]:
    """Visits and uses in place of the period that were noted or corrected after it was closed."""
    ids = [point.pk for point in all_points()]
    later, later_uses = visits.corrections_since(ids, closed.first, closed.last, closed.closed_at)
    return list(later), list(later_uses)


def values_now(closed: ClosedPeriod, *, today: date) -> dict[str, int | None]:
    """What the same figures come to with everything that is known now."""
    scope = Scope(points=all_points(), first=closed.first, last=closed.last)
    _days, figures = sums_of(scope, today=today)
    return {one.code: one.total.value for one in figures}
