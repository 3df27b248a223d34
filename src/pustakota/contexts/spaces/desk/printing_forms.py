"""What the desk types in about prints and material."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces.actions import Material, StockReason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from pustakota.contexts.organisation.models import PolicyDocument
    from pustakota.contexts.spaces.models import Resource


class JobForm(forms.Form):
    """What a print takes or took, on which machine, and why not."""

    grams = forms.IntegerField(label=_("Grams"), min_value=0, max_value=50_000, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=50_000, required=False)
    machine = forms.TypedChoiceField(label=_("Machine"), coerce=int, required=False, empty_value=None)
    because = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args: Any, machines: Iterable[Resource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["machine"].choices = [("", "–"), *((each.pk, each.name) for each in machines)]  # type: ignore[attr-defined]


class StockForm(forms.Form):
    """A spool that came, or material that went without a print."""

    material = forms.TypedChoiceField(label=_("Material"), coerce=int)
    grams = forms.IntegerField(label=_("Grams"), min_value=1, max_value=50_000)
    why = forms.ChoiceField(
        label=_("What happened"),
        choices=[(each.value, each.label) for each in (StockReason.RECEIVED, StockReason.WASTED)],
        widget=forms.RadioSelect,
        initial=StockReason.RECEIVED.value,
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, materials: Iterable[Material], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["material"].choices = [(each.pk, each.name) for each in materials]  # type: ignore[attr-defined]


class MaterialForm(forms.ModelForm[Material]):
    """What is printed with."""

    class Meta:
        model = Material
        fields = ("name", "low_grams", "rupiah_per_gram", "basis", "is_offered")
        labels = {
            "name": _("Name"),
            "low_grams": _("Low below, in grams"),
            "rupiah_per_gram": _("Rupiah a gram"),
            "basis": _("Legal basis"),
            "is_offered": _("Members may choose it"),
        }
        help_texts = {"rupiah_per_gram": _("Empty: free. Money is asked only on a legal basis.")}

    def __init__(self, *args: Any, bases: QuerySet[PolicyDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].queryset = bases  # type: ignore[attr-defined]
