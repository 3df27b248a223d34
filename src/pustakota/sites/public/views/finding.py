"""The search page."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.network import queries as network
from pustakota.contexts.programmes import queries as programmes
from pustakota.foundation.htmx import render_page_or_part, wants_fragment
from pustakota.sites.public import completing, feeds, tips
from pustakota.sites.public.addresses import address_of, completions_address, search_address
from pustakota.sites.public.asked import Asked
from pustakota.sites.public.elsewhere import elsewhere
from pustakota.sites.public.head import Head
from pustakota.sites.public.naming import points_of_domain
from pustakota.sites.public.results import Results, results

MOST_WORDS = 6
NO_PLAIN_WORDS = frozenset(':/@<>[]()"|*?')
"""Addresses, and the signs by which fields and phrases are asked for."""


def search(request: HttpRequest) -> HttpResponse:
    """What was found; a number that names one title leads straight to it."""
    given = Asked.read(request.GET)
    library, own = points_of_domain(request)
    found = results(given.within(own))
    direct = found.page.direct if found.page and not wants_fragment(request) else None
    if direct and (record := catalogue.record(direct[1])):
        return redirect(address_of(record))
    has_union = not found.count and network.is_kept()
    context = {
        "results": found,
        "asked": found.asked,
        "events": _events(found.asked),
        "head": _head(found, is_plain=set(request.GET) == {"q"}),
        "elsewhere": elsewhere(found),
        "scope": library if found.asked.has_points and not given.has_points else "",
        "widened": replace(given, everywhere=True, page=1).address,
        "has_union": has_union,
        "search_address": search_address(),
        "completions_address": completions_address(),
    }
    return render_page_or_part(request, "public/results.html", context, part="results")


def _events(asked: Asked) -> list[programmes.Occurrence]:
    """With an author whose titles are listed; their page is the list of what they wrote."""
    match asked.filters.get("author", ()):
        case (author,) if asked.page == 1:
            return programmes.dates_about(author=author)
        case _:
            return []


def _too_many(request: HttpRequest) -> HttpResponse | None:
    """What somebody is told who asks for more than people can type."""
    wait = completing.PACE.seconds_to_wait(request.META.get("REMOTE_ADDR", ""))
    return HttpResponse("", status=429, headers={"Retry-After": str(wait)}) if wait else None


def completions(request: HttpRequest) -> HttpResponse:
    """The list under the box while somebody types; empty where nothing comes to mind."""
    if refused := _too_many(request):
        return refused
    found = completing.groups(request.GET.get("q", ""))
    context = {"groups": found, "number": sum(len(group.options) for group in found)}
    answer = render(request, "public/_completions.html", context)
    answer["Cache-Control"] = completing.KEPT
    return answer


def suggestions(request: HttpRequest) -> HttpResponse:
    """The same for the search field of a browser."""
    if refused := _too_many(request):
        return refused
    found = completing.suggestions(request.GET.get("q", "")[: completing.LONGEST_LINE])
    headers = {"Cache-Control": completing.KEPT}
    return JsonResponse(found, safe=False, content_type="application/x-suggestions+json", headers=headers)


def search_tips(request: HttpRequest) -> HttpResponse:
    """What can be typed."""
    parts = ((_("Words"), tips.WORDS), (_("In one field"), tips.FIELDS), (_("Together"), tips.TOGETHER))
    return render(request, "public/search_tips.html", {"parts": parts})


def _head(found: Results, *, is_plain: bool) -> Head:
    """Search machines keep what a few plain words find, and follow the rest; a chosen subject offers its feed.

    Nothing found is never kept: whoever links to us with their own words would have them stand under our name.
    """
    text, subjects = found.asked.text, found.asked.filters.get("subject", ())
    words = text.split()
    indexed = bool(is_plain and found.count and 1 <= len(words) <= MOST_WORDS and not NO_PLAIN_WORDS & set(text))
    path = f"{search_address()}?{urlencode({'q': ' '.join(words).lower()})}" if indexed else ""
    return Head(indexed=indexed, path=path, feeds=[feeds.all_new(), *map(feeds.new_on, subjects)])
