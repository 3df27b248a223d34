"""Home, service points, and the sentences that stand where something is still to come."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control

from pustakota.contexts.catalogue import queries as catalogue
from pustakota.contexts.circulation import queries as circulation
from pustakota.foundation import clock
from pustakota.sites.public.asking import family
from pustakota.sites.public.opening import openings
from pustakota.sites.public.templatetags.public import name_of_site

NEWEST = 10
A_DAY = 24 * 3600


def home(request: HttpRequest) -> HttpResponse:
    places = openings(clock.now())
    context = {
        "newest": catalogue.newest_records(NEWEST),
        "main_point": places[0] if places else None,
        "open_now": sum(place.closes_at is not None for place in places),
        "points": len(places),
        "mine": _mine(request) if request.user.is_authenticated else None,
    }
    return render(request, "public/home.html", context)


def _mine(request: HttpRequest) -> dict[str, int] | None:
    """How many loans and collectable reservations a member has, children included."""
    patrons = family(request).patrons
    if not patrons:
        return None
    holds = [hold for patron in patrons for hold in circulation.live_holds(patron)]
    return {
        "loans": sum(circulation.number_of_loans(patron.pk) for patron in patrons),
        "ready": sum(hold.status == "ready" for hold in holds),
    }


def service_points(request: HttpRequest) -> HttpResponse:
    return render(request, "public/service_points.html", {"openings": openings(clock.now())})


def still_to_come(request: HttpRequest, what: str) -> HttpResponse:
    """Says truly that this is not here yet, and what to do instead."""
    return render(request, f"public/{what}.html", {"openings": openings(clock.now())})


@cache_control(public=True, max_age=A_DAY)
def robots(_request: HttpRequest) -> HttpResponse:
    """Search machines may read titles and pages, not walk through every search."""
    closed = (reverse("public:search"), reverse("public:my_account"), reverse("public:sign_in"), "/desk/", "/cms/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@cache_control(no_cache=True)
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The script that browsers keep for messages; it must lie at the root to speak for the whole site."""
    path = finders.find("public/service-worker.js")
    assert isinstance(path, str), "the script belongs to the product"
    return HttpResponse(Path(path).read_bytes(), content_type="text/javascript")


@cache_control(public=True, max_age=A_DAY)
def manifest(_request: HttpRequest) -> HttpResponse:
    """Lets a phone keep the site beside its other programs."""
    name = name_of_site()
    about = {
        "name": name,
        "short_name": name,
        "start_url": reverse("public:home"),
        "display": "standalone",
        "background_color": "#fbf8f2",
        "theme_color": "#fbf8f2",
        "icons": [{"src": static("design/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(about, content_type="application/manifest+json")
