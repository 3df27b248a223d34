"""Passkeys: adding one to my account, and signing in with one. The device's part speaks JSON, the rest is pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.errors import PasskeyRefused
from pustakota.foundation import clock
from pustakota.foundation.errors import Refusal
from pustakota.foundation.reasons import Reason
from pustakota.sites.public.asking import asker
from pustakota.sites.public.naming import name_of_site
from pustakota.sites.public.views.signing_in import HALF, PROVED, half_signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.people.models import Account
    from pustakota.contexts.people.queries import Place, Question

ASKED, BACKEND = "passkey_asked", "pustakota.foundation.sessions.AccountBackend"
ASKED_FOR = 300
"""Seconds within which a device must answer."""


@login_required
@require_POST
def question_to_add(request: HttpRequest) -> HttpResponse:
    """What the browser is asked to make for my account."""
    return _asked(request, queries.question_for_a_new_one(_account(request), place=_place(request)))


@login_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that my device made."""
    given = _given(request)
    try:
        kept = actions.keep_passkey(
            account=_account(request),
            answer=_answer(given),
            challenge=_challenge(request),
            place=_place(request),
            name=str(given.get("name", "")),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _refused(refusal)
    request.session[PROVED] = True
    messages.success(request, gettext("“%(name)s” signs you in from now on.") % {"name": kept.name})
    return JsonResponse({"to": reverse("public:security")})


@login_required
@require_POST
def rename(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Call a passkey of mine something else."""
    try:
        actions.name_passkey(account=_account(request), passkey_id=passkey_id, name=request.POST.get("name", ""))
    except Refusal as refusal:
        messages.error(request, " ".join(reason.message for reason in refusal.worded()))
    return redirect("public:security")


@login_required
@require_POST
def drop(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Sign in with this passkey no more."""
    actions.drop_passkey(account=_account(request), passkey_id=passkey_id, by=asker(request))
    messages.success(request, gettext("Removed. Delete it on the device as well."))
    return redirect("public:security")


@require_POST
def question_to_sign_in(request: HttpRequest) -> HttpResponse:
    """What the browser is asked to prove: after a password, a passkey of that account."""
    half = half_signed_in(request)
    question = queries.question_to_sign_in(place=_place(request), account=half[0] if half else None)
    return _asked(request, question)


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey, alone or after the password: the device, and the finger or PIN that unlocks it."""
    given, half = _given(request), half_signed_in(request)
    try:
        account = actions.prove_passkey(
            answer=_answer(given),
            challenge=_challenge(request),
            place=_place(request),
            account=half[0] if half else None,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _refused(refusal)
    login(request, account, backend=BACKEND)
    request.session.pop(HALF, None)
    request.session[PROVED] = True
    return JsonResponse({"to": half[1]["to"] if half else _next(request, given, account)})


def _next(request: HttpRequest, given: dict[str, Any], account: Account) -> str:
    wished = str(given.get("next", ""))
    if url_has_allowed_host_and_scheme(wished, {request.get_host()}, require_https=request.is_secure()):
        return wished
    return reverse("desk:start") if account.is_staff else reverse("public:my_account")


def _place(request: HttpRequest) -> Place:
    host = request.get_host()
    return queries.Place(host.rpartition(":")[0] or host, f"{request.scheme}://{host}", name_of_site(request))


def _asked(request: HttpRequest, question: Question) -> HttpResponse:
    request.session[ASKED] = {"challenge": question.challenge, "at": clock.now().timestamp()}
    return HttpResponse(question.options, content_type="application/json")


def _challenge(request: HttpRequest) -> str:
    """The challenge that was given out a moment ago; each is taken once."""
    asked = request.session.pop(ASKED, None)
    if asked is None or clock.now().timestamp() - asked["at"] > ASKED_FOR:
        raise PasskeyRefused(Reason("passkey_too_late", overridable=False))
    return str(asked["challenge"])


def _given(request: HttpRequest) -> dict[str, Any]:
    try:
        given = json.loads(request.body)
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _answer(given: dict[str, Any]) -> dict[str, Any]:
    answer = given.get("answer")
    return answer if isinstance(answer, dict) else {}


def _refused(refusal: Refusal) -> JsonResponse:
    return JsonResponse({"reasons": [reason.message for reason in refusal.worded()]}, status=422)


def _account(request: HttpRequest) -> Account:
    assert request.user.is_authenticated
    return request.user
