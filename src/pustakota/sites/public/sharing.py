"""Passing on a title, a page or a quote: its link, and its card in the shapes that people post."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation import queries as organisation
from pustakota.design import branding
from pustakota.design.cards import SHAPES, Card, Wearer, card_png
from pustakota.foundation.pacing import Pace
from pustakota.sites.public.head import Head
from pustakota.sites.public.naming import library_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.functional import Promise

    from pustakota.contexts.organisation.models import Library
    from pustakota.design.cards import Shape

PACE = Pace(from_one=60, from_all=240)
"""Cards cost a tenth of a second of a processor each."""
A_WEEK = 7 * 24 * 3600
POSTED: dict[Shape, str | Promise] = {
    "persegi": _("Square, for a feed"),
    "potret": _("Upright, for a feed"),
    "cerita": _("High, for a story or status"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A card in one shape, as the page offers it."""

    address: str
    words: str | Promise
    width: int
    height: int
    name: str


@dataclass(frozen=True, slots=True)
class Passed:
    """What is passed on. ``path``: its address here; ``card_at``: where its card of a shape is drawn."""

    title: str
    path: str
    slug: str
    card_at: Callable[[Shape], str]


def share_page(request: HttpRequest, passed: Passed) -> HttpResponse:
    """The link and the cards; everything works without scripts."""
    library = library_here(request)
    shown = {
        "passed": passed,
        "address": request.build_absolute_uri(passed.path),
        "pictures": [
            Picture(worn_address(passed.card_at(shape), library), words, *SHAPES[shape], f"{passed.slug}-{shape}.png")
            for shape, words in POSTED.items()
        ],
        "head": Head(indexed=False),
    }
    return render(request, "public/share.html", shown)


def worn_address(address: str, library: Library | None) -> str:
    """The address of a card in a library's brand; another brand makes another address."""
    if library is None:
        return address
    worn = f"{library.name}|{library.colour}|{library.logo}"
    version = blake2b(worn.encode(), digest_size=4).hexdigest()
    return f"{address}?{urlencode({'p': library.pk, 'v': version})}"


def drawn(request: HttpRequest, card: Card, shape: Shape) -> HttpResponse:
    """The card as PNG, in the brand of the library that is named, else of the domain."""
    if wait := PACE.seconds_to_wait(request.META.get("REMOTE_ADDR", "")):
        return HttpResponse("", status=429, headers={"Retry-After": str(wait)})
    answer = HttpResponse(card_png(card, _wearer(request), shape), content_type="image/png")
    answer["Cache-Control"] = f"public, max-age={A_WEEK}"
    return answer


def _wearer(request: HttpRequest) -> Wearer:
    named = request.GET.get("p", "")
    library = (
        organisation.library(int(named)) if named.isascii() and named.isdecimal() and len(named) < 10 else None
    ) or library_here(request)
    if library is None:
        return Wearer("Pustakota")
    logo = organisation.logo(library.logo) if library.logo else None
    return Wearer(library.name, library.colour or branding.FIRST, logo or b"")
