"""What the desk types in about holds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation import queries as organisation


class HoldForm(forms.Form):
    """A reservation for a member: whose card, and where it will be collected."""

    card = forms.CharField(label=_("Card number"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    pickup_point = forms.ModelChoiceField(
        label=_("Collected at"), queryset=organisation.pickup_points(), empty_label=None
    )
    reason = forms.CharField(
        label=_("Reserve all the same, because"),
        help_text=_("Kept with your name. Only for those who may overrule the lending rules."),
        max_length=300,
        required=False,
    )
