"""What the desk types in about visits and reading in place."""

from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.visits.actions import LEVEL_WORDS, Heads, Method

NOON = time(12)
COUNTED = [(Method.COUNT.value, _("counted")), (Method.ESTIMATE.value, _("estimated"))]


def _number(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=0, max_value=9999, required=False, widget=widget)


class WhenForm(forms.Form):
    """The day and time of something that may be noted later; empty: now."""

    on = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    clock = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def moment(self, zone: str) -> datetime | None:
        """The moment that was given, in the zone of the point; noon where only the day is known."""
        on, clock = self.cleaned_data["on"], self.cleaned_data["clock"]
        return datetime.combine(on, clock or NOON, ZoneInfo(zone)) if on else None


class HeadsForm(forms.Form):
    """How many of each level and sex: a row of three numbers per level."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level, word in LEVEL_WORDS:
            self.fields[f"{level}_female"] = _number(_("%(level)s: girls and women") % {"level": word})
            self.fields[f"{level}_male"] = _number(_("%(level)s: boys and men") % {"level": word})
            self.fields[f"{level}_unstated"] = _number(_("%(level)s: not noted") % {"level": word})

    def rows(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """For the page: the word of each level and its three fields."""
        sexes = ("female", "male", "unstated")
        return [(word, [self[f"{level}_{sex}"] for sex in sexes]) for level, word in LEVEL_WORDS]

    def heads(self) -> list[Heads]:
        """The numbers as an action takes them."""
        given = self.cleaned_data
        return [
            Heads(
                level,
                female=given[f"{level}_female"] or 0,
                male=given[f"{level}_male"] or 0,
                unstated=given[f"{level}_unstated"] or 0,
            )
            for level, _word in LEVEL_WORDS
        ]


class GroupForm(HeadsForm, WhenForm):
    """People who came together, or a count of guests; ``entry`` keeps a form sent twice from counting twice."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    is_group = forms.BooleanField(label=_("They came together, as a group"), required=False, initial=True)
    group_name = forms.CharField(
        label=_("School or group"), help_text=_("No names of persons."), max_length=100, required=False
    )
    method = forms.ChoiceField(label=_("How was it found?"), choices=COUNTED, widget=forms.RadioSelect)

    @staticmethod
    def new_entry() -> UUID:
        return uuid4()


class OtherReadingForm(WhenForm):
    """Newspapers, magazines and whatever carries no barcode."""

    copies = forms.IntegerField(label=_("How many"), min_value=1, max_value=5000)
    what = forms.CharField(label=_("What"), help_text=_("For example: newspapers."), max_length=60, required=False)
    method = forms.ChoiceField(label=_("How was it found?"), choices=COUNTED, widget=forms.RadioSelect)


class CorrectionForm(forms.Form):
    """Why a line is struck out."""

    reason = forms.CharField(label=_("Why is it corrected?"), help_text=_("Kept with your name."), max_length=200)


class VisitCorrectionForm(CorrectionForm):
    """The right numbers beside it; all empty: the line is only struck out."""

    level = forms.ChoiceField(label=_("Age"), choices=[("", _("not noted")), *LEVEL_WORDS], required=False)
    female = _number(_("Girls and women"))
    male = _number(_("Boys and men"))
    unstated = _number(_("Not noted"))

    def heads(self) -> Heads | None:
        given = self.cleaned_data
        heads = Heads(given["level"], given["female"] or 0, given["male"] or 0, given["unstated"] or 0)
        return heads if heads.people else None
