"""Providers with whom people may sign in, and which address of theirs to expect of a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people import actions, permissions, queries
from pustakota.contexts.people.models import SignInProvider
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor


class ProviderForm(forms.ModelForm[SignInProvider]):
    """A provider as its administrators describe it. The secret is written, never shown."""

    issuer = forms.URLField(
        label=_("Issuer"),
        help_text=_("The address before /.well-known/openid-configuration."),
        max_length=200,
        assume_scheme="https",
    )
    secret = forms.CharField(
        label=_("Secret"),
        help_text=_("As the provider gave it. It is kept sealed; left empty, the one that is kept stays."),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = SignInProvider
        fields = ["name", "code", "issuer", "client_id", "is_offered"]
        labels = {
            "name": _("Name"),
            "code": _("Short name in addresses"),
            "client_id": _("Client ID"),
            "is_offered": _("People may sign in with it"),
        }

    field_order = ["name", "code", "issuer", "client_id", "secret", "is_offered"]

    def clean_issuer(self) -> str:
        issuer: str = self.cleaned_data["issuer"].rstrip("/")
        if not issuer.startswith("https://") and not settings.DEMO and "://localhost" not in issuer:
            raise forms.ValidationError(_("The address of a provider begins with https://."))
        return issuer


class ExpectForm(forms.Form):
    """Which verified address of a provider is a member's."""

    provider = forms.ModelChoiceField(label=_("Provider"), queryset=queries.providers_offered(), empty_label=None)
    email = forms.EmailField(label=_("E-mail address there"))


def providers(request: HttpRequest, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Every provider."""
    del at_point
    permissions.may_operate(by)
    return render(request, "people/desk/providers.html", {"providers": queries.providers()})


def keep(request: HttpRequest, code: str = "", *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """Enter a provider, or change one."""
    del at_point
    permissions.may_operate(by)
    known = queries.providers().filter(code=code).first() if code else None
    if code and known is None:
        raise Http404
    form = ProviderForm(request.POST or None, instance=known)
    if form.is_valid():
        actions.keep_provider(provider=form.instance, secret=form.cleaned_data["secret"], by=by)
        return redirect("desk:providers")
    context = {"form": form, "known": known, "back": _back(known.code if known else "nama")}
    return render(request, "people/desk/provider.html", context, status=status_of(form))


def _back(code: str) -> str:
    """The address that the provider has to know; it has no language."""
    with override("id"):
        return f"{settings.PUBLIC_URL}{reverse('fixed:provider_back', args=[code])}"


def expect(request: HttpRequest, card: str, *, by: Actor, at_point: ServicePoint) -> HttpResponse:
    """The accounts elsewhere with which a member signs in; expect one, or end one."""
    del at_point
    permissions.may_edit(by)
    patron = queries.patron_of_card(card)
    account = patron.person.account if patron else None
    if patron is None or account is None:
        raise Http404
    if request.POST.get("drop", "").isdecimal():
        actions.drop_identity(account=account, identity_id=int(request.POST["drop"]), by=by)
        return redirect("desk:expect_identity", card=card)
    form = ExpectForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            actions.expect_identity(account=account, **form.cleaned_data, by=by, at=clock.now())
            messages.success(request, gettext("Expected: it links itself at the first sign-in."))
            return redirect("desk:expect_identity", card=card)
    context = {"form": form, "patron": patron, "identities": queries.identities_of(account)}
    return render(request, "people/desk/expect.html", context, status=status_of(form))
