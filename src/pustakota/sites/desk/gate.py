"""The door of the desk: who works here, at which service point, and how a no at the door is worded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils.translation import gettext

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.people import queries as people
from pustakota.foundation.errors import NotAllowed, Refusal
from pustakota.foundation.htmx import wants_fragment
from pustakota.sites.desk.places import EVERY_DAY, Place
from pustakota.sites.public.views.signing_in import PROVED

if TYPE_CHECKING:
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

USE = "desk.use"
STATION = "station"
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Desk:
    """One request at the desk: who asks, and the service point where they sit."""

    by: Actor
    point: ServicePoint
    username: str

    @cached_property
    def stations(self) -> list[ServicePoint]:
        """The service points where this member of staff may sit; one query, when a page shows the choice."""
        return [point for point in organisation.points_in_service() if self.by.may(USE, point.pk)]

    @property
    def places(self) -> list[Place]:
        """The pages that stand in this member of staff's navigation."""
        return [place for place in EVERY_DAY.places if place.open_to(self.by)]


class DeskRequest(HttpRequest):
    """A request that has passed the door."""

    desk: Desk


def staff(view: View) -> View:
    """Let staff in, tell the view who asks and where, and word what it is not allowed to do."""

    @wraps(view)
    def guarded(request: DeskRequest, **address: object) -> HttpResponse:
        if not request.user.is_authenticated or _lacks_second_factor(request):
            return _to_sign_in(request)
        desk = _desk_of(request)
        if desk is None:
            return _closed(request, NotAllowed(USE))
        request.desk = desk
        try:
            return view(request, by=desk.by, at_point=desk.point, **address)
        except NotAllowed as no:
            return _closed(request, no)
        except Refusal as refusal:
            return _refused(request, refusal)

    return guarded


def behind_the_door(module: str) -> list[URLPattern]:
    """The addresses of a context's desk pages, each behind the door."""
    patterns: list[URLPattern] = import_module(module).urlpatterns
    return [URLPattern(p.pattern, staff(p.callback), p.default_args, p.name) for p in patterns]


def _desk_of(request: HttpRequest) -> Desk | None:
    assert request.user.is_authenticated
    by = people.actor_of(request.user)
    if not by.is_staff or not by.may(USE):
        return None
    point = _station(by, request.session.get(STATION) or by.station_id)
    return Desk(by, point, request.user.get_username()) if point else None


def _station(by: Actor, wished: int | None) -> ServicePoint | None:
    point = organisation.service_point(wished) if wished else None
    if point is not None and by.may(USE, point.pk):
        return point
    return next((each for each in organisation.points_in_service() if by.may(USE, each.pk)), None)


def _lacks_second_factor(request: HttpRequest) -> bool:
    """True for a session of before the operator asked for a second factor."""
    return settings.STAFF_SECOND_FACTOR and not request.session.get(PROVED)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    address = reverse("desk:sign_in")
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")


def _closed(request: HttpRequest, no: NotAllowed) -> HttpResponse:
    what = people.RIGHT_WORDS.get(no.permission, no.permission)
    sentence = gettext("Your role does not let you %(what)s.") % {"what": what}
    part = "#answer" if wants_fragment(request) else ""
    return render(request, f"desk/not_allowed.html{part}", {"sentence": sentence}, status=403)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What no form and no scan has worded: buttons that stood on an old page."""
    return render(request, "desk/refused.html", {"reasons": refusal.worded()}, status=422)
