"""What lies, waits or is late at a service point: lists to work through with a scanner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from pustakota.contexts.circulation import permissions, queries
from pustakota.foundation import clock, periods

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

LONGEST = 200


def hold_shelf(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Copies that wait here to be collected, the first to run out at the top."""
    permissions.may_lend(by, at_point)
    context = {"holds": queries.hold_shelf(at_point)[:LONGEST], "today": _today(at_point)}
    return render(request, "circulation/desk/hold_shelf.html", context)


def pull_list(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Copies to fetch from the shelves, in shelf order; each scan of one catches it for who waits."""
    permissions.may_lend(by, at_point)
    return render(request, "circulation/desk/pull_list.html", {"rows": queries.pull_list(at_point)})


def to_clear(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Copies to take off the hold shelf because nobody came for them."""
    permissions.may_lend(by, at_point)
    return render(request, "circulation/desk/to_clear.html", {"holds": queries.shelf_to_clear(at_point)[:LONGEST]})


def overdue(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Loans of this point whose last day has passed, the longest first."""
    permissions.may_lend(by, at_point)
    today = _today(at_point)
    loans = queries.overdue_loans(at_point, today=today)
    context = {"loans": loans[:LONGEST], "number": loans.count(), "longest": LONGEST, "today": today}
    return render(request, "circulation/desk/overdue.html", context)


def _today(point: ServicePoint) -> date:
    return periods.local_day(clock.now(), point.zone)
