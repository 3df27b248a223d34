"""What the desk types in about a letter."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevokeForm(forms.Form):
    """Why a letter no longer holds, in words that whoever checks it reads."""

    because = forms.CharField(label=_("Reason"), help_text=_("Whoever checks the letter reads it."), max_length=300)
