"""What the desk types in about machine licences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.spaces.actions import LicenceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pustakota.contexts.spaces.models import Resource


class LicenceKindForm(forms.ModelForm[LicenceKind]):
    """A licence: its name, how to get it, how long it lasts, and which machines want it."""

    machines = forms.TypedMultipleChoiceField(
        label=_("Who books one of these needs it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = LicenceKind
        fields = ("name", "how", "link", "valid_days", "needs_guardian")
        labels = {
            "name": _("Name"),
            "how": _("How to get it"),
            "link": _("Address of the page that says more"),
            "valid_days": _("Days that it lasts"),
            "needs_guardian": _("Under eighteen a parent or guardian agrees first"),
        }
        help_texts = {
            "how": _("Whoever is refused reads this. Say when, where and how long."),
            "valid_days": _("Empty: it does not end."),
        }
        widgets = {"how": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, machines: Iterable[Resource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_point = list(machines)
        self.fields["machines"].choices = [(each.pk, each.name) for each in self.of_point]  # type: ignore[attr-defined]
        kind = self.instance.pk
        self.initial["machines"] = [each.pk for each in self.of_point if kind and each.licence_id == kind]

    def wants(self) -> dict[bool, list[Resource]]:
        """The machines of this point that want it from now on, and those that no longer do."""
        ticked, own = set(self.cleaned_data["machines"]), self.initial["machines"]
        return {
            True: [each for each in self.of_point if each.pk in ticked and each.pk not in own],
            False: [each for each in self.of_point if each.pk in own and each.pk not in ticked],
        }


class IssueForm(forms.Form):
    """Who was shown the machine."""

    card = forms.CharField(label=_("Card number"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    guardian_agrees = forms.BooleanField(
        label=_("Under eighteen: a parent or guardian has read the text below and agrees."), required=False
    )
