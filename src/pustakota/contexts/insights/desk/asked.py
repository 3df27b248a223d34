"""What the address asks for: a period, points, a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from pustakota.contexts.insights import permissions, queries
from pustakota.contexts.insights.rules import Period, PeriodKind, period_around
from pustakota.foundation import clock, periods

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True)
class Asked:
    """A period and points that the actor may see. ``point``: the one that was chosen, if one was."""

    period: Period
    points: tuple[ServicePoint, ...]
    seen: tuple[ServicePoint, ...]
    point: ServicePoint | None
    figure: str
    today: date

    @property
    def is_whole(self) -> bool:
        """True where the points are the whole network."""
        return self.point is None and len(self.points) == len(queries.all_points())

    @property
    def is_running(self) -> bool:
        """True until the last day of the period is over."""
        return self.period.first <= self.today < self.period.last

    def address(self, name: str = "desk:figures", *args: str, period: Period | None = None, **given: object) -> str:
        """A page that asks for the same, but for what is given."""
        shown = period or self.period
        values = {
            "per": shown.kind.value,
            "tgl": shown.first.isoformat(),
            "titik": self.point.pk if self.point else None,
            "angka": self.figure,
        } | given
        return f"{reverse(name, args=args)}?{urlencode({k: v for k, v in values.items() if v is not None})}"


def asked(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> Asked:
    """What a page of figures is to show; what cannot be read is taken for today's month and all points."""
    seen = tuple(permissions.points_to_see(by, queries.all_points()))
    today = periods.local_day(clock.now(), at_point.zone)
    chosen = next((point for point in seen if str(point.pk) == request.GET.get("titik")), None)
    codes = [count.code for count in queries.counts()]
    figure = request.GET.get("angka", "")
    return Asked(
        period=period_around(_kind(request), _day(request.GET.get("tgl"), today)),
        points=(chosen,) if chosen else seen,
        seen=seen,
        point=chosen,
        figure=figure if figure in codes else codes[0],
        today=today,
    )


def _kind(request: HttpRequest) -> PeriodKind:
    given = request.GET.get("per", "")
    return PeriodKind(given) if given in list(PeriodKind) else PeriodKind.MONTH


def _day(given: str | None, otherwise: date) -> date:
    try:
        day = date.fromisoformat(given or "")
    except ValueError:
        return otherwise
    return day if 2000 <= day.year <= 2100 else otherwise


def facts_url(code: str, period: Period, point: ServicePoint | None = None, *, as_of: datetime | None = None) -> str:
    """Where the facts behind a number stand: as they are known now, or were at a moment."""
    values = {
        "angka": code,
        "dari": period.first.isoformat(),
        "sampai": period.last.isoformat(),
        "titik": point.pk if point else None,
        "per": as_of.isoformat() if as_of else None,
    }
    return f"{reverse('desk:figure_facts')}?{urlencode({k: v for k, v in values.items() if v is not None})}"


def day_or_404(given: str | None) -> date:
    """A day that an address must name."""
    try:
        day = date.fromisoformat(given or "")
    except ValueError as wrong:
        raise Http404 from wrong
    if not 2000 <= day.year <= 2100:
        raise Http404
    return day
