"""What people fill in on the public site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron


class SignInForm(AuthenticationForm):
    """Card number or e-mail, and password."""

    error_messages = {
        "invalid_login": _("This card number and password do not belong together. Check both and try again."),
        "inactive": _("This account has been closed. Ask at a service point."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = _("Card number or e-mail")
        self.fields["username"].help_text = _("The number is printed under the barcode of your card.")
        self.fields["password"].label = _("Password")


class ContactForm(forms.Form):
    """How somebody wishes to be told things."""

    way = forms.ChoiceField(
        label=_("Tell me things"),
        choices=[("", _("as the library sees fit")), *people.ContactWay.choices],
        required=False,
    )


class ReserveForm(forms.Form):
    """For whom, and where to collect."""

    patron = forms.TypedChoiceField(label=_("For whom?"), coerce=int, widget=forms.RadioSelect)
    pickup = forms.TypedChoiceField(label=_("Where will you collect it?"), coerce=int, widget=forms.RadioSelect)

    def __init__(
        self, data: object, *, patrons: Iterable[Patron], points: Iterable[ServicePoint], home: ServicePoint
    ) -> None:
        super().__init__(data, initial={"pickup": home.pk})  # type: ignore[arg-type]
        members = [(patron.pk, patron.person.name) for patron in patrons]
        self.fields["patron"].choices = members  # type: ignore[attr-defined]
        self.fields["pickup"].choices = [(point.pk, point.name) for point in points]  # type: ignore[attr-defined]
        self.fields["patron"].initial = members[0][0]
        self.is_for_one = len(members) == 1
        if self.is_for_one:
            self.fields["patron"].required = False
