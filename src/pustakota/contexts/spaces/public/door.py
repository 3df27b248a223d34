"""The display at a door: who has it now is nobody's business, that it is taken and until when is everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from pustakota.contexts.spaces import queries
from pustakota.foundation import clock, periods

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
def door(request: HttpRequest, resource_id: int) -> HttpResponse:
    """Now, next, and the way to book or to say that one is here."""
    found = queries.resource(resource_id)
    if found is None or not found.is_active:
        raise Http404
    at, zone = clock.now(), found.service_point.zone
    with timezone.override(ZoneInfo(zone)):
        context = {
            "resource": found,
            "door": queries.at_door(found, at=at),
            "fault": queries.fault_now(found, at),
            "at": periods.local_time(at, zone),
            "book_address": settings.PUBLIC_URL + reverse("public:room", args=[found.pk]),
            "arrive_address": settings.PUBLIC_URL + reverse("public:arrive", args=[found.pk]),
        }
        return render(request, "spaces/public/door.html", context)
