"""The site as a program on a phone: its name, icons and shortcuts, and what may be shared with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext

from pustakota.contexts.catalogue.queries import foreign
from pustakota.design import branding
from pustakota.design.app_icons import SIZES
from pustakota.sites.public.addresses import search_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pustakota.contexts.organisation.models import Library

_PAPER = branding.LIGHT.grounds[0]
_ADDRESS = re.compile(r"https?://\S+")
_LONGEST = 200


def manifest(library: Library | None) -> dict[str, Any]:
    """What a phone is told (W3C Web Application Manifest), in the site's first language."""
    name = library.name if library else "Pustakota"
    short = library.short_name if library else name
    colour = (library.colour if library else "") or branding.FIRST
    return {
        "id": reverse("public:home"),
        "name": name,
        "short_name": short,
        "lang": settings.LANGUAGE_CODE,
        "start_url": reverse("public:home"),
        "scope": "/",
        "display": "standalone",
        "background_color": _PAPER,
        "theme_color": _PAPER,
        "icons": [*_icons(colour[1:]), {"src": static("design/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        "shortcuts": [
            {"name": gettext("Search the collection"), "url": search_address()},
            {"name": gettext("My card"), "url": reverse("public:my_card")},
            {"name": gettext("My account"), "url": reverse("public:my_account")},
            {"name": gettext("Service points"), "url": reverse("public:service_points")},
        ],
        "share_target": {
            "action": reverse("fixed:shared"),
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }


def asset_links() -> list[dict[str, Any]]:
    """The Android packages that are this site (Digital Asset Links): only these hide the browser's bar."""
    kind, whole = {"namespace": "android_app"}, ["delegate_permission/common.handle_all_urls"]
    named = [
        {"package_name": package, "sha256_cert_fingerprints": prints.split(",")}
        for package, prints in settings.ANDROID_APPS.items()
    ]
    return [{"relation": whole, "target": kind | each} for each in named]


def _icons(digits: str) -> list[dict[str, str]]:
    icons = []
    for size in SIZES:
        for ending, purpose in (("", "any"), ("-bulat", "maskable")):
            address = f"/ikon/{digits}-{size}{ending}.png"
            icons.append({"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose})
    return icons


def found_from(given: Mapping[str, str], host: str) -> str:
    """Where somebody is led who shares something: an own page, else a search for its ISBN or its words."""
    parts = [given.get(name, "") for name in ("url", "text", "title")]
    for address in _ADDRESS.findall(" ".join(parts)):
        try:
            split = urlsplit(address)
        except ValueError:
            continue
        if split.netloc == host:
            return split.path or "/"
    if isbns := foreign.isbns_in(" ".join(parts)):
        return f"{search_address()}?{urlencode({'q': isbns[0]})}"
    words = " ".join(_ADDRESS.sub(" ", given.get("title", "") or given.get("text", "")).split())
    return f"{search_address()}?{urlencode({'q': words[:_LONGEST]})}"
