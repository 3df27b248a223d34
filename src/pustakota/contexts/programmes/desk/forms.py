"""What the desk types in about programmes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.programmes.models import Programme
from pustakota.foundation.forms import moment

WEEKDAYS = [
    ("MO", _("Monday")),
    ("TU", _("Tuesday")),
    ("WE", _("Wednesday")),
    ("TH", _("Thursday")),
    ("FR", _("Friday")),
    ("SA", _("Saturday")),
    ("SU", _("Sunday")),
]
PATTERNS = [
    ("FREQ=WEEKLY", _("every week")),
    ("FREQ=WEEKLY;INTERVAL=2", _("every two weeks")),
    ("FREQ=MONTHLY;BYDAY=1", _("on the first such day of each month")),
    ("FREQ=MONTHLY;BYDAY=2", _("on the second such day of each month")),
    ("FREQ=MONTHLY;BYDAY=3", _("on the third such day of each month")),
    ("FREQ=MONTHLY;BYDAY=-1", _("on the last such day of each month")),
]


class ProgrammeForm(forms.ModelForm[Programme]):
    """What is offered, and what each date of it begins with."""

    themes = forms.CharField(
        label=_("Themes"),
        help_text=_("Separated by commas: environment, digital literacy."),
        max_length=200,
        required=False,
    )
    link = forms.URLField(label=_("Link, where registration is elsewhere"), required=False, assume_scheme="https")

    class Meta:
        model = Programme
        fields = (
            *("title", "kind", "about", "themes", "age_from", "age_to", "access", "contact", "registration", "link"),
            *(
                "is_nameless",
                "minutes",
                "capacity",
                "most_in_party",
                "most_waiting",
                "cancel_until",
                "hold_lasts",
                "opens_before",
                "residents_before",
                "closes_before",
                "most_in_household",
                "fills",
                "most_missed",
            ),
            *("partners", "budget_line"),
            *("form", "survey", "certificate", "certificate_least", "licence_kind"),
        )
        labels = {
            "title": _("Title"),
            "kind": _("Kind"),
            "about": _("About it"),
            "age_from": _("From how many years"),
            "age_to": _("Up to how many years"),
            "access": _("Access"),
            "contact": _("Who answers questions"),
            "registration": _("Registration"),
            "is_nameless": _("Keep no names: only how many came"),
            "minutes": _("Minutes"),
            "capacity": _("Seats"),
            "most_in_party": _("People in one registration, at most"),
            "most_waiting": _("Places on the waiting list"),
            "cancel_until": _("Minutes before, until when a seat is given back in time"),
            "hold_lasts": _("Minutes for which a seat is held while the questions are answered"),
            "opens_before": _("Days before a date from which one registers"),
            "residents_before": _("Days that residents register earlier"),
            "closes_before": _("Minutes before the beginning when registering ends"),
            "most_in_household": _("Seats for one household, at most"),
            "form": _("Questions at registering"),
            "survey": _("Questions to those who came"),
            "certificate": _("Certificate for"),
            "certificate_least": _("Per cent of the dates, or minutes"),
            "licence_kind": _("Machine licence that comes with the certificate"),
            "most_missed": _("Missed dates in 90 days after which somebody asks instead of registering"),
            "partners": _("Partners"),
            "budget_line": _("Budget line"),
            "fills": _("A smaller party may fill a gap before a larger one that does not fit"),
        }
        help_texts = {
            "access": _("Steps, lift, hearing loop, sign language, quiet room."),
            "capacity": _("Empty: no end."),
            "most_waiting": _("Empty: no end."),
            "hold_lasts": _("0: none is held."),
            "opens_before": _("Empty: as soon as it is announced."),
            "residents_before": _("Empty: everybody at the same time."),
            "closes_before": _("Empty: until it begins."),
            "most_in_household": _("Empty: it does not matter."),
            "most_missed": _("Empty: it does not matter. What children miss counts for whoever registered them."),
            "partners": _("Shown with the programme."),
            "budget_line": _("Only for staff, as the budget writes it."),
        }

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.initial["themes"] = ", ".join(self.instance.themes or [])
        windows = ("opens_before", "residents_before", "closes_before", "most_in_household")
        may_lack = ("age_from", "age_to", "capacity", "most_waiting", "most_missed", "certificate", "licence_kind")
        for name in (*may_lack, *windows, "form", "survey"):
            self.fields[name].required = False

    def clean_themes(self) -> list[str]:
        said = (each.strip() for each in self.cleaned_data["themes"].split(","))
        return list(dict.fromkeys(each for each in said if each))


class StaffedForm(forms.Form):
    """Who is there on what is planned."""

    staff = forms.TypedMultipleChoiceField(
        label=_("Staff who are there"),
        help_text=_("What is for people under eighteen is announced only with somebody who is named."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    least_staff = forms.IntegerField(label=_("Staff needed, at least"), min_value=0, max_value=100, required=False)
    field_order = ("start", "end", "pattern", "weekday", "first", "last", "starts", "room", "place", "capacity")

    def __init__(self, *given: Any, rooms: Any, staff: list[tuple[int, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        fields: Any = self.fields
        fields["room"].queryset = rooms
        fields["staff"].choices = staff


class DateForm(StaffedForm):
    """One date."""

    start = moment(_("From"))
    end = moment(_("Until"))
    room: Any = forms.ModelChoiceField(
        label=_("Room"),
        queryset=None,
        required=False,
        empty_label=_("none of ours"),
        help_text=_("It is booked for it."),
    )
    place = forms.CharField(label=_("Where exactly"), max_length=160, required=False)
    capacity = forms.IntegerField(label=_("Seats"), min_value=0, max_value=1_000_000, required=False)
    is_draft = forms.BooleanField(label=_("Only a draft for now"), required=False)


class SeriesForm(StaffedForm):
    """Many dates by one rule."""

    pattern = forms.ChoiceField(label=_("How often"), choices=PATTERNS)
    weekday = forms.ChoiceField(label=_("On which day"), choices=WEEKDAYS)
    first = forms.DateField(label=_("From day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    last = forms.DateField(label=_("Until day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    starts = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    room: Any = forms.ModelChoiceField(
        label=_("Room"), queryset=None, required=False, empty_label=_("none of ours"),
        help_text=_("It is booked on all dates, or none is made."),
    )  # fmt: skip

    @property
    def rule(self) -> str:
        """As RFC 5545 writes it: ``FREQ=WEEKLY;BYDAY=SA``, ``FREQ=MONTHLY;BYDAY=1SA``."""
        pattern, day = self.cleaned_data["pattern"], self.cleaned_data["weekday"]
        return f"{pattern}{day}" if "BYDAY=" in pattern else f"{pattern};BYDAY={day}"


class CardForm(forms.Form):
    """Somebody who registers at the desk, or stands at the door."""

    card = forms.CharField(label=_("Card number"), max_length=20)
    party = forms.IntegerField(label=_("People"), min_value=1, max_value=1000, required=False)


class CountForm(forms.Form):
    number = forms.IntegerField(label=_("How many came without a name"), min_value=1, max_value=100_000)
    is_estimate = forms.BooleanField(label=_("Estimated"), required=False)


class SeatsForm(forms.Form):
    capacity = forms.IntegerField(label=_("Seats"), min_value=0, max_value=1_000_000, required=False)


class WindowForm(forms.Form):
    """When one registers for a date."""

    opens_at = moment(_("Registration opens"), help_text=_("Empty: it is open."), required=False)
    residents_at = moment(
        _("For residents already"), help_text=_("Empty: for everybody at the same time."), required=False
    )
    closes_at = moment(_("Registration closes"), help_text=_("Empty: when it begins."), required=False)


class ResidentsForm(forms.Form):
    """Whom the library counts as its residents."""

    type_codes = forms.MultipleChoiceField(
        label=_("Kinds of membership that residents have"), required=False, widget=forms.CheckboxSelectMultiple
    )
    address_words = forms.CharField(
        label=_("Words of an address here"),
        help_text=_("Names of villages and districts, separated by commas. A child without one has the household’s."),
        max_length=300,
        required=False,
    )

    def __init__(self, *given: Any, types: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        fields: Any = self.fields
        fields["type_codes"].choices = types


class MoveForm(forms.Form):
    """Another time, for this date or its series."""

    start = moment(_("From"))
    end = moment(_("Until"))
    scope = forms.ChoiceField(
        label=_("Which dates"),
        choices=[
            ("this", _("only this one")),
            ("following", _("this and the following")),
            ("all", _("all that are ahead")),
        ],
    )
    because = forms.CharField(label=_("Why"), max_length=200, required=False)


class NeedsForm(forms.Form):
    """What a date needs: things, and staff who are there."""

    things: Any = forms.ModelMultipleChoiceField(
        label=_("Rooms, machines and other things"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They are claimed when the date is announced, all or none."),
    )
    staff = forms.TypedMultipleChoiceField(
        label=_("Staff who are there"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    least_staff = forms.IntegerField(label=_("Staff needed, at least"), min_value=0, max_value=100, required=False)

    def __init__(self, *given: Any, things: Any, staff: list[tuple[int, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        fields: Any = self.fields
        fields["things"].queryset = things
        fields["staff"].choices = staff


class BecauseForm(forms.Form):
    because = forms.CharField(label=_("Why"), help_text=_("Everybody who registered reads it."), max_length=200)
