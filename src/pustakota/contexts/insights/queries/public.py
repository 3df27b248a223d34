"""What everybody may see: closed periods, with cells below 5 hidden so that they cannot be worked out either."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pustakota.contexts.insights import rules
from pustakota.contexts.insights.models import ClosedPeriod
from pustakota.contexts.insights.queries.counting import counts, distinct_figures
from pustakota.contexts.insights.rules import Hidden, Period, PeriodKind, period_around

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

COURSE = 12
"""Months that a course shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as the public sees it. ``missing``: open days on which the point said nothing."""

    value: int | None
    missing: int = 0
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class PublicPeriod:
    """A closed period. ``points``: names by code; ``cells``: of each figure by point; ``words``: its definition."""

    points: dict[str, str]
    totals: dict[str, Shown]
    cells: dict[str, dict[str, Shown]]
    words: dict[str, dict[str, Any]]


def published() -> list[Period]:
    """The periods that were closed, the latest first."""
    rows = ClosedPeriod.objects.order_by("-last", "kind").values_list("kind", "first")
    return [period_around(PeriodKind(kind), first) for kind, first in rows]


def public_period(period: Period) -> PublicPeriod:
    """The figures of one closed period; a year needs its months too, for what they hide."""
    return _public(period, _documents(period))


def public_course(period: Period, code: str) -> list[tuple[Period, Shown]]:
    """A figure of the whole network in the months of a year, or in the twelve that end with a month."""
    months = period.steps() if period.kind is PeriodKind.YEAR else _months_until(period)
    found = _months(months[0], months[-1])
    shown = {month: _public(month, {month: document}) for month, document in found.items()}
    begun = [month for month in months if month.first >= min((each.first for each in found), default=months[-1].first)]
    return [(month, shown[month].totals.get(code, Shown(None)) if month in shown else Shown(None)) for month in begun]


def _months_until(period: Period) -> list[Period]:
    months = [period_around(PeriodKind.MONTH, period.last)]
    while len(months) < COURSE:
        months.insert(0, months[0].before())
    return months


def _months(first: Period, last: Period) -> dict[Period, Any]:
    rows = ClosedPeriod.objects.filter(kind=PeriodKind.MONTH, first__gte=first.first, first__lte=last.first)
    return {period_around(PeriodKind.MONTH, each.first): json.loads(each.document) for each in rows}


def _documents(period: Period) -> dict[Period, Any]:
    """The closed documents of a period and, of a year, of its months."""
    own = ClosedPeriod.objects.get(kind=period.kind, first=period.first)
    months = _months(period.steps()[0], period.steps()[-1]) if period.kind is PeriodKind.YEAR else {}
    return {period: json.loads(own.document)} | months


def _public(period: Period, documents: Mapping[Period, Any]) -> PublicPeriod:
    document = documents[period]
    months = [each for key, each in documents.items() if key is not period and key != period]
    totals, cells = {}, {}
    for code in _in_order(document["figures"]):
        figure = document["figures"][code]
        hidden = rules.hidden_parts(_values(figure), already=_told_by_months(code, months))
        totals[code] = _shown(figure, is_hidden=hidden.total or _is_total_told(code, months))
        cells[code] = {key: _shown(part, is_hidden=key in hidden.parts) for key, part in figure["points"].items()}
    points = {code: words["name"] for code, words in document["points"].items()}
    return PublicPeriod(points, totals, cells, {code: one["definition"] for code, one in document["figures"].items()})


def _in_order(codes: Collection[str]) -> list[str]:
    """The figures as the page of figures lists them, others after them."""
    order = [count.code for count in counts()] + [one.code for one in distinct_figures()]
    return sorted(codes, key=lambda code: (order.index(code) if code in order else len(order), code))


def _values(figure: Mapping[str, Any]) -> dict[str, int | None]:
    return {code: part["value"] for code, part in figure["points"].items()}


def _shown(part: Mapping[str, Any], *, is_hidden: bool) -> Shown:
    return Shown(None, 0, is_hidden=True) if is_hidden else Shown(part["value"], part["missing_days"])


def _told_by_months(code: str, months: list[Any]) -> set[str]:
    """Points whose year would tell what a month of it hides: the year less the months that are shown."""
    hidden: dict[str, list[int]] = {}
    for month in months:
        if code in month["figures"]:
            values = _values(month["figures"][code])
            for key in rules.hidden_parts(values).parts:
                hidden.setdefault(key, []).append(values[key] or 0)
    return {key for key, values in hidden.items() if rules.gives_away(values)}


def _is_total_told(code: str, months: list[Any]) -> bool:
    totals = [month["figures"][code] for month in months if code in month["figures"]]
    hidden: list[Hidden] = [rules.hidden_parts(_values(one)) for one in totals]
    return rules.gives_away([one["value"] or 0 for one, each in zip(totals, hidden, strict=True) if each.total])
