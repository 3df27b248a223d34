"""How pages look: light or dark, contrast, size of the text – chosen without scripts, kept in one cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from pustakota.design.looks import COOKIE, KEPT, Looks
from pustakota.foundation.forms import status_of
from pustakota.sites.public.head import Head

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class DisplayForm(forms.Form):
    """What the system says holds wherever nothing is chosen."""

    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[("", _("as on this device")), ("light", _("light")), ("dark", _("dark"))],
        widget=forms.RadioSelect,
        required=False,
    )
    contrast = forms.ChoiceField(
        label=_("Contrast"),
        choices=[("", _("as on this device")), ("high", _("high: black and white, stronger lines"))],
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.ChoiceField(
        label=_("Size of the text"),
        choices=[("", _("usual")), ("large", _("large, a quarter more"))],
        widget=forms.RadioSelect,
        required=False,
    )
    back = forms.CharField(widget=forms.HiddenInput, required=False)

    def looks(self) -> Looks:
        return Looks(*(self.cleaned_data[name] for name in ("theme", "contrast", "text")))


@never_cache
def display(request: HttpRequest) -> HttpResponse:
    """Choose, and go back to where one came from."""
    chosen = Looks.read(request.COOKIES.get(COOKIE, ""))
    initial = {"theme": chosen.theme, "contrast": chosen.contrast, "text": chosen.text, "back": _came_from(request)}
    form = DisplayForm(request.POST or None, initial=initial)
    if form.is_valid():
        answer = HttpResponseRedirect(_within(request, form.cleaned_data["back"]))
        answer.set_cookie(COOKIE, form.looks().cookie, max_age=KEPT, samesite="Lax")
        return answer
    shown = {"form": form, "head": Head(indexed=False)}
    return render(request, "public/display.html", shown, status=status_of(form))


def _came_from(request: HttpRequest) -> str:
    """The page of ours with the link, without its host."""
    split = urlsplit(request.headers.get("Referer", ""))
    if split.netloc != request.get_host() or split.path == request.path:
        return ""
    return f"{split.path}?{split.query}" if split.query else split.path


def _within(request: HttpRequest, address: str) -> str:
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if is_ours else reverse("public:home")
