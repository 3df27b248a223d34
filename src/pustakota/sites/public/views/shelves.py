"""Walking along a shelf: what stands left and right of a copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pustakota.contexts.catalogue.queries import shelves
from pustakota.contexts.circulation import queries as circulation
from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation.htmx import render_page_or_part
from pustakota.sites.public.head import Head

if TYPE_CHECKING:
    from pustakota.contexts.catalogue.models import Item
    from pustakota.contexts.organisation.models import ServicePoint

EACH_SIDE = 5
LONGEST_NUMBER = 19


@dataclass(frozen=True, slots=True)
class Standing:
    """One title on the shelf."""

    item: Item
    is_here: bool
    is_free: bool


def browse(request: HttpRequest, code: str) -> HttpResponse:
    """The shelf of a place around a copy (``?di=``), or from a call number on (``?dari=``)."""
    point = next((point for point in organisation.points_in_service() if point.code == code), None)
    if point is None:
        raise Http404
    here = _begin(request, point)
    context: dict[str, object] = {"point": point, "asked": request.GET.get("dari", ""), "head": Head(indexed=False)}
    if here is None:
        return render(request, "public/shelf.html", context)
    left, right = shelves.standing_before(here, EACH_SIDE), shelves.standing_after(here, EACH_SIDE)
    items = [*left, here, *right]
    free = circulation.availability([item.record_id for item in items])
    context |= {
        "here": here,
        "row": [Standing(item, item is here, bool(free[item.record_id].get(point.pk))) for item in items],
        "left": _address(point, left[0]) if left else "",
        "right": _address(point, right[-1]) if right else "",
    }
    return render_page_or_part(request, "public/shelf.html", context, part="shelf")


def _begin(request: HttpRequest, point: ServicePoint) -> Item | None:
    number = request.GET.get("di", "")
    if number.isdecimal() and len(number) < LONGEST_NUMBER:
        return shelves.copy_on_shelf(int(number), point.pk)
    return shelves.first_from(request.GET.get("dari", "")[:80], point.pk)


def _address(point: ServicePoint, item: Item) -> str:
    return f"{reverse('public:browse_shelf', args=[point.code])}?di={item.pk}"
