"""What a teacher fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.school_visits import queries, rules
from pustakota.contexts.school_visits.actions import Contact
from pustakota.foundation.forms import Untouched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pustakota.contexts.people.models import Organisation
    from pustakota.contexts.programmes.queries import Occurrence
    from pustakota.contexts.school_visits.models import ClassVisit, Offer

LINES = 3
"""Grades in one visit: a class, or a small school's three."""
OTHER_DAYS, NEXT_TERM = "days", "term"
PARTS = [
    ("", _("any time")),
    ("morning", _("morning")),
    ("noon", _("around noon")),
    ("afternoon", _("afternoon")),
]


class GroupsForm(forms.Form):
    """How many pupils of which grade, and how many adults with them; grades that are not offered cannot be chosen."""

    adults = forms.IntegerField(label=_("Accompanying adults"), min_value=0, max_value=100)
    note = forms.CharField(
        label=_("What should we know?"),
        help_text=_("How you arrive, what the class works on. Write nothing about anybody's health here: ring us."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *given: Any, offer: Offer, **named: Any) -> None:
        super().__init__(*given, **named)
        grades = [(code, words) for code, words in queries.grade_words() if rules.suits(code, offer.phases)]
        for place in range(1, LINES + 1):
            self.fields[f"grade_{place}"] = forms.ChoiceField(
                label=_("Grade"), choices=grades if place == 1 else [("", "–"), *grades], required=place == 1
            )
            for name, label in (("girls", _("Girls")), ("boys", _("Boys"))):
                self.fields[f"{name}_{place}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=queries.MOST_OF_A_GRADE, required=place == 1
                )

    @property
    def first_line(self) -> dict[str, Any]:
        """The fields of the first grade, side by side."""
        return self._line(1)

    @property
    def other_lines(self) -> Iterator[dict[str, Any]]:
        return (self._line(place) for place in range(2, LINES + 1))

    @property
    def has_more_lines(self) -> bool:
        """Whether anything stands in the lines that are folded away."""
        return any(field.value() or field.errors for line in self.other_lines for field in list(line.values())[1:])

    def _line(self, place: int) -> dict[str, Any]:
        return {"number": place, **{name: self[f"{name}_{place}"] for name in ("grade", "girls", "boys")}}

    def groups(self) -> list[rules.Group]:
        """What was said; the same grade on two lines is added up."""
        found: dict[str, rules.Group] = {}
        for place in range(1, LINES + 1):
            grade = self.cleaned_data[f"grade_{place}"]
            numbers = [self.cleaned_data[f"{name}_{place}"] or 0 for name in ("girls", "boys")]
            if grade and any(numbers):
                known = found.get(grade, rules.Group(grade=grade, girls=0, boys=0))
                found[grade] = rules.Group(grade=grade, girls=known.girls + numbers[0], boys=known.boys + numbers[1])
        return list(found.values())

    @staticmethod
    def said_of(visit: ClassVisit) -> dict[str, object]:
        """What a visit has now, as the form shows it first."""
        said: dict[str, object] = {"adults": visit.adults, "note": visit.note}
        for place, group in enumerate(queries.groups_of(visit)[:LINES], 1):
            said |= {f"grade_{place}": group.grade, f"girls_{place}": group.girls, f"boys_{place}": group.boys}
        return said


class VisitForm(Untouched, GroupsForm):
    """A class asks for a visit: on a free date, on one of some days, or in the next term."""

    when = forms.ChoiceField(label=_("When"), widget=forms.RadioSelect)
    school = forms.CharField(label=_("School"), max_length=150)
    class_name = forms.CharField(label=_("Name of the class"), help_text=_("Like 5A."), max_length=40, required=False)
    wants_lunch = forms.BooleanField(label=_("We bring lunch boxes and need a place to eat"), required=False)
    wants_cards = forms.BooleanField(
        label=_("The pupils would like library cards on that day"),
        help_text=_("We send you a list for parents to sign; the cards lie ready when you come."),
        required=False,
    )
    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=20, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )

    def __init__(
        self,
        *given: Any,
        dates: Sequence[tuple[Occurrence, str]],
        term: str,
        school: Organisation | None,
        is_member: bool,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        whens: Any = self.fields["when"]
        whens.choices = [
            *((str(date.pk), words) for date, words in dates),
            (OTHER_DAYS, _("on another day: I name some")),
            (NEXT_TERM, term),
        ]
        for place in range(1, rules.MOST_WISHED + 1):
            widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            self.fields[f"day_{place}"] = forms.DateField(label=_("Day"), widget=widget, required=False)
            self.fields[f"part_{place}"] = forms.ChoiceField(label=_("Time of day"), choices=PARTS, required=False)
        if school is not None:
            del self.fields["school"]
        if is_member:
            for name in ("name", "email", "phone"):
                del self.fields[name]

    @property
    def days(self) -> Iterator[tuple[Any, Any]]:
        for place in range(1, rules.MOST_WISHED + 1):
            yield self[f"day_{place}"], self[f"part_{place}"]

    def date_id(self) -> int | None:
        """The date that was chosen, where one was."""
        return int(self.cleaned_data["when"]) if self.cleaned_data["when"].isdecimal() else None

    def wishes(self) -> list[rules.Wish] | None:
        """The days that were named; nothing where none were asked for."""
        if self.cleaned_data["when"] != OTHER_DAYS:
            return None
        places = range(1, rules.MOST_WISHED + 1)
        given = ((self.cleaned_data[f"day_{place}"], self.cleaned_data[f"part_{place}"]) for place in places)
        return [rules.Wish(day=day, part=part) for day, part in given if day]

    def contact(self) -> Contact:
        """Empty for a member."""
        return Contact(**{name: self.cleaned_data.get(name, "") for name in ("name", "email", "phone")})


class CancelForm(forms.Form):
    because = forms.CharField(label=_("Why"), max_length=300, required=False)
