"""What the desk types in about figures."""

from django import forms
from django.utils.translation import gettext_lazy as _


class YearForm(forms.Form):
    """Why a year is closed for good, and that its meaning was read."""

    reason = forms.CharField(
        label=_("Why is it closed now?"),
        help_text=_("Kept with your name. For example: the annual report was sent on 31 January."),
        max_length=300,
    )
    understood = forms.BooleanField(label=_("I have read what cannot be undone."))
