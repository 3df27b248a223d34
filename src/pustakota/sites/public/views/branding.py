"""What a library wears: its style sheet and its logo, each under an address that changes with it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from pustakota.contexts.organisation import queries as organisation
from pustakota.design import branding
from pustakota.design.app_icons import SIZES, app_icon

A_YEAR = 365 * 24 * 3600


@cache_control(public=True, max_age=A_YEAR, immutable=True)
def style(_request: HttpRequest, digits: str, face: str) -> HttpResponse:
    """The tokens that a brand overrides."""
    if face not in branding.FACES:
        raise Http404
    return HttpResponse(branding.stylesheet(f"#{digits}", face), content_type="text/css; charset=utf-8")


@cache_control(public=True, max_age=A_YEAR, immutable=True)
def icon(_request: HttpRequest, digits: str, size: str, maskable: str | None = None) -> HttpResponse:
    """The icon of the site on a phone, on a library's colour."""
    if int(size) not in SIZES:
        raise Http404
    return HttpResponse(app_icon(int(size), f"#{digits}", maskable=bool(maskable)), content_type="image/png")


@cache_control(public=True, max_age=A_YEAR, immutable=True)
def logo(_request: HttpRequest, digest: str) -> HttpResponse:
    """The picture of a library."""
    png = organisation.logo(digest)
    if png is None:
        raise Http404
    return HttpResponse(png, content_type="image/png")
