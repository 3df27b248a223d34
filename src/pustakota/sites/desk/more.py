"""Every page of the desk that somebody may use, by the kind of work it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from pustakota.sites.desk.places import GROUPS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor
    from pustakota.sites.desk.places import Place


def more(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """All pages, grouped; those that one may not use are left out."""
    del at_point
    groups = [(group.label, [place for place in group.places if _is_listed(place, by)]) for group in GROUPS]
    return render(request, "desk/more.html", {"groups": [(label, places) for label, places in groups if places]})


def _is_listed(place: Place, by: Actor) -> bool:
    return place.name != "more" and place.open_to(by)
