"""The site without a network: what a service worker keeps for everybody, and whose own pages a browser may keep."""

from __future__ import annotations

import hashlib
import json
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from pustakota.contexts.visits import permissions as visits
from pustakota.design import branding
from pustakota.sites.public.naming import library_here, name_of_site

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]

WORKER = "public/service-worker.js"
READER = "Pustakota-Reader"
"""The header by which a browser knows whose page it was given; a page without it is never kept."""
_CLOSED = ("/desk/", "/kios/", "/mulai/", "/lapangan/")
ELSEWHERE = (*_CLOSED, *(f"/en{start}" for start in _CLOSED), "/cms/", "/api/", "/media/", "/oai", "/sru")
"""Where the worker keeps out: the desk and the kiosk belong to many, machines read their own errors."""
_BEHAVIOURS = ("complete", "copy", "dialog", "focus", "print", "shortcut", "show-if", "theme")
FILES = (
    *("design/tokens.css", "design/base.css", "design/components.css", "design/public.css"),
    *("design/mark.svg", "design/kawung.svg", "design/behaviours.js", "public/app.js"),
    *("built/font.css", "built/htmx.js", "built/icons.svg", "built/plus-jakarta-sans.woff2"),
    *(f"design/behaviours/{name}.js" for name in _BEHAVIOURS),
)


def worker(request: HttpRequest) -> str:
    """The script, with what it keeps named before it; one byte more or less is a new version."""
    brand = _brand(request)
    shell = {
        "version": hashlib.sha256("\n".join([_digest(), name_of_site(request), *brand]).encode()).hexdigest()[:16],
        "files": [*(static(name) for name in _present()), *brand],
        "offline": _in_each_language("public:offline"),
        "events": {
            "at": _address_in(settings.LANGUAGE_CODE, "public:events"),
            "kept": _in_each_language("public:coming_events"),
        },
        "language": settings.LANGUAGE_CODE,
        "signOut": _address_in(settings.LANGUAGE_CODE, "public:sign_out"),
        "elsewhere": ELSEWHERE,
    }
    return f"const SHELL = {json.dumps(shell)};\n{_source()}"


def reader_of(request: HttpRequest) -> str:
    """A sign for the member whose pages this browser may keep; empty for visitors, staff and kiosks."""
    user = request.user
    if not user.is_authenticated or user.is_staff or visits.is_kiosk(request):
        return ""
    return salted_hmac("pages kept without a network", str(user.pk)).hexdigest()[:16]


def readable_offline(view: View) -> View:
    """Mark a page of one's own as one that its reader's browser may keep."""

    @wraps(view)
    def marked(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        return kept_by_reader(request, view(request, *given, **named))

    return marked


def kept_by_reader(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The same answer, marked with its reader where there is one and the page is whole."""
    reader = reader_of(request)
    if reader and answer.status_code == 200:
        answer.headers[READER] = reader
    return answer


def _in_each_language(name: str) -> dict[str, str]:
    return {code: _address_in(code, name) for code, _name in settings.LANGUAGES}


def _address_in(language: str, name: str) -> str:
    with translation.override(language):
        return reverse(name)


def _brand(request: HttpRequest) -> list[str]:
    library = library_here(request)
    if library is None:
        return []
    own = [reverse("fixed:logo", args=[library.logo])] if library.logo else []
    if library.colour or library.face:
        digits = (library.colour or branding.FIRST)[1:]
        own.append(reverse("fixed:brand", args=[digits, library.face or "jakarta"]))
    return own


@cache
def _present() -> tuple[str, ...]:
    """What is built and collected; a checkout without its front end keeps what there is."""
    return tuple(name for name in FILES if finders.find(name))


@cache
def _digest() -> str:
    contents = hashlib.sha256(_source().encode())
    for name in _present():
        found = finders.find(name)
        contents.update(name.encode() + Path(str(found)).read_bytes())
    templates = Path(__file__).parent / "templates" / "public"
    contents.update((templates / "offline.html").read_bytes())
    return contents.hexdigest()


@cache
def _source() -> str:
    path = finders.find(WORKER)
    assert isinstance(path, str), "the script belongs to the product"
    return Path(path).read_text(encoding="utf-8")
