"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.foundation.htmx import render_page_or_part, wants_fragment
from pustakota.sites.public.addresses import address_of
from pustakota.sites.public.results import Asked, results


def search(request: HttpRequest) -> HttpResponse:
    """What was found; a number that names one title leads straight to it."""
    found = results(Asked.read(request.GET))
    direct = found.page.direct if found.page and not wants_fragment(request) else None
    if direct and (record := catalogue.record(direct[1])):
        return redirect(address_of(record))
    return render_page_or_part(request, "public/results.html", {"results": found, "asked": found.asked}, part="results")
