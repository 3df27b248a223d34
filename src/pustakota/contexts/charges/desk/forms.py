"""What the desk types in about charges."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.charges import queries


class ChargeForm(forms.Form):
    """Something owed that no other page of the desk makes: in money on a legal basis, or in kind."""

    why = forms.ChoiceField(
        label=_("What for?"), choices=[choice for choice in queries.Why.choices if choice[0] != queries.Why.LOST]
    )
    what = forms.CharField(
        label=_("In kind"), help_text=_("What is to be brought or mended."), max_length=300, required=False
    )
    amount = forms.IntegerField(
        label=_("Amount in rupiah"), help_text=_("Only on a legal basis."), required=False, min_value=1
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"), help_text=_("The number of the regulation."), max_length=120, required=False
    )


class EndForm(forms.Form):
    """How a charge ends."""

    because = forms.CharField(
        label=_("Note or reason"),
        help_text=_("For a replacement: the barcode of the new copy. For a waiver: why."),
        max_length=300,
        required=False,
    )
    method = forms.ChoiceField(label=_("How it was paid"), choices=queries.Method.choices, required=False)
