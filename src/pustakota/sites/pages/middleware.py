"""The site editor under ``/cms/``: its own scripts and styles need a looser policy; its door is the site's."""

from collections.abc import Callable
from urllib.parse import urlencode

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from pustakota.sites.public.views.signing_in import PROVED

EDITOR = "/cms/"
OTHER_DOORS = ("/cms/login", "/cms/password_reset")
EDITOR_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE, "'unsafe-eval'"],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
}
Answer = Callable[[HttpRequest], HttpResponseBase]


class EditorPolicy:
    """Gives the editor's pages their policy."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(EDITOR):
            # A preview has been through all this once already, under the page's own address.
            response.headers.pop("Content-Security-Policy", None)
            response._csp_replace = EDITOR_POLICY  # type: ignore[attr-defined]  # noqa: SLF001 -- how django-csp is told
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response


class EditorDoor:
    """The editor is entered where everybody signs in, so that no second factor is gone around."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(EDITOR) and _needs_other_door(request):
            after = EDITOR if request.path.startswith(OTHER_DOORS) else request.get_full_path()
            return HttpResponseRedirect(f"{reverse('desk:sign_in')}?{urlencode({'next': after})}")
        return self.get_response(request)


def _needs_other_door(request: HttpRequest) -> bool:
    if request.path.startswith(OTHER_DOORS):
        return True
    unproved = settings.STAFF_SECOND_FACTOR and not request.session.get(PROVED)
    return request.user.is_authenticated and unproved
