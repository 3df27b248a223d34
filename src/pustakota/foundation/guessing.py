"""How often passwords may be guessed: by all addresses together against one account, and by one address against all.

(Ten of one address against one account are counted by axes.) A browser in which the owner signed in before is counted
for itself alone, so that whoever guesses from everywhere shuts out strangers and not the owner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac

from pustakota.foundation import pairing, throttle

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

AGAINST_ONE, FROM_ONE = 30, 100
"""Wrong passwords within an hour: against one account from everywhere, and from one address against all accounts. Many
people share an address of a mobile network or of a school, and each errs now and then."""
COOKIE, SALT = "browser_known", "foundation.guessing"
MOST_KNOWN = 5
"""Accounts that one browser is known for: a family's."""


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name by which attempts are counted: card number and e-mail of one account, in any letters, are one name."""
    given = (credentials or {}).get("username") or (request.POST.get("username", "") if request else "")
    name = str(given).strip()
    known: dict[str, str] = getattr(request, "names_tried", {})
    if name not in known:
        known[name] = _owner_of(name) or name.casefold()
        if request is not None:
            request.names_tried = known  # type: ignore[attr-defined] # asked several times of one request
    return known[name]


def _owner_of(name: str) -> str:
    accounts = get_user_model()
    try:
        return str(accounts._default_manager.get_by_natural_key(name).get_username())  # noqa: SLF001 -- Django's API
    except accounts.DoesNotExist:
        return ""


def refuse_too_many(request: HttpRequest, name: str) -> None:
    """Shut the door, as axes does, where too many passwords were wrong; it says the same of names that nobody has."""
    if _sign_of(name) in _known(request):
        return
    if throttle.so_far("wrong password", f"account:{name}") >= AGAINST_ONE or (
        throttle.so_far("wrong password", throttle.place_of(request)) >= FROM_ONE
    ):
        request.axes_locked_out = True  # type: ignore[attr-defined] # what the doors and its middleware read
        raise PermissionDenied


def count_wrong(request: HttpRequest, name: str) -> None:
    """Count a wrong password against the name and against the address; a browser of the owner harms neither."""
    if _sign_of(name) in _known(request):
        return
    throttle.note("wrong password", f"account:{name}")
    throttle.note("wrong password", throttle.place_of(request))


def remember(request: HttpRequest, name: str) -> None:
    """The owner of an account signed in here; the answer tells the browser so."""
    known = [_sign_of(name), *(each for each in _known(request) if each != _sign_of(name))]
    request.known_for = known[:MOST_KNOWN]  # type: ignore[attr-defined] # written by the middleware below


class KnownBrowsers:
    """Gives a browser in which somebody signed in the cookie by which it is known for their account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if known := getattr(request, "known_for", None):
            pairing.remember(answer, request, cookie=COOKIE, token=signing.dumps(known, salt=SALT))
        return answer


def _known(request: HttpRequest) -> list[str]:
    try:
        known: list[str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=pairing.LASTS)
    except signing.BadSignature:
        return []
    return known


def _sign_of(name: str) -> str:
    """Tells a browser's accounts apart and names none."""
    return salted_hmac("pustakota known browser", name, algorithm="sha256").hexdigest()[:24]
