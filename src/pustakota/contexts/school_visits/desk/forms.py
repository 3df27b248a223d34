"""What the desk types in about visits of classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.school_visits import queries, rules
from pustakota.contexts.school_visits.models import Language, Offer, Phase
from pustakota.foundation.forms import moment

if TYPE_CHECKING:
    from pustakota.contexts.school_visits.models import ClassVisit


class OfferForm(forms.ModelForm[Offer]):
    """A programme as schools book it."""

    phases = forms.MultipleChoiceField(
        label=_("For which phases"),
        help_text=_("None ticked: for all."),
        choices=Phase.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=Language.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Offer
        fields = (
            *("phases", "outcomes", "languages", "fewest", "most", "pupils_per_adult", "counted_in", "days_before"),
            *("at_once", "lunch", "arrival"),
        )
        labels = {
            "outcomes": _("What pupils learn"),
            "fewest": _("Pupils in a group, at least"),
            "most": _("Pupils in a group, at most"),
            "pupils_per_adult": _("Pupils for each accompanying adult, at most"),
            "counted_in": _("The seats of a date count"),
            "days_before": _("Days before, until when a school may ask"),
            "at_once": _("A free date is agreed at once, without an answer of ours"),
            "lunch": _("Where lunch boxes are opened"),
            "arrival": _("What a class is told before it comes"),
        }
        help_texts = {
            "outcomes": _("As the curriculum words learning outcomes."),
            "pupils_per_adult": _("Empty: no rule."),
            "lunch": _("Empty: there is no place for it."),
            "arrival": _("Where the bus stops, where bags go, which door. It stands in the reminder."),
        }
        widgets = {"outcomes": forms.Textarea(attrs={"rows": 3}), "arrival": forms.Textarea(attrs={"rows": 3})}


class BecauseForm(forms.Form):
    because = forms.CharField(label=_("Why"), help_text=_("The school reads it."), max_length=300)


class SchoolForm(forms.Form):
    organisation = forms.ModelChoiceField(label=_("School in our list"), queryset=queries.schools(), empty_label="–")


class DateForm(forms.Form):
    """A date that is kept for the class: one that is planned, or a new one."""

    occurrence = forms.ChoiceField(label=_("Date"))
    start = moment(_("Or a new date, from"), required=False)
    end = moment(_("Until"), required=False)
    because = forms.CharField(label=_("A word to the school"), max_length=300, required=False)

    def __init__(self, *given: Any, dates: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["occurrence"]
        field.choices = [*dates, ("", _("a new date"))]
        field.required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("occurrence") and not (given.get("start") and given.get("end")):
            self.add_error("start", _("Choose a date, or give the beginning and the end of a new one."))
        return given


class CameForm(forms.Form):
    """How many came, by grade and sex."""

    adults = forms.IntegerField(label=_("Accompanying adults"), min_value=0, max_value=100)

    def __init__(self, *given: Any, visit: ClassVisit, **named: Any) -> None:
        super().__init__(*given, **named)
        self.grades = dict(queries.grade_words())
        self.groups_asked = queries.groups_of(visit)
        self.fields["adults"].initial = visit.adults
        for group in self.groups_asked:
            for name, label, initial in (("girls", _("Girls"), group.girls), ("boys", _("Boys"), group.boys)):
                self.fields[f"{name}_{group.grade}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=500, initial=initial
                )

    @property
    def lines(self) -> list[tuple[str, Any, Any]]:
        return [
            (self.grades[group.grade], self[f"girls_{group.grade}"], self[f"boys_{group.grade}"])
            for group in self.groups_asked
        ]

    def groups(self) -> list[rules.Group]:
        given = self.cleaned_data
        return [
            rules.Group(grade=each.grade, girls=given[f"girls_{each.grade}"], boys=given[f"boys_{each.grade}"])
            for each in self.groups_asked
        ]


class ReportForm(forms.Form):
    """What the school reads afterwards."""

    done = forms.CharField(label=_("What was done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    books = forms.CharField(
        label=_("Books that were shown"),
        help_text=_("One barcode or title number a line; scan them from the trolley."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    next_step = forms.CharField(
        label=_("What comes next"),
        help_text=_("The next visit, a box of books for the class, cards to collect."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
