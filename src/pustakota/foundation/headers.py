"""What browsers are told with every answer, beside the policies of Django and django-csp."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
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


class ContentPolicy(CSPMiddleware):
    """django-csp, which writes its policy anew for each answer; here once for each wish that a view has of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self._written: dict[str, str] = {}

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        parts = self.get_policy_parts(request=request, response=response)
        is_usual = not parts.nonce and HEADER not in response and not getattr(response, "_csp_exempt", False)
        wish = repr((parts.config, parts.update, parts.replace))
        if is_usual and wish in self._written:
            response.headers[HEADER] = self._written[wish]
            return response
        answer = super().process_response(request, response)
        if is_usual and HEADER in answer:
            self._written[wish] = answer.headers[HEADER]
        return answer
