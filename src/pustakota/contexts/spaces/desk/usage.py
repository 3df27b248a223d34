"""How much the rooms and things of the point are used: hours, shares, the week, the rows, and all of it as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from pustakota.contexts.spaces import permissions, queries
from pustakota.contexts.spaces.desk.forms import PeriodForm
from pustakota.foundation import clock, exports, periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

LATELY = timedelta(days=28)
LONGEST = timedelta(days=366)
STEPS = 5
"""Shades of the week."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An hour of the week. ``share``: booked of a hundred open minutes; nothing where it was closed."""

    share: int | None

    @property
    def shade(self) -> int:
        return 0 if not self.share else min(STEPS, 1 + self.share * STEPS // 101)


def usage(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Each thing with its hours, the week by hour, and the rows of one thing where it was opened."""
    permissions.may_book(by, at_point.pk)
    first, last = _period(request, at_point)
    asked = request.GET.get("ruang", "")
    only = int(asked) if asked.isdecimal() else None
    found = queries.usage_of(at_point, first, last, only=only)
    chosen = next((each for each in found.things if each.resource.pk == only), None)
    hours = sorted({hour for _day, hour in found.heat})
    with timezone.override(ZoneInfo(at_point.zone)):
        context = {
            "form": PeriodForm(initial={"dari": first, "sampai": last}),
            "first": first,
            "last": last,
            "things": found.things,
            "chosen": chosen,
            "hours": hours,
            "week": [(WEEKDAYS[day], [Cell(found.heat.get((day, hour))) for hour in hours]) for day in range(7)],
        }
        return render(request, "spaces/desk/usage.html", context)


def usage_file(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The bookings behind the figures, for a spreadsheet: when, what, how it ended; never who."""
    permissions.may_book(by, at_point.pk)
    first, last = _period(request, at_point)
    head = [gettext("what"), gettext("from"), gettext("until"), gettext("minutes"), gettext("state")]
    return exports.csv_response(f"ruang-{first}-{last}", head, _rows(queries.usage_of(at_point, first, last).things))


def _rows(things: Sequence[queries.ThingUsage]) -> list[list[object]]:
    return [
        [
            each.resource.name,
            f"{row.local.start:%Y-%m-%d %H:%M}",
            f"{row.local.end:%Y-%m-%d %H:%M}",
            int(row.span.length.total_seconds()) // 60,
            row.get_state_display(),
        ]
        for each in things
        for row in each.rows
    ]


def _period(request: HttpRequest, point: ServicePoint) -> tuple[date, date]:
    """The days that were asked for, at most a year; the last four weeks where none were."""
    today = periods.local_day(clock.now(), point.zone)
    form = PeriodForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    last = given.get("sampai") or today
    first = given.get("dari") or last - LATELY
    return max(min(first, last), last - LONGEST), last
