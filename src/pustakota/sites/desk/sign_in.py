"""Signing in at the desk, sitting down at a service point, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth import authenticate, logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pustakota.contexts.people.errors import SignInRefused
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.foundation.reasons import Reason
from pustakota.sites.desk import log
from pustakota.sites.desk.gate import STATION, USE
from pustakota.sites.public.views.signing_in import proceed

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Account
    from pustakota.foundation.actors import Actor
    from pustakota.sites.desk.gate import DeskRequest


class SignInForm(forms.Form):
    """Name and password of a member of staff."""

    username = forms.CharField(
        label=_("Account name"), widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
    )
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page of the desk."""
    form = SignInForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            return proceed(request, _account(request, form), to=_next(request))
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "desk/sign_in.html", context, status=status_of(form))


def _account(request: HttpRequest, form: SignInForm) -> Account:
    account = authenticate(request=request, **form.cleaned_data)
    if account is None:
        reason = "too_many" if getattr(request, "axes_locked_out", False) else "wrong"
        raise SignInRefused(Reason(reason))
    return account


def _next(request: HttpRequest) -> str:
    wished = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wished, {request.get_host()}, require_https=request.is_secure()):
        return wished
    return reverse("desk:start")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the last results go with it."""
    logout(request)
    response = redirect("desk:sign_in")
    response.delete_cookie(log.COOKIE, samesite="Strict")
    return response


@require_POST
def sit_down(request: DeskRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Work at another service point from now on, in this session."""
    del at_point
    number = request.POST.get("point", "")
    if not number.isdecimal() or not by.may(USE, int(number)):
        raise NotAllowed(USE)
    request.session[STATION] = int(number)
    return redirect("desk:start")
