"""What the desk types in about a letter."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TextForm(forms.Form):
    """The words of a kind of letter."""

    before = forms.CharField(
        label=_("Words above the name"),
        help_text=_("Empty: “The library attests that”."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    after = forms.CharField(
        label=_("Words below the name"),
        help_text=_("Write [hari] where the day attested belongs, [sampai] where the last day does. Empty: our words."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    signer_post = forms.CharField(label=_("Post of who signs"), max_length=120, required=False)
    signer_name = forms.CharField(label=_("Name of who signs"), max_length=120, required=False)
    valid_days = forms.IntegerField(
        label=_("Holds for how many days"), help_text=_("Empty: as usual."), min_value=1, max_value=3660, required=False
    )


class RevokeForm(forms.Form):
    """Why a letter no longer holds, in words that whoever checks it reads."""

    because = forms.CharField(label=_("Reason"), help_text=_("Whoever checks the letter reads it."), max_length=300)
