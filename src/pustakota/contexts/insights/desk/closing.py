"""Closing months and years, and what was closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pustakota.contexts.insights import actions, permissions, queries
from pustakota.contexts.insights.desk.asked import day_or_404, facts_url
from pustakota.contexts.insights.desk.forms import YearForm
from pustakota.contexts.insights.errors import ClosingRefused
from pustakota.contexts.insights.permissions import CLOSE
from pustakota.contexts.insights.rules import CLOSABLE, Period, PeriodKind, period_around
from pustakota.foundation import clock, periods
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from pustakota.contexts.insights.models import ClosedPeriod
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

FIRST_YEAR = 2000
OFFERED = 12
"""Months back that are offered for closing."""


@dataclass(frozen=True, slots=True)
class ClosedFigure:
    """A closed value, and what later corrections make of it."""

    name: str
    version: int
    value: int | None
    missing: int
    now: int | None
    href: str

    @property
    def difference(self) -> int:
        return (self.now or 0) - (self.value or 0)


def show(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What is closed, and what can be."""
    permissions.points_to_see(by, queries.all_points())
    if request.method == "POST":
        return _close(request, by)
    today = periods.local_day(clock.now(), at_point.zone)
    closed = list(queries.closed_periods())
    known = {(each.kind, each.first) for each in closed}
    year = period_around(PeriodKind.YEAR, today).before().first.year
    context = {
        "closed": [(each, queries.words_of(queries.period_of(each))) for each in closed],
        "year": None if queries.destroyed_key(year) else year,
        "open": [(p, queries.words_of(p)) for p in _offered(today) if (p.kind.value, p.first) not in known],
        "may_close": by.may(CLOSE),
    }
    return render(request, "insights/desk/closed_periods.html", context)


def _offered(today: date) -> list[Period]:
    month = period_around(PeriodKind.MONTH, today).before()
    offered = []
    for _number in range(OFFERED):
        offered.append(month)
        month = month.before()
    return offered


def year(request: HttpRequest, year: int, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Closing a year for good: what that means, which months are still open, and why it is done."""
    permissions.may_close(by)
    today = periods.local_day(clock.now(), at_point.zone)
    if not FIRST_YEAR <= year < today.year:
        raise Http404
    form = YearForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.close_year(year=year, reason=form.cleaned_data["reason"], by=by, at=clock.now())
            messages.success(request, _("%(year)s is closed for good. Its key is destroyed.") % {"year": year})
            return redirect("desk:closed_period", kind="year", first=f"{year}-01-01")
    months = [queries.words_of(month) for month in queries.open_months(year, today=today)]
    context = {"form": form, "year": year, "open_months": months, "done": queries.destroyed_key(year)}
    return render(request, "insights/desk/close_year.html", context, status=status_of(form))


def _close(request: HttpRequest, by: Actor) -> HttpResponse:
    kind, _space, first = request.POST.get("period", "").partition(" ")
    period = _period(kind, first)
    try:
        if period.kind is PeriodKind.YEAR:
            return redirect("desk:close_year", period.first.year)
        actions.close_period(period=period, by=by, at=clock.now())
    except ClosingRefused as refusal:
        for reason in refusal.worded():
            messages.error(request, reason.message)
        return redirect("desk:closed_periods")
    messages.success(
        request, _("%(period)s is closed. Its figures stay as they are.") % {"period": queries.words_of(period)}
    )
    return redirect("desk:closed_period", kind=period.kind.value, first=period.first.isoformat())


def _period(kind: str, first: str) -> Period:
    if kind not in {each.value for each in CLOSABLE}:
        raise Http404
    return period_around(PeriodKind(kind), day_or_404(first))


def _closed(kind: str, first: str, by: Actor) -> ClosedPeriod:
    permissions.may_open_facts(by, permissions.points_to_see(by, queries.all_points()))
    closed = queries.closed_period(_period(kind, first))
    if closed is None or len(permissions.points_to_see(by, queries.all_points())) < len(queries.all_points()):
        raise Http404
    return closed


def one(request: HttpRequest, kind: str, first: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The figures of a closed period, and the corrections that came after."""
    closed = _closed(kind, first, by)
    period, document = queries.period_of(closed), queries.document_of(closed)
    now = queries.values_now(closed, today=periods.local_day(clock.now(), at_point.zone))
    visits, uses = queries.corrections_after(closed)
    context = {
        "closed": closed,
        "closed_at": periods.local_time(closed.closed_at, at_point.zone),
        "title": queries.words_of(period),
        "destroyed": queries.destroyed_key(period.first.year),
        "figures": [_figure(code, kept, now, period, closed) for code, kept in document["figures"].items()],
        "corrections": _corrections([*visits, *uses]),
    }
    return render(request, "insights/desk/closed_period.html", context)


def _figure(
    code: str, kept: dict[str, Any], now: dict[str, int | None], period: Period, closed: ClosedPeriod
) -> ClosedFigure:
    words = kept["definition"]
    return ClosedFigure(
        name=words["name_id"] if get_language() == "id" else words["name_en"],
        version=words["version"],
        value=kept["value"],
        missing=kept["missing_days"],
        now=now.get(code, kept["value"]),
        href=facts_url(code, period, as_of=closed.closed_at),
    )


def _corrections(rows: list[Any]) -> list[tuple[Any, str, str]]:
    """Each later note: the row, what happened to it, and why."""
    return [
        (row, _("struck out") if row.corrected_at else _("noted later"), row.correction)
        for row in sorted(rows, key=lambda row: (row.on, row.noted_at))
    ]


def document(request: HttpRequest, kind: str, first: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The closed figures as the canonical file that was written when they were closed."""
    del request, at_point
    closed = _closed(kind, first, by)
    name = f"angka-{closed.kind}-{closed.first.isoformat()}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(closed.document.encode(), content_type="application/json", headers=headers)
