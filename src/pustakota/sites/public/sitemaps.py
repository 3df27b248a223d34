"""Lists of all public pages for search machines (sitemaps.org 0.9), with each page's other language.

A part holds the titles whose numbers lie in one span of ``SPAN``: so it never has more than that, costs the same at any
depth, and nothing has to be counted. It is written while it is read; nothing of it is kept.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from pustakota.contexts.catalogue.queries import found
from pustakota.contexts.organisation import queries as organisation
from pustakota.design.languages import SITE_LANGUAGES, in_language
from pustakota.sites.pages import queries as written
from pustakota.sites.public.addresses import absolute, address_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Record

SPAN = 10_000
"""Far below the 50,000 that the standard allows, so that one part is a second's work at most."""
KEPT = 6 * 3600
DEFAULT_LANGUAGE = "id"
PAGES = ("home", "service_points", "help", "browse")
_BEGIN = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n',
    "</urlset>\n",
)
_INDEX = ('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n', "</sitemapindex>\n")
_ROWS_A_PIECE = 200


def index() -> str:
    """All parts, each with its last change; a span without public titles is left out. Kept for some hours."""
    text = cache.get(index.__qualname__ + __name__)
    if text is None:
        text = "".join(_index())
        cache.set(index.__qualname__ + __name__, text, KEPT)
    return str(text)


def _index() -> Iterator[str]:
    yield _BEGIN + _INDEX[0]
    yield f"<sitemap><loc>{absolute(reverse('fixed:sitemap_pages'))}</loc></sitemap>\n"
    for number in range(1, found.newest_id() // SPAN + 2):
        if at := last_change(number):
            address = absolute(reverse("fixed:sitemap_part", args=[number]))
            yield f"<sitemap><loc>{address}</loc><lastmod>{_moment(at)}</lastmod></sitemap>\n"
    yield _INDEX[1]


def last_change(number: int) -> datetime | None:
    """The last change in a part; nothing where it holds no public title."""
    return found.newest_change(*_span(number))


def _span(number: int) -> tuple[int, int]:
    return (number - 1) * SPAN, number * SPAN - 1


def pages() -> str:
    """The pages that are no titles: home, places, lists, and what staff wrote."""
    with translation.override(DEFAULT_LANGUAGE):
        addresses = [reverse(f"public:{name}") for name in PAGES]
        addresses += [reverse("public:service_point", args=[point.code]) for point in organisation.service_points()]
    rows = [
        *map(_entry, addresses),
        *(_entry(page.address, page.changed_at, alone=True) for page in written.all_pages()),
    ]
    return "".join([_BEGIN, _SET[0], *rows, _SET[1]])


def part(number: int) -> Iterator[str]:
    """One part, piece by piece."""
    yield _BEGIN + _SET[0]
    titles = found.titles_between(*_span(number))
    while piece := _piece(titles):
        yield piece
    yield _SET[1]


def _piece(titles: Iterator[Record]) -> str:
    """Some titles more; what is streamed is written outside of the request's language, so it is chosen here."""
    with translation.override(DEFAULT_LANGUAGE):
        return "".join(_entry(address_of(record), record.changed_at) for record in islice(titles, _ROWS_A_PIECE))


def _entry(address: str, at: datetime | None = None, *, alone: bool = False) -> str:
    """One address with its other language; ``alone``: it stands in one language, the other has an entry of its own."""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(absolute(in_language(address, code)))}"/>'
        for code in (() if alone else SITE_LANGUAGES)
    )
    lastmod = f"<lastmod>{_moment(at)}</lastmod>" if at else ""
    return f"<url><loc>{escape(absolute(address))}</loc>{lastmod}{others}</url>\n"


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
