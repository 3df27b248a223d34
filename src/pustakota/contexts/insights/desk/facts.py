"""The facts behind a number: when, where, what kind, how it reached us – never who."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from pustakota.contexts.insights import permissions, queries
from pustakota.contexts.insights.desk.asked import day_or_404
from pustakota.contexts.insights.queries import Distinct, Scope
from pustakota.foundation import periods
from pustakota.foundation.exports import csv_response

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.insights.queries import Count, Fact
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

ON_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure and where to look for its facts."""

    figure: Count | Distinct
    scope: Scope

    def number(self) -> tuple[int, int]:
        """How many facts, and what they come to."""
        if isinstance(self.figure, Distinct):
            found = queries.persons(self.figure, self.scope).number or 0
            return found, found
        return self.figure.rows.number(self.scope), sum(self.figure.rows.by_day(self.scope).values())

    def facts(self, start: int = 0, end: int | None = None) -> Iterable[Fact]:
        if isinstance(self.figure, Distinct):
            return islice(queries.person_facts(self.figure, self.scope), start, end)
        return self.figure.rows.facts(self.scope, start=start, end=end)


def show(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """A page of facts, oldest first."""
    del at_point
    wanted = _wanted(request, by)
    number, value = wanted.number()
    pages = max(1, -(-number // ON_A_PAGE))
    page = _page(request, pages)
    given = request.GET.copy()
    context = {
        "meaning": queries.meanings_on(wanted.scope.last)[wanted.figure.code],
        "scope": wanted.scope,
        "point": wanted.scope.points[0] if request.GET.get("titik") else None,
        "number": number,
        "value": value,
        "facts": list(_lines(wanted, wanted.facts((page - 1) * ON_A_PAGE, page * ON_A_PAGE))),
        "page": page,
        "pages": pages,
        "previous": _address(given, page - 1) if page > 1 else "",
        "following": _address(given, page + 1) if page < pages else "",
        "query": request.GET.urlencode(),
    }
    return render(request, "insights/desk/facts.html", context)


def download(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """All facts as CSV."""
    del at_point
    wanted = _wanted(request, by)
    head = [_("Day"), _("Time"), _("Service point"), _("Kind"), _("How noted"), _("Method"), _("Counts")]
    rows = (
        [on.isoformat(), when and when.strftime("%H:%M"), *rest] for on, when, *rest in _lines(wanted, wanted.facts())
    )
    return csv_response(f"fakta-{wanted.figure.code}-{wanted.scope.first}-{wanted.scope.last}", head, rows)


def _wanted(request: HttpRequest, by: Actor) -> Wanted:
    figure = queries.figure(request.GET.get("angka", ""))
    seen = permissions.points_to_see(by, queries.all_points())
    if given := request.GET.get("titik"):
        seen = [point for point in seen if str(point.pk) == given]
    if figure is None or not seen:
        raise Http404
    permissions.may_open_facts(by, seen)
    first, last = day_or_404(request.GET.get("dari")), day_or_404(request.GET.get("sampai"))
    return Wanted(figure, Scope(points=tuple(seen), first=first, last=last, as_of=_moment(request.GET.get("per"))))


def _moment(given: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(given) if given else None
    except ValueError as wrong:
        raise Http404 from wrong
    if moment is not None and moment.tzinfo is None:
        raise Http404
    return moment


def _lines(wanted: Wanted, facts: Iterable[Fact]) -> Iterator[tuple[Any, ...]]:
    points = {point.pk: point for point in wanted.scope.points}
    for fact in facts:
        point = points[fact.point_id]
        when = periods.local_time(fact.at, point.zone) if fact.at else None
        yield fact.on, when, point.name, fact.kind, fact.source, fact.method, fact.value


def _page(request: HttpRequest, pages: int) -> int:
    given = request.GET.get("hal", "1")
    return min(max(int(given), 1), pages) if given.isdecimal() and len(given) < 9 else 1


def _address(given: Any, page: int) -> str:
    given["hal"] = page
    return f"?{given.urlencode()}"
