"""What visitors tap in at the kiosk: levels and numbers, never a name."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.visits.actions import LEVEL_WORDS, Heads

SEXES = [("female", _("Female")), ("male", _("Male")), ("unstated", _("I would rather not say"))]


class GuestForm(forms.Form):
    """One guest: a level, and a sex by the button that sends it."""

    entry = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    level = forms.ChoiceField(label=_("How old are you?"), choices=LEVEL_WORDS, widget=forms.RadioSelect)
    sex = forms.ChoiceField(choices=SEXES)

    def heads(self) -> Heads:
        return Heads(self.cleaned_data["level"], **{self.cleaned_data["sex"]: 1})


class GroupForm(forms.Form):
    """How many of each level came together."""

    entry = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level, word in LEVEL_WORDS:
            for sex, sex_word in SEXES[:2]:
                self.fields[f"{level}_{sex}"] = forms.IntegerField(
                    label=_("%(level)s, %(sex)s") % {"level": word, "sex": sex_word},
                    min_value=0,
                    max_value=999,
                    required=False,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off", "min": 0}),
                )

    def rows(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """For the page: the word of each level and its two fields."""
        return [(word, [self[f"{level}_{sex}"] for sex, _word in SEXES[:2]]) for level, word in LEVEL_WORDS]

    def heads(self) -> list[Heads]:
        given = self.cleaned_data
        return [
            Heads(level, female=given[f"{level}_female"] or 0, male=given[f"{level}_male"] or 0)
            for level, _word in LEVEL_WORDS
        ]


class LeaveForm(forms.Form):
    """The password of whoever opened the kiosk."""

    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}))


class PairForm(forms.Form):
    """The code that the desk shows when a device is added."""

    code = forms.CharField(
        label=_("Code from the desk"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
