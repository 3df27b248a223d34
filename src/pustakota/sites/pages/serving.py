"""Pages that staff wrote, at addresses that the site itself keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page
from wagtail.views import serve

from pustakota.design.languages import SITE_LANGUAGES
from pustakota.sites.pages.models import HomePage, SitePage

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def written_page(request: HttpRequest) -> HttpResponse | None:
    """The page that staff published at this address; nothing where none stands, and the built-in one is shown."""
    first, _slash, rest = request.path.lstrip("/").partition("/")
    path = rest if first in SITE_LANGUAGES else request.path.lstrip("/")
    found = Page.route_for_request(request, path)
    if found is None or not isinstance(found[0], SitePage):
        return None
    if not path and not isinstance(found[0], HomePage):
        return None
    response: HttpResponse = serve(request, path)
    return response
