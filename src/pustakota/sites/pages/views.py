"""Addresses of the pages' own: feeds, and the files of pictures."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from pustakota.sites.pages import feeds
from pustakota.sites.pages.models import Rendition
from pustakota.sites.public.naming import name_of_site

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

AN_HOUR, A_DAY = 3600, 24 * 3600
EDITS = "wagtailadmin.access_admin"


@cache_control(public=True, max_age=AN_HOUR)
def news_feed(request: HttpRequest, form: str) -> HttpResponse:
    """News in a form that other programs read."""
    return HttpResponse(feeds.written(form, name_of_site(request)), content_type=f"{feeds.TYPES[form]}; charset=utf-8")


def picture_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture in one size. Without the consent of those shown, editors alone see it."""
    rendition = Rendition.objects.select_related("image").filter(file=f"images/{name}").first()
    if rendition is None:
        raise Http404
    may_be_shown = rendition.image.may_be_shown
    if not may_be_shown and not request.user.has_perm(EDITS):
        raise Http404
    try:
        opened = rendition.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kept = f"public, max-age={A_DAY}" if may_be_shown else "private, no-store"
    return FileResponse(opened, content_type=kind, headers={"Cache-Control": kept})
