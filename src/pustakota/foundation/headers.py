"""What browsers are told with every answer, beside the policies of Django and django-csp."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

NEEDED = ("camera", "publickey-credentials-create", "publickey-credentials-get")
"""The camera reads barcodes, passkeys sign in."""
NEVER_ASKED: tuple[str, ...] = (
    "accelerometer",
    "browsing-topics",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "midi",
    "microphone",
    "payment",
    "usb",
)
_POLICY = ", ".join([*(f"{each}=(self)" for each in NEEDED), *(f"{each}=()" for each in NEVER_ASKED)])


class Headers:
    """Middleware: no device is asked for more than is needed; what somebody signed in has seen is kept nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        # Who was asked for is known only where a page looked; to look here would cost every page a question.
        user = getattr(request, "_cached_user", None)
        if user is not None and user.is_authenticated:
            # On a computer of many, "back" after signing out must show nothing.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
