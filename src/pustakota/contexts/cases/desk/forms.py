"""What the desk types in about a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pustakota.contexts.cases import queries
from pustakota.contexts.people import queries as people

WORDS = {"rows": 4}


class FilterForm(forms.Form):
    """Which of the requests are shown."""

    whose = forms.ChoiceField(
        label=_("Whose"),
        choices=[("", _("everybody's")), ("mine", _("mine")), ("closed", pgettext_lazy("requests", "closed ones"))],
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all kinds")), *queries.Kind.choices], required=False)
    late = forms.BooleanField(label=_("Only those that are late"), required=False)


class AnswerForm(forms.Form):
    """A sentence or more to the person who asked; with an outcome it ends the case."""

    words = forms.CharField(
        label=_("Answer"),
        help_text=_("The person who asked reads it."),
        max_length=2000,
        widget=forms.Textarea(attrs=WORDS),
    )
    outcome = forms.ChoiceField(label=_("What becomes of it"), required=False)
    note = forms.CharField(
        label=_("Note for colleagues"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: object = None, *, kind: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        going_on = ("", _("it stays open"))
        self.fields["outcome"].choices = [going_on, *queries.outcomes_of(kind)]  # type: ignore[attr-defined]


class RegisterForm(forms.Form):
    """What the desk adds to a registration that came in by form."""

    type = forms.ModelChoiceField(label=_("Kind of membership"), queryset=people.patron_types(), empty_label=None)
    guardian_card = forms.CharField(
        label=_("Card of the parent or guardian"),
        help_text=_("Where they are a member."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    guardian_name = forms.CharField(label=_("Name of the parent or guardian"), max_length=150, required=False)
    guardian_agrees = forms.BooleanField(
        label=_("The parent or guardian has read the text on consent and agrees, here at the desk."), required=False
    )
