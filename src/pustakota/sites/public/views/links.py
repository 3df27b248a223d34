"""Signing in by a link that comes by e-mail. Nobody learns from these pages who has an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.notices import queries as notices
from pustakota.contexts.notices.actions import Channel
from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.errors import SignInRefused
from pustakota.foundation import clock, throttle
from pustakota.foundation.forms import Untouched, refusals_on, status_of
from pustakota.sites.public.views.signing_in import proceed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BACKEND = "pustakota.foundation.sessions.AccountBackend"


class LinkForm(Untouched):
    """Where the link goes."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same whoever asks."""
    if Channel.EMAIL not in notices.offered():
        raise Http404
    form = LinkForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            throttle.count(request, "sign-in link")
            email, language = form.cleaned_data["email"], get_language() or "id"
            actions.ask_sign_in_link(email=email, language=language, at=clock.now())
            return render(request, "public/link_sent.html", {"email": email})
    return render(request, "public/ask_link.html", {"form": form}, status=status_of(form))


def sign_in(request: HttpRequest, code: str) -> HttpResponse:
    """The link itself: it asks for one press, so that programs which open the links of a letter sign nobody in."""
    if request.method != "POST":
        link = queries.sign_in_link_of_code(code, at=clock.now())
        status = 200 if link else 404
        return render(request, "public/use_link.html" if link else "public/joining/no_link.html", status=status)
    try:
        account = actions.use_sign_in_link(code=code, at=clock.now())
    except SignInRefused:
        return render(request, "public/joining/no_link.html", status=422)
    account.backend = BACKEND  # what Django asks whoever signs in without a password
    return proceed(request, account, to=reverse("public:my_account"))
