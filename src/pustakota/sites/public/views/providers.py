"""Signing in with an account of another provider (OpenID Connect), and linking one to one's own.

The provider is asked and answers in the browser; what it says is checked against its keys (Authlib). Whom it vouches
for is let in only where the two were linked before: see ``people.actions.providers``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.django_client import OAuth
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from joserfc.errors import JoseError
from requests import RequestException

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.actions import Vouched
from pustakota.contexts.people.errors import ProviderRefused
from pustakota.foundation import clock
from pustakota.foundation.errors import InputRefused
from pustakota.foundation.reasons import Reason
from pustakota.sites.public.asking import asker
from pustakota.sites.public.views.signing_in import proceed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.people.models import SignInProvider
    from pustakota.foundation.errors import WordedReason

BACKEND = "pustakota.foundation.sessions.AccountBackend"
ASKED = "asked_provider"
PATIENCE = 8
"""Seconds in which a provider answers our server."""
WENT_WRONG = (OAuthError, JoseError, RequestException, ValueError, KeyError, RuntimeError)
"""What a provider, or somebody who plays one, may make of the conversation."""


class NotAnswered(InputRefused):
    """A conversation with a provider that came to nothing."""

    WORDS = {
        "provider_failed": _("The other side did not answer as expected. Try again, or sign in with the card number.")
    }


def _silence() -> list[WordedReason]:
    return NotAnswered(Reason("provider_failed", overridable=False)).worded()


def _client(provider: SignInProvider) -> Any:
    """The conversation with one provider, by what it says of itself at its well-known address."""
    return OAuth().register(
        name=provider.code,
        client_id=provider.client_id,
        client_secret=queries.provider_secret(provider) or None,
        server_metadata_url=f"{provider.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "default_timeout": PATIENCE},
    )


def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Go to the provider: to sign in, or (``?wish=link``) to link the account there to the one that is signed in."""
    provider = _provider(code)
    wishes_link = request.GET.get("wish") == "link" and request.user.is_authenticated
    to = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    request.session[ASKED] = {
        "provider": provider.code,
        "link": request.user.pk if wishes_link else None,
        "to": to if is_ours else reverse("public:my_account"),
    }
    back = request.build_absolute_uri(reverse("fixed:provider_back", args=[provider.code]))
    try:
        answer: HttpResponse = _client(provider).authorize_redirect(request, back)
    except WENT_WRONG:
        return _no(request, _silence(), status=502)
    return answer


def back(request: HttpRequest, code: str) -> HttpResponse:
    """What the provider sent back; without a question of ours from the same browser it is nothing."""
    provider, asked = _provider(code), request.session.pop(ASKED, None)
    if asked is None or asked["provider"] != provider.code:
        return _no(request, _silence(), status=422)
    try:
        vouched = _vouched(provider, request)
    except WENT_WRONG:
        return _no(request, _silence(), status=422)
    try:
        return (
            _link(request, provider, vouched, asked) if asked["link"] else _sign_in(request, provider, vouched, asked)
        )
    except ProviderRefused as refusal:
        return _no(request, refusal.worded(), status=422)


def _vouched(provider: SignInProvider, request: HttpRequest) -> Vouched:
    """Whom the signed answer names; it must come from the issuer that was entered, and be meant for us."""
    options = {"iss": {"essential": True, "value": provider.issuer}, "sub": {"essential": True}}
    claims = _client(provider).authorize_access_token(request, claims_options=options)["userinfo"]
    return Vouched(
        subject=str(claims["sub"]),
        email=str(claims.get("email") or ""),
        is_verified=claims.get("email_verified") is True,
    )


def _sign_in(request: HttpRequest, provider: SignInProvider, vouched: Vouched, asked: dict[str, Any]) -> HttpResponse:
    account = actions.sign_in_with(provider=provider, vouched=vouched, at=clock.now())
    account.backend = BACKEND  # what Django asks whoever signs in without a password
    return proceed(request, account, to=asked["to"])


def _link(request: HttpRequest, provider: SignInProvider, vouched: Vouched, asked: dict[str, Any]) -> HttpResponse:
    account = queries.account_of(asked["link"])
    if account is None or request.user.pk != account.pk:
        raise Http404
    actions.link_identity(account=account, provider=provider, vouched=vouched, by=asker(request), at=clock.now())
    messages.success(request, gettext("Linked: from now on you can sign in with %(name)s.") % {"name": provider.name})
    return redirect("public:security")


@login_required
@require_POST
def drop(request: HttpRequest, identity_id: int) -> HttpResponse:
    """An account elsewhere signs me in no longer."""
    account = queries.account_of(request.user.pk or 0)
    if account is not None:
        actions.drop_identity(account=account, identity_id=identity_id, by=asker(request))
    return redirect("public:security")


def _provider(code: str) -> SignInProvider:
    found = queries.provider(code)
    if found is None:
        raise Http404
    return found


def _no(request: HttpRequest, reasons: list[WordedReason], *, status: int) -> HttpResponse:
    return render(request, "public/no_provider.html", {"reasons": reasons}, status=status)
