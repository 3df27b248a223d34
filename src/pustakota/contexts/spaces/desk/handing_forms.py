"""What the desk types in as equipment goes and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces.models import Condition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import PolicyDocument


class ScanForm(forms.Form):
    """Whose card, or which booking."""

    code = forms.CharField(label=_("Card number or code of the booking"), max_length=40)


class ConditionForm(forms.Form):
    """In what condition it is, in words and as a photo, and which of its parts are there."""

    condition = forms.ChoiceField(
        label=_("Condition"), choices=Condition.choices, initial=Condition.GOOD, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What is to be seen"), help_text=_("Scratches, a loose cap: what was there before."), max_length=200,
        required=False,
    )  # fmt: skip
    photo = forms.FileField(
        label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}), required=False
    )
    parts = forms.MultipleChoiceField(
        label=_("What belongs to it"),
        help_text=_("Tick each that you have seen."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    is_out_of_order = forms.BooleanField(label=_("It is out of order: nobody else can have it now"), required=False)

    def __init__(self, *args: Any, parts: Sequence[str], comes_back: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not comes_back:
            del self.fields["is_out_of_order"]
        if parts:
            self.fields["parts"].choices = [(each, each) for each in parts]  # type: ignore[attr-defined]
        else:
            del self.fields["parts"]


class HarmForm(forms.Form):
    """What is asked for what is missing or damaged: the same thing, or money on a legal basis."""

    what = forms.CharField(
        label=_("To be replaced"), help_text=_("The thing itself; leave it where money is asked."), max_length=300,
        required=False,
    )  # fmt: skip
    amount = forms.IntegerField(label=_("Amount in rupiah"), min_value=1, required=False)
    basis: forms.ModelChoiceField[PolicyDocument] = forms.ModelChoiceField(
        label=_("Legal basis"),
        help_text=_("Money is asked only on one."),
        queryset=None,
        required=False,
    )

    def __init__(self, *args: Any, bases: QuerySet[PolicyDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].queryset = bases  # type: ignore[attr-defined]
