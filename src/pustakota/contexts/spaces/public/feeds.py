"""Calendar files: of a thing without names, of a person under a secret address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control

from pustakota.contexts.spaces import queries
from pustakota.foundation import calendars, clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from pustakota.foundation.calendars import Entry


@cache_control(public=True, max_age=300)
def of_resource(request: HttpRequest, resource_id: int) -> HttpResponse:
    """When something is taken, for anybody's calendar: never by whom."""
    del request
    found = queries.resource(resource_id)
    if found is None or not found.is_active:
        raise Http404
    return _file(queries.calendar_of_resource(found, at=clock.now()), found.name)


@cache_control(private=True, no_store=True)
def of_person(request: HttpRequest, secret: str) -> HttpResponse:
    """What somebody booked, for their own calendar program, which cannot sign in."""
    del request
    found = queries.calendar_by_secret(secret, at=clock.now())
    if found is None:
        raise Http404
    return _file(found, gettext("My bookings at the library"))


def _file(entries: Iterable[Entry], name: str) -> HttpResponse:
    answer = HttpResponse(calendars.text(entries, name=name, at=clock.now()), content_type=calendars.TYPE)
    answer["Content-Disposition"] = 'inline; filename="kalender.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
