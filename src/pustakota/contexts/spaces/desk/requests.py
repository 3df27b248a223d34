"""Requests that wait for an answer, with all that was said in view; those that came too late stay in sight."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import render

from pustakota.contexts.spaces import permissions, queries
from pustakota.foundation import clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

IN_SIGHT = timedelta(days=30)
"""How long a request that nobody answered stays in sight."""


def requests(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """What waits at this point, late ones marked; and what nobody answered before it began."""
    permissions.may_book(by, at_point.pk)
    at = clock.now()
    waiting = queries.requests(at_point)
    context = {
        "rows": [(row, row.answer_by is not None and row.answer_by < at) for row in waiting],
        "unanswered": queries.unanswered(at_point, since=at - IN_SIGHT),
    }
    return render(request, "spaces/desk/requests.html", context)
