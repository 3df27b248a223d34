"""Home, service points, and the sentences that stand where something is still to come."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.foundation import clock
from pustakota.sites.pages.serving import written_page
from pustakota.sites.public import app, feeds, linked_data
from pustakota.sites.public.head import Head
from pustakota.sites.public.mine import waiting_for_me
from pustakota.sites.public.naming import library_here, name_of_site
from pustakota.sites.public.opening import openings

NEWEST = 10
A_DAY = 24 * 3600


def home(request: HttpRequest) -> HttpResponse:
    """The page that staff made of blocks; the built-in one where none stands."""
    return written_page(request) or _built_in_home(request)


def _built_in_home(request: HttpRequest) -> HttpResponse:
    places = openings(clock.now())
    context = {
        "newest": catalogue.newest_records(NEWEST),
        "main_point": places[0] if places else None,
        "open_now": sum(place.closes_at is not None for place in places),
        "points": len(places),
        "mine": waiting_for_me(request),
        "head": _head(request),
    }
    return render(request, "public/home.html", context)


def _head(request: HttpRequest) -> Head:
    name = name_of_site(request)
    said = gettext("Search the collection of %(library)s") % {"library": name}
    return Head(title=name, description=said, feeds=[feeds.all_new()], linked_data=linked_data.website(name))


def service_points(request: HttpRequest) -> HttpResponse:
    return render(request, "public/service_points.html", {"openings": openings(clock.now())})


def still_to_come(request: HttpRequest, what: str) -> HttpResponse:
    """What staff wrote under this address; else says truly that it is not here yet, and what to do instead."""
    return written_page(request) or render(request, f"public/{what}.html", {"openings": openings(clock.now())})


@cache_control(public=True, max_age=A_DAY)
def manifest(request: HttpRequest) -> HttpResponse:
    """Lets a phone keep the site beside its other programs."""
    with translation.override(settings.LANGUAGE_CODE):
        return JsonResponse(app.manifest(library_here(request)), content_type="application/manifest+json")
