"""What members type in about prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Material


class PrintForm(forms.Form):
    """A model to be printed, of which material, for whom of the family."""

    model = forms.FileField(
        label=_("Model"),
        help_text=_("A file in STL, OBJ or 3MF, at most 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".stl,.obj,.3mf"}),
    )
    material = forms.TypedChoiceField(label=_("Material"), coerce=int)
    wish = forms.CharField(
        label=_("Wish"),
        help_text=_("Size, colour, what it is for; what staff should know."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    whose = forms.TypedChoiceField(label=_("For whom"), coerce=int)

    def __init__(self, *args: Any, materials: Iterable[Material], patrons: Sequence[Patron], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["material"].choices = [  # type: ignore[attr-defined]
            (each.pk, f"{each.name} · {each.service_point.name}") for each in materials
        ]
        self.fields["whose"].choices = [(each.pk, each.person.greeting) for each in patrons]  # type: ignore[attr-defined]
        if len(patrons) == 1:
            self.fields["whose"].widget = forms.HiddenInput()
            self.initial["whose"] = patrons[0].pk
