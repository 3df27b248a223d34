"""What the desk types in about festivals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.festivals import rules
from pustakota.contexts.festivals.models import AgeBand, Kind, Sex
from pustakota.foundation.forms import day, moment


class FestivalForm(forms.Form):
    """Days and call."""

    title = forms.CharField(label=_("Title"), max_length=160)
    about = forms.CharField(
        label=_("About it"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    first_on = day(_("First day"))
    last_on = day(_("Last day"))
    call = forms.CharField(
        label=_("Call for proposals"),
        help_text=_("What you look for, and what speakers get."),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    opens_at = moment(_("The call opens"))
    closes_at = moment(_("The call closes"))


class RoomForm(forms.Form):
    """A stage, or a stand."""

    name = forms.CharField(label=_("Name"), max_length=80)
    room: Any = forms.ModelChoiceField(
        label=_("Room"), queryset=None, required=False, empty_label=_("none of ours"), help_text=_("It is claimed.")
    )

    def __init__(self, *given: Any, rooms: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["room"]
        field.queryset = rooms


class StandForm(RoomForm):
    about = forms.CharField(label=_("What it shows"), max_length=300, required=False)
    place = forms.CharField(label=_("Where exactly"), max_length=80, required=False)


class ScoreForm(forms.Form):
    points = forms.TypedChoiceField(
        label=_("Points"),
        coerce=int,
        choices=[(n, n) for n in range(1, rules.MOST_POINTS + 1)],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Why"), max_length=500, required=False)


class AnswerForm(forms.Form):
    because = forms.CharField(
        label=_("Why"), help_text=_("Whoever proposed it reads it."), max_length=300, required=False
    )


class SessionForm(forms.Form):
    """A session's words, length and needs."""

    title = forms.CharField(label=_("Title"), max_length=160)
    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices)
    speaker = forms.CharField(
        label=_("Who speaks"), help_text=_("Several names with commas between them."), max_length=200, required=False
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=720, initial=60)
    capacity = forms.IntegerField(
        label=_("Seats"),
        help_text=_("With a number people register; empty: they just come."),
        min_value=1,
        max_value=100_000,
        required=False,
    )
    volunteers_needed = forms.IntegerField(
        label=_("Volunteers needed"), min_value=0, max_value=100, initial=0, required=False
    )
    books = forms.CharField(
        label=_("Titles it is about"),
        help_text=_("One barcode or title number a line."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    def clean_volunteers_needed(self) -> int:
        return self.cleaned_data["volunteers_needed"] or 0


class PlaceForm(forms.Form):
    """Stage and time in the draft; with neither it is put aside."""

    stage: Any = forms.ModelChoiceField(label=_("Stage"), queryset=None, required=False, empty_label="–")
    start = moment(_("Begins"), required=False)

    def __init__(self, *given: Any, stages: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["stage"]
        field.queryset = stages


class VolunteerForm(forms.Form):
    card = forms.CharField(label=_("Card number"), max_length=20)
    task = forms.CharField(label=_("Task"), max_length=80, required=False)


class TallyForm(forms.Form):
    """How many came to a session, with what is seen of them."""

    number = forms.IntegerField(label=_("How many"), min_value=1, max_value=100_000)
    age_band = forms.ChoiceField(label=_("Age"), choices=[("", _("not known")), *AgeBand.choices], required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", _("not known")), *Sex.choices], required=False)
    is_estimate = forms.BooleanField(label=_("Estimated"), required=False)
