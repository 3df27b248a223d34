"""How the API says no: RFC 9457 problem details with every reason, from one place."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from pustakota.contexts.people.errors import SignInRefused
from pustakota.foundation.errors import InputRefused, NotAllowed, Refusal, Unreachable, WordedReason

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TRY_AGAIN_AFTER = 5
LOCKED_FOR = 15 * 60
TITLES = {
    401: _("Sign in first."),
    403: _("Not allowed."),
    404: _("Not found."),
    405: _("This address does not answer this kind of request."),
    409: _("The rules do not allow this."),
    422: _("What was given cannot be used."),
    429: _("Too many attempts."),
    500: _("Something went wrong on our side."),
    503: _("Not now. Try again soon."),
}
INPUT_WORDS = {
    "missing": _("%(field)s is missing."),
    "int_parsing": _("%(field)s must be a whole number."),
    "int_type": _("%(field)s must be a whole number."),
    "bool_parsing": _("%(field)s must be true or false."),
    "string_type": _("%(field)s must be text."),
    "string_too_long": _("%(field)s is too long."),
    "string_too_short": _("%(field)s is empty."),
    "greater_than_equal": _("%(field)s is too small."),
    "less_than_equal": _("%(field)s is too large."),
}
OTHER_INPUT = _("%(field)s cannot be understood.")


class ReasonShown(Schema):
    """One reason: a stable code for machines, a sentence in the language asked for, and the rule behind it, if any."""

    code: str
    message: str
    policy: str | None = None


class Problem(Schema):
    """RFC 9457 problem details. ``reasons`` holds every reason at once."""

    type: str
    title: str
    status: int
    reasons: list[ReasonShown]


def shown_reason(reason: WordedReason) -> ReasonShown:
    return ReasonShown(code=reason.code, message=reason.message, policy=reason.policy or None)


def problem(
    status: int, reasons: Iterable[WordedReason] = (), *, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """A no. Without reasons the title is the reason."""
    title = str(TITLES[status])
    shown = [shown_reason(reason).model_dump(exclude_none=True) for reason in reasons]
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "reasons": shown or [{"code": PLAIN_CODES[status], "message": title}],
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE, headers=headers)


PLAIN_CODES = {
    401: "not_signed_in",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    409: "refused",
    422: "bad_input",
    429: "too_many",
    500: "fault",
    503: "not_now",
}


def not_signed_in(reasons: Iterable[WordedReason] = ()) -> HttpResponse:
    return problem(401, reasons, headers={"WWW-Authenticate": "Bearer"})


def _sign_in_refused(_request: HttpRequest, no: SignInRefused) -> HttpResponse:
    reasons = no.worded()
    if any(reason.code == "too_many" for reason in reasons):
        return problem(429, reasons, headers={"Retry-After": str(LOCKED_FOR)})
    return not_signed_in(reasons)


def _bad_input(_request: HttpRequest, no: ValidationError) -> HttpResponse:
    return problem(422, [_worded(error["type"], error["loc"]) for error in no.errors])


def _worded(code: str, location: tuple[str | int, ...]) -> WordedReason:
    field = next((part for part in reversed(location) if isinstance(part, str)), "")
    return WordedReason(code, str(INPUT_WORDS.get(code, OTHER_INPUT)) % {"field": field})


def _unreadable(_request: HttpRequest, no: HttpError) -> HttpResponse:
    """What the framework itself turns down: of its own accord only a body that is no JSON."""
    if no.status_code == 400:
        return problem(422, [WordedReason("not_json", gettext("The body is not a JSON object."))])
    return problem(no.status_code)


def _not_now(_request: HttpRequest, fault: Exception) -> HttpResponse:
    log.error("the API cannot answer now", exc_info=fault)
    return problem(503, headers={"Retry-After": str(TRY_AGAIN_AFTER)})


def _fault(_request: HttpRequest, fault: Exception) -> HttpResponse:
    log.error("a fault of ours", exc_info=fault)
    return problem(500)


ANSWERS: Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refusal: lambda _request, no: problem(409, no.worded()),
    InputRefused: lambda _request, no: problem(422, no.worded()),
    SignInRefused: _sign_in_refused,
    NotAllowed: lambda _request, _no: problem(403),
    AuthenticationError: lambda _request, _no: not_signed_in(),
    Http404: lambda _request, _no: problem(404),
    ValidationError: _bad_input,
    HttpError: _unreadable,
    Unreachable: _not_now,
    OperationalError: _not_now,
    InterfaceError: _not_now,
    Exception: _fault,
}
"""Every way to say no; the closest class answers."""


def answer_with_problems(api: NinjaAPI) -> None:
    """Teach the API every way to say no."""
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, answer)
