"""Signing in and out, with a second factor where the account has one or the operator asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyotp
from django.conf import settings
from django.contrib.auth import login, views
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from pustakota.contexts.notices import queries as notices
from pustakota.contexts.notices.actions import Channel
from pustakota.contexts.people import actions, queries
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.public.forms import CodeForm, SignInForm
from pustakota.sites.public.head import Head
from pustakota.sites.public.naming import name_of_site

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.people.models import Account

PROVED, HALF = "second_factor", "half_signed_in"
HALF_FOR = 600
"""Seconds between the password and the code."""


def proceed(request: HttpRequest, account: Account, *, to: str) -> HttpResponse:
    """Sign an account in whose password was right, or ask for its second factor first."""
    required = account.is_staff and settings.STAFF_SECOND_FACTOR
    if not required and not queries.asks_for_more(account):
        login(request, account)
        return HttpResponseRedirect(to)
    backend = getattr(account, "backend", "")
    request.session[HALF] = {"account": account.pk, "backend": backend, "at": clock.now().timestamp(), "to": to}
    return redirect("public:second_factor")


def second_factor(request: HttpRequest) -> HttpResponse:
    """The code after the password; who has no generator yet sets one up here."""
    found, at = half_signed_in(request), clock.now()
    if found is None:
        return redirect("public:sign_in")
    account, half = found
    has_codes, has_passkeys = queries.takes_codes(account), queries.passkeys_of(account).exists()
    if not has_codes and not has_passkeys:
        return _set_up(request, account, half, at)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.check_second_factor(account=account, code=form.cleaned_data["code"], at=at)
            _sign_in(request, account, half)
            return HttpResponseRedirect(half["to"])
    has_generator = queries.has_second_factor(account)
    context = {"form": form, "has_codes": has_codes, "has_generator": has_generator, "has_passkeys": has_passkeys}
    return render(request, "public/second_factor.html", context, status=status_of(form))


def half_signed_in(request: HttpRequest) -> tuple[Account, dict[str, Any]] | None:
    """The account whose password was right a moment ago, and what is known about it; nothing for anybody else."""
    half = request.session.get(HALF)
    account = queries.account_of(half["account"]) if half else None
    if half is None or account is None or not account.is_active:
        return None
    return (account, half) if clock.now().timestamp() - half["at"] <= HALF_FOR else None


def _set_up(request: HttpRequest, account: Account, half: dict[str, Any], at: datetime) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            codes = actions.confirm_second_factor(account=account, code=form.cleaned_data["code"], at=at)
            _sign_in(request, account, half)
            return render(request, "public/recovery_codes.html", {"codes": codes, "to": half["to"]})
    return render(
        request, "public/set_up_second_factor.html", set_up_context(form, account, at), status=status_of(form)
    )


def set_up_context(form: CodeForm, account: Account, at: datetime) -> dict[str, object]:
    """What the page of a new generator shows: the secret as a code to scan and as letters to type."""
    secret = actions.begin_second_factor(account=account, at=at)
    address = pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=name_of_site())
    return {"form": form, "address": address, "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))}


def _sign_in(request: HttpRequest, account: Account, half: dict[str, Any]) -> None:
    login(request, account, backend=half["backend"])
    request.session.pop(HALF, None)
    request.session[PROVED] = True


class SignIn(views.LoginView):
    """Members go to their account, staff to the desk, everybody to where they were going."""

    template_name = "public/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        account = form.get_user()
        home = reverse("desk:start") if account.is_staff else reverse("public:my_account")
        return proceed(self.request, account, to=self.get_redirect_url() or home)

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        given |= {"head": Head(indexed=False)}
        given |= {"offers_link": Channel.EMAIL in notices.offered(), "providers": queries.providers_offered()}
        return super().get_context_data(**given)

    def get_default_redirect_url(self) -> str:
        return reverse("desk:start") if getattr(self.request.user, "is_staff", False) else reverse("public:my_account")

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)
