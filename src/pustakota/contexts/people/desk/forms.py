"""What the desk asks of a new member: as little as the law and the loan need."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.people import queries

CONSENT_TEXT = "2026-11"
"""Version of the consent of parents and guardians that is shown here."""


class _PersonForm(forms.Form):
    name = forms.CharField(label=_("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    call_name = forms.CharField(
        label=_("Call name"),
        help_text=_("How we greet them, and what stands on the slip."),
        max_length=60,
        required=False,
    )
    born_on = forms.DateField(
        label=_("Date of birth"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
    )
    type = forms.ModelChoiceField(label=_("Kind of membership"), queryset=queries.patron_types(), empty_label=None)
    card_number = forms.CharField(
        label=_("Card number"), help_text=_("Leave it empty and one is made."), max_length=20, required=False
    )


class MemberForm(_PersonForm):
    """An adult member."""

    phone = forms.CharField(label=_("Telephone"), help_text=_("Like 0812 3456 7890."), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    field_order = ["name", "call_name", "born_on", "phone", "email", "address", "type", "card_number"]


class ChildForm(_PersonForm):
    """A child, for whom a parent or guardian agrees."""

    consent = forms.BooleanField(
        label=_("The parent or guardian has read the text on consent and agrees."), required=False
    )
    field_order = ["name", "call_name", "born_on", "type", "card_number", "consent"]


class BlockForm(forms.Form):
    """Why a membership is blocked, in words that the member will read."""

    because = forms.CharField(label=_("Reason"), help_text=_("The member reads it too."), max_length=200)
