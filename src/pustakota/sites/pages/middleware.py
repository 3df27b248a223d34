"""The site editor runs its own scripts and styles: under ``/cms/`` the content security policy is looser."""

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponseBase

EDITOR = "/cms/"
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


class EditorPolicy:
    """Gives the editor's pages their policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(EDITOR):
            response._csp_replace = EDITOR_POLICY  # type: ignore[attr-defined]  # noqa: SLF001 -- how django-csp is told
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response
