"""The page of the first start: shown until the library is founded, and useless without the one-time code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation.actions import Interval
from pustakota.foundation import clock
from pustakota.foundation.forms import refusals_on, status_of
from pustakota.sites.operator import first_code
from pustakota.sites.operator.founding import ZONES, Founding, Week, found

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

FRONT_DOORS = ("/", "/en/", "/desk/", "/en/desk/", "/desk/masuk/", "/en/desk/masuk/")
OPENS, CLOSES = time(8), time(16)
WORKING_DAYS = range(5)


class FirstStart:
    """Middleware: leads to the first page from the doors that people open first, while no library is founded."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "GET" and request.path in FRONT_DOORS and first_code.is_open():
            return HttpResponseRedirect(reverse("operator:first_start"))
        return self.get_response(request)


def _times(name: str, label: object, usual: time) -> dict[str, forms.TimeField]:
    """One field for each weekday: ``opens_0`` …; the usual hours stand there from Monday to Friday."""
    return {
        f"{name}_{day}": forms.TimeField(
            required=False,
            initial=usual if day in WORKING_DAYS else None,
            widget=forms.TimeInput(
                format="%H:%M",
                attrs={"type": "time", "class": "input", "aria-label": format_lazy("{}: {}", WEEKDAYS[day], label)},
            ),
        )
        for day in range(7)
    }


class _Form(forms.Form):
    code = forms.CharField(
        label=_("One-time code"),
        help_text=_("It stands in the log of the web process and in the file first_start_code of the data folder."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    library = forms.CharField(label=_("Name of the library"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), help_text=_("For small places: slips, phones."), max_length=60)
    zone = forms.ChoiceField(label=_("Time zone"), choices=tuple(ZONES.items()))
    point = forms.CharField(
        label=_("First service point"), help_text=_("Where people come. More can be added later."), max_length=120
    )
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    admin_name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    username = forms.CharField(
        label=_("Account name"),
        help_text=_("With this you sign in at the desk."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least eight characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_code(self) -> str:
        given: str = self.cleaned_data["code"]
        if not first_code.fits(given):
            raise ValidationError(_("This is not the code. Look into the log of the web process."))
        return given

    def days(self) -> Iterator[tuple[str, BoundField, BoundField]]:
        """Each weekday's name with its two fields."""
        for day in range(7):
            yield str(WEEKDAYS[day]), self[f"opens_{day}"], self[f"closes_{day}"]

    def week(self) -> Week:
        """The hours that were given; a day with one half only is a slip that the rules find."""
        given = self.cleaned_data
        pairs = {day: (given[f"opens_{day}"], given[f"closes_{day}"]) for day in range(7)}
        return {
            day: (Interval(opens or time.min, closes or time.min),)
            for day, (opens, closes) in pairs.items()
            if opens or closes
        }

    def founding(self) -> Founding:
        kept: dict[str, Any] = {
            name: value for name, value in self.cleaned_data.items() if not name.startswith(("opens_", "closes_"))
        }
        del kept["code"]
        return Founding(**kept, week=self.week())


FirstStartForm = type(
    "FirstStartForm", (_Form,), {**_times("opens", _("Opens"), OPENS), **_times("closes", _("Closes"), CLOSES)}
)
"""The form with two fields for each weekday."""


def show(request: HttpRequest) -> HttpResponse:
    """Ask, found, and say what comes next."""
    if not first_code.is_open():
        raise Http404
    form = FirstStartForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            found(form.founding(), at=clock.now())
            return render(request, "operator/founded.html", {"username": form.cleaned_data["username"]})
    return render(request, "operator/first_start.html", {"form": form}, status=status_of(form))
