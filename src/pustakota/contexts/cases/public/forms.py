"""What somebody fills in who suggests something for the collection, or asks further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation import queries as organisation
from pustakota.foundation.forms import Untouched

if TYPE_CHECKING:
    from pustakota.contexts.people.models import Person

ABOUT_THE_TITLE = ("author", "year", "isbn", "why")
CONTACT = ("name", "email", "phone")


class SuggestionForm(Untouched, forms.Form):
    """A title that the library should have. Whoever is signed in need not say who they are."""

    title = forms.CharField(label=_("Title"), max_length=200)
    author = forms.CharField(label=_("Author"), max_length=150, required=False)
    year = forms.CharField(label=_("Year"), max_length=10, required=False)
    isbn = forms.CharField(
        label=_("ISBN"), help_text=_("Often above a barcode on the back."), max_length=20, required=False
    )
    why = forms.CharField(
        label=_("Why should the library have it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    point = forms.ModelChoiceField(
        label=_("Where would you like to borrow it?"), queryset=organisation.service_points(), empty_label=None
    )
    name = forms.CharField(
        label=_("Your name"), max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=20, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )

    def __init__(self, data: object = None, *, asker: Person | None, initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        if asker is not None:
            for name in CONTACT:
                del self.fields[name]

    def contact(self) -> dict[str, str]:
        """How to reach somebody who is not signed in."""
        return {name: self.cleaned_data.get(name, "") for name in CONTACT}

    def said(self) -> list[tuple[str, str, str]]:
        """Field, question and answer of what was said about the title."""
        given = ((name, str(self.fields[name].label), self.cleaned_data[name]) for name in ABOUT_THE_TITLE)
        return [(name, asked, value) for name, asked, value in given if value]


class GuardianForm(forms.Form):
    """A parent or guardian agrees to a child's membership."""

    guardian = forms.CharField(label=_("Name of the parent or guardian"), max_length=150)
    agrees = forms.BooleanField(label=_("I am this child's parent or guardian, and agree to the membership."))


class FurtherForm(forms.Form):
    """Asking further in a case that was answered."""

    words = forms.CharField(label=_("What remains?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
