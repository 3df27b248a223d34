"""What the desk types in about charges."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.charges import queries
from pustakota.contexts.organisation import queries as organisation


class OnBasis(forms.Form):
    """An amount of money and the regulation in force that it stands on."""

    amount = forms.IntegerField(
        label=_("Amount in rupiah"), help_text=_("Only on a legal basis."), required=False, min_value=1
    )
    basis = forms.ModelChoiceField(
        label=_("Legal basis"),
        queryset=organisation.documents(),
        required=False,
        empty_label=_("none"),
        help_text=_("What is in force today stands here; the head keeps the list."),
    )

    def __init__(self, data: Any = None, *, today: date, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["basis"].queryset = organisation.documents_in_force(today)  # type: ignore[attr-defined]


class ChargeForm(OnBasis):
    """Something owed that no other page of the desk makes: in money on a legal basis, or in kind."""

    why = forms.ChoiceField(
        label=_("What for?"), choices=[choice for choice in queries.Why.choices if choice[0] != queries.Why.LOST]
    )
    what = forms.CharField(
        label=_("In kind"), help_text=_("What is to be brought or mended."), max_length=300, required=False
    )
    field_order = ["why", "what", "amount", "basis"]


class EndForm(forms.Form):
    """How a charge ends, or how much of it was paid."""

    amount = forms.IntegerField(
        label=_("Received, in rupiah"), help_text=_("Empty: all that is still owed."), required=False, min_value=1
    )
    method = forms.ChoiceField(label=_("How it was paid"), choices=queries.Method.choices, required=False)
    because = forms.CharField(
        label=_("Note or reason"),
        help_text=_("For a replacement: the barcode of the new copy. For a waiver: why."),
        max_length=300,
        required=False,
    )


class DayForm(forms.Form):
    """Which day is looked at."""

    hari = forms.DateField(
        label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), required=False
    )
