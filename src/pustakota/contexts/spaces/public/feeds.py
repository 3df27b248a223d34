"""The calendar file of a thing: when it is taken, never by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.cache import cache_control

from pustakota.contexts.spaces import queries
from pustakota.foundation import calendars, clock

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@cache_control(public=True, max_age=300)
def of_resource(request: HttpRequest, resource_id: int) -> HttpResponse:
    """When something is taken, for anybody's calendar: never by whom."""
    del request
    found = queries.resource(resource_id)
    if found is None or not found.is_active:
        raise Http404
    at = clock.now()
    return calendars.file(queries.calendar_of_resource(found, at=at), name=found.name, at=at)
