"""What somebody fills in who proposes something for a festival."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.festivals.models import Kind
from pustakota.foundation.forms import Untouched


class ProposalForm(Untouched, forms.Form):
    """A proposal; a member gives no address."""

    title = forms.CharField(label=_("Title"), max_length=160)
    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices)
    about = forms.CharField(
        label=_("What it is about"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    minutes = forms.TypedChoiceField(
        label=_("Minutes"), coerce=int, initial=60, choices=[(n, n) for n in (30, 45, 60, 90, 120)]
    )
    speaker = forms.CharField(
        label=_("Who speaks"), help_text=_("Several names with commas between them."), max_length=200, required=False
    )
    speaker_about = forms.CharField(
        label=_("About the speaker"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=20, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )

    def __init__(self, *given: Any, is_member: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        if is_member:
            for name in ("email", "phone"):
                del self.fields[name]

    def said(self) -> dict[str, Any]:
        """Everything that the proposal keeps."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}
