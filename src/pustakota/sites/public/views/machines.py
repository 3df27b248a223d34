"""What search machines, browsers and feed readers ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.cache import cache_control

from pustakota.contexts.catalogue.queries import found
from pustakota.contexts.organisation import queries as organisation
from pustakota.sites.public import app, feeds, opensearch, sitemaps
from pustakota.sites.public.addresses import absolute
from pustakota.sites.public.naming import name_of_site

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

A_DAY, AN_HOUR = 24 * 3600, 3600
XML = "application/xml; charset=utf-8"
IN_A_FEED, LONGEST_SUBJECT = 50, 300
# What is behind these is the same titles once more (searches with choices, lists, shelves). What wants a sign-in needs
# no line: it leads to the sign-in page, which asks not to be kept, and that is read only where the page may be.
CLOSED = ("completions", "browse_shelf")
CHOSEN = "?*&"
"""A search with more than its words: another order, a page, a choice."""
CLOSED_EVERYWHERE = ("/desk/", "/cms/", "/api/", "/kios/")
CLOSED_OF_TITLES = ("pesan", "bagikan", "kutip", "serupa", "cetak")


@cache_control(public=True, max_age=A_DAY)
def robots(_request: HttpRequest) -> HttpResponse:
    """Search machines may read titles, places, lists and plain searches; not walk through every choice or shelf."""
    own = [
        reverse(f"public:{name}", args=["-"] if name == "browse_shelf" else []).removesuffix("-/") for name in CLOSED
    ]
    own.append(f"{reverse('public:search')}{CHOSEN}")
    paths = [*own, *(f"/en{path}" for path in own), *CLOSED_EVERYWHERE]
    paths += [f"{start}/katalog/*/{ending}" for start in ("", "/en") for ending in CLOSED_OF_TITLES]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in paths)]
    lines += ["", f"Sitemap: {absolute(reverse('fixed:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=A_DAY)
def sitemap(_request: HttpRequest) -> HttpResponse:
    """The parts of the list of all pages."""
    return HttpResponse(sitemaps.index(), content_type=XML)


@cache_control(public=True, max_age=A_DAY)
def sitemap_pages(_request: HttpRequest) -> HttpResponse:
    """The pages that are no titles."""
    return HttpResponse(sitemaps.pages(), content_type=XML)


@cache_control(public=True, max_age=A_DAY)
def sitemap_part(request: HttpRequest, number: int) -> HttpResponseBase:
    """One part of the titles, as a stream; whoever has it already is told so without it."""
    changed = sitemaps.last_change(number)
    if changed is None:
        raise Http404
    known = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if known is not None and int(changed.timestamp()) <= known:
        return HttpResponseNotModified()
    headers = {"Last-Modified": http_date(changed.timestamp())}
    return StreamingHttpResponse(sitemaps.part(number), content_type=XML, headers=headers)


@cache_control(public=True, max_age=A_DAY)
def search_description(request: HttpRequest) -> HttpResponse:
    """Lets a browser take up the catalogue among its search engines (OpenSearch 1.1)."""
    icon = "design/mark.svg" if finders.find("design/mark.svg") else ""
    text = opensearch.description(name_of_site(request), icon=icon)
    return HttpResponse(text, content_type="application/opensearchdescription+xml; charset=utf-8")


@cache_control(public=True, max_age=AN_HOUR)
def asset_links(_request: HttpRequest) -> HttpResponse:
    """Which Android packages belong to this site."""
    return JsonResponse(app.asset_links(), safe=False)


def shared(request: HttpRequest) -> HttpResponse:
    """Something was shared with the site from another program: a page of a shop, an ISBN, words."""
    return HttpResponseRedirect(app.found_from(request.GET.dict(), request.get_host()))


@cache_control(public=True, max_age=AN_HOUR)
def new_titles_feed(request: HttpRequest, form: str) -> HttpResponse:
    """New titles: all, ``?subjek=`` of a subject, ``?titik=`` at a place."""
    subject, code = request.GET.get("subjek", "").strip(), request.GET.get("titik", "").strip()
    if code:
        point = next((point for point in organisation.points_in_service() if point.code == code), None)
        if point is None:
            raise Http404
        feed, records = feeds.new_at(point), found.new_records_at(point.pk, IN_A_FEED)
    elif subject:
        feed = feeds.new_on(subject[:LONGEST_SUBJECT])
        records = found.new_records_on(feed.subject, IN_A_FEED)
    else:
        feed, records = feeds.all_new(), found.new_records(IN_A_FEED)
    text = feeds.written(feed, form, records, name_of_site(request))
    return HttpResponse(text, content_type=f"application/{form}+xml; charset=utf-8")
